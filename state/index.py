"""What is known of a document without opening it. A cache: always computed from the document itself."""

from dataclasses import dataclass

from state.anchor import Anchor, Head
from state.case import Case
from state.deliveries import unrecorded
from state.documents import Channel, Deputy, Document, Key, Person, key_of
from state.edition import Edition


@dataclass(frozen=True)
class Row:
    """One line of the index. Fields that do not apply to the kind of document are empty."""

    key: Key
    revision: int
    owed: tuple[int, ...] = ()  # the sequence numbers of posts that wait to be delivered
    area: str = ""
    author: str = ""
    draft: str = ""
    states: tuple[tuple[str, int, str], ...] = ()  # process, key, state
    edition: Edition | None = None  # small, and wanted whole
    bound: str | None = None
    deputy: Deputy | None = None
    reachable: bool = False
    head: Head | None = None
    unrecorded: bool = False  # posts were delivered that do not stand in the audit yet
    requests: tuple[tuple[str, str, int], ...] = ()  # group sessions asked for: the offer's id, area, version


def row_of(document: Document) -> Row:
    """The index row of a document."""
    key = key_of(document)
    owed = tuple(p.seq for p in document.posts if p.delivered is None)
    match document:
        case Case():
            states = tuple((r.process, r.key, r.state) for r in document.runs)
            return Row(
                key,
                document.revision,
                owed,
                document.area,
                document.author,
                document.draft,
                states=states,
                head=Head(document.ref, len(document.entries), document.entries[-1].hash) if document.entries else None,
                unrecorded=bool(unrecorded(document)),
            )
        case Anchor():
            return Row(key, document.revision, owed)
        case Edition():
            return Row(key, document.revision, owed, edition=document)
        case Channel():
            return Row(key, document.revision, owed, bound=document.bound, reachable=document.address is not None)
        case Person():
            return Row(
                key,
                document.revision,
                owed,
                deputy=document.deputy,
                reachable=document.address is not None,
                requests=tuple((s.id, s.area, s.run.version) for s in document.support if s.requested),
            )
