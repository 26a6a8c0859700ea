"""What is known of a document without opening it. A cache: always computed from the document itself."""

from dataclasses import dataclass
from datetime import datetime

from state.case import Case
from state.documents import Channel, Deputy, Document, Key, Person, key_of


@dataclass(frozen=True)
class Row:
    """One line of the index. Fields that do not apply to the kind of document are empty."""

    key: Key
    revision: int
    owed: tuple[int, ...] = ()  # the sequence numbers of posts that wait to be delivered
    owed_since: datetime | None = None  # when the oldest of them was made
    area: str = ""
    author: str = ""
    draft: str = ""
    states: tuple[tuple[str, int, str], ...] = ()  # process, key, state
    bound: str | None = None
    deputy: Deputy | None = None
    reachable: bool = False
    unreachable: bool = False


def row_of(document: Document) -> Row:
    """The index row of a document."""
    key = key_of(document)
    waiting = [p for p in document.posts if p.owed]
    owed = tuple(p.seq for p in waiting)
    since = min((p.created for p in waiting), default=None)
    match document:
        case Case():
            states = tuple((r.process, r.key, r.state) for r in document.runs)
            return Row(
                key, document.revision, owed, since, document.area, document.author, document.draft, states=states
            )
        case Channel():
            reachable = document.address is not None
            return Row(key, document.revision, owed, since, bound=document.bound, reachable=reachable)
        case Person():
            return Row(
                key,
                document.revision,
                owed,
                since,
                deputy=document.deputy,
                reachable=document.address is not None and document.unreachable is None,
                unreachable=document.unreachable is not None,
            )
