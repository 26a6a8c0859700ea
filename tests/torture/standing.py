"""What the files of a data folder say, read beside the bot or after its death."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.cards.activity import activity_of
from state.case import Case
from state.documents import Document, Person
from state.post import Kind, Post
from state.store.opening import Place, reading
from state.store.sealing import Sealing
from tests.torture.connector import content_of

KINDS = ("person", "channel", "case")


@dataclass(frozen=True)
class Standing:
    """Where a story stands: what was told, what is being asked of whom, and how far its case is."""

    draft: Any
    forms: tuple[Any, ...]
    case: Any


@dataclass(frozen=True)
class Owed:
    """A post that waits on the disk, by what the connector will see of it."""

    post: str
    conversation: str
    content: bytes


async def documents(place: Place) -> list[Document]:
    """Every document as it lies there."""
    with reading(place, Sealing()) as reader:
        loaded = [await reader.load(row.key) for kind in KINDS for row in reader.rows(kind)]
        assert not reader.damaged, reader.damaged
    return [document for document in loaded if document]


def anything_owed(
    found: list[Document], besides: tuple[Kind, ...] = (), left: Callable[[str], bool] = lambda _: True
) -> bool:
    """Whether a post waits anywhere, of another kind than these. A reply of a process that lives is marked with the
    next write; `left` says of a post that its maker is dead."""
    waiting = [post for document in found for post in document.posts if post.owed and post.kind not in besides]
    return any(post.kind != "reply" or left(post.id) for post in waiting)


def cases(found: list[Document]) -> list[Case]:
    """The cases among them, the oldest first."""
    return [document for document in found if isinstance(document, Case)]


def standing(found: list[Document], earlier: int) -> Standing:
    """Where the story of the case stands that comes after `earlier` ones. What a person's document holds of a step
    that its case has taken already is of no effect, and does not count."""
    own = cases(found)[earlier:]
    sent = {case.draft for case in cases(found)}
    drafts = [d.draft for d in found if isinstance(d, Person) and d.draft and d.draft.id not in sent]
    forms = [d.form for d in found if isinstance(d, Person) and d.form]
    versions = {(case.ref, run.process, run.key): run.version for case in own for run in case.runs}
    return Standing(
        [(draft.answers.to_json(), draft.at, draft.pending) for draft in drafts],
        tuple(
            (form.process, form.event, dict(form.fields))
            for form in forms
            if versions.get((form.ref, form.process, form.key)) == form.version
        ),
        [_of_case(case) for case in own],
    )


def _of_case(case: Case) -> Any:
    """Its answers, and every step of every process with what was recorded."""
    steps = [
        (run.process, run.key, run.state, [(s.event, s.by, s.undone, dict(s.fields)) for s in run.steps])
        for run in case.runs
    ]
    return [answers.to_json() for answers in case.answers], steps


def owed(found: list[Document]) -> list[Owed]:
    """Every post that waits, where it is known whither; but living cards, of which a later state may be shown."""
    addresses = {d.id: d.address.conversation.split(";")[0] for d in found if not isinstance(d, Case) and d.address}
    bound = {d.bound: d.id for d in found if not isinstance(d, Case | Person) and d.bound}
    return [_owed(post, addresses, bound) for d in found for post in d.posts if post.owed and not post.living]


def _owed(post: Post, addresses: dict[str, str], bound: dict[str, str]) -> Owed:
    to = post.to.partition(":")[2]
    assert post.message is not None
    return Owed(post.id, addresses[bound.get(to, to)], content_of(activity_of(post.message)))
