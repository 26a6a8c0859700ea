"""What cannot be delivered is told to a person who can be reached, and to the PSW channel. Source: product.md."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from dialogs.desk import Desk, Owed
from dialogs.handing_on import handed_on, is_psw_channel, line
from dialogs.rungs import Rung, next_rung, role_in
from dialogs.wording import say
from state.case import Case
from state.documents import Document, Key, Person
from state.message import Message
from state.post import Post
from state.roles import PSW


@dataclass(frozen=True)
class GivenUp:
    """How many posts were given up, and what is said in their stead."""

    failed: int
    owed: tuple[Owed, ...]


async def closed(desk: Desk, key: Key, to: str, posts: Collection[str]) -> GivenUp:
    """Teams refuses to reach a person or a channel: give up these posts of a document, and tell others instead."""
    if to.startswith("person:"):
        await _mark(desk, to.removeprefix("person:"))
    return await _give_up(desk, key, to, posts, words=True)


async def refused(desk: Desk, key: Key, to: str, posts: Collection[str]) -> GivenUp:
    """Teams refuses what is said, not to whom: tell others that something was not said.

    Where plain text was refused, another text would be refused as well, so nobody is told: it is counted.
    """
    return await _give_up(desk, key, to, posts, words=False)


async def _mark(desk: Desk, person: str) -> None:
    async with desk.store.lock(Key("person", person)):
        document = await desk.load_person(person)
        if document.unreachable is None:
            await desk.save(replace(document, unreachable=desk.clock()))


async def _give_up(desk: Desk, key: Key, to: str, posts: Collection[str], *, words: bool) -> GivenUp:
    name = await _name(desk, to)
    async with desk.store.lock(key):
        document = await desk.load(key)
        lost = tuple(post for post in document.posts if post.id in posts and post.owed) if document else ()
        if document is None or not lost:
            return GivenUp(0, ())
        told = tuple(_told(desk, document, to, name, lost, words=words))
        marked = tuple(_failed(desk, post) if post in lost else post for post in document.posts)
        await desk.save(replace(document, posts=(*marked, *told)))
    return GivenUp(len(lost), tuple(Owed(key, post) for post in told))


def _failed(desk: Desk, post: Post) -> Post:
    """Words to a person are dropped, since somebody else has them; a channel may be opened again and hear its own."""
    kept = post.message if post.to.startswith("channel:") else None
    return replace(post, failed=desk.clock(), message=kept)


def _told(desk: Desk, document: Document, to: str, name: str, lost: tuple[Post, ...], *, words: bool) -> Iterator[Post]:
    """What goes to the next rung; a line to the PSW channel, unless that is what is closed."""
    case = document if isinstance(document, Case) else None
    missed = to.removeprefix("person:")
    rung = next_rung(desk, case, missed, role_in(desk, case, missed) if case and missed != to else PSW)
    handed = tuple(_to_a_person(desk, document, rung, to, name, lost)) if words and rung else ()
    yield from handed
    drawn = any(post.message and post.message.card for post in lost)
    if (words or drawn) and not is_psw_channel(desk, to):
        text = line(desk, case, to, rung if handed else None, why="closed" if words else "refused")
        yield desk.post("channel:psw", "outcome", Message(text), about=case.ref if case else None)


def _to_a_person(
    desk: Desk, document: Document, rung: Rung, to: str, name: str, lost: tuple[Post, ...]
) -> Iterator[Post]:
    """Each post; of what lies in a person's own document, such as a draft, only that they cannot be reached."""
    case = document if isinstance(document, Case) else None
    if isinstance(document, Person):
        yield desk.post(f"person:{rung.person}", "outcome", handed_on(desk, case, rung, to, name, Message()))
        return
    for post in lost:
        of_team = post.living and not is_psw_channel(desk, to)  # the PSW channel has a card of its own
        if post.message and post.kind != "reply" and not of_team:
            handed = handed_on(desk, case, rung, to, name, post.message)
            yield replace(desk.post(f"person:{rung.person}", post.kind, handed), reminds=post.reminds)


async def _name(desk: Desk, to: str) -> str:
    """A person's name, for another person; as they call themselves in Teams where the people file has none."""
    if to.startswith("channel:"):
        return ""
    person = to.removeprefix("person:")
    return desk.directory.name(person) or (await desk.load_person(person)).name or say("heading.somebody")
