"""(1) A whole turn of an interview, durably saved, over HTTP: against echo bots, and against the limit.

Everybody gets the same messages, of one person after another who tells a whole alert. The product reads them, encrypts
and syncs before it replies; the others say them again. Nobody signs in.
"""

import os
import tempfile
from collections.abc import Awaitable, Callable, Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path

from state.documents import Person
from state.store.files import read_document
from state.store.folder import paths
from state.store.sealing import Sealing
from tests.benchmarks.load import Load, loaded
from tests.benchmarks.measure import Goal, Row, at_least, at_most, compared, in_turn
from tests.benchmarks.process import KEY, Process, peer, product, running

PEOPLE = (1, 16, 64)
SPAN = float(os.environ.get("SPAN") or 4)
"""Seconds for which a bot is spoken with in each round."""
LIMIT = "bare aiohttp + SQLite"
GOALS: dict[tuple[str, int], Goal] = {
    ("stock echo", 1): at_least(4.5, 6),
    ("stock echo", 16): at_least(6, 8),
    ("successor's echo", 1): at_least(0.9, 1),
    ("successor's echo", 16): at_least(0.9, 1),
    (LIMIT, 1): at_least(0.25, 0.4),
    (LIMIT, 16): at_least(0.25, 0.4),
}


async def rows() -> list[Row]:
    """Turns a second against each peer; then what a turn costs besides."""
    with tempfile.TemporaryDirectory() as place, ExitStack() as all_run:
        folder = Path(place)
        connector = all_run.enter_context(running(peer("connector")))
        bots = {
            name: all_run.enter_context(running(process))
            for name, process in {
                "product": product(folder / "data"),
                "stock echo": peer("stock"),
                "successor's echo": peer("successor"),
                "bare aiohttp": peer("bare"),
                LIMIT: peer("bare", DURABLE=str(folder / "limit.db")),
            }.items()
        }
        for process in (connector, *bots.values()):
            (await process.listens()).transport.close()
        found = [row for people in PEOPLE for row in await _at(people, bots, connector)]
        _look_at_what_is_stored(folder / "data")
    return found


async def _at(people: int, bots: dict[str, Process], connector: Process) -> list[Row]:
    for bot in bots.values():
        await loaded(bot, connector, people, SPAN / 4)
    sides: dict[str, Callable[[], Awaitable[Load]]] = {
        name: partial(loaded, bot, connector, people, SPAN) for name, bot in bots.items()
    }
    found = await in_turn(sides)
    ours, peers = found.pop("product"), found
    at = f"at {people} {'person' if people == 1 else 'people'}"
    rates = [
        compared(f"turns {at}", "a second", _rates(ours), name, _rates(theirs), GOALS.get((name, people)))
        for name, theirs in peers.items()
    ]
    stock = peers["stock echo"]
    each: tuple[tuple[str, str, Callable[[Load], float], Goal | None], ...] = (
        ("half of the turns within", "ms", lambda load: load.wait(0.5), None),
        ("99 % of the turns within", "ms", lambda load: load.wait(0.99), None),
        ("CPU of a turn", "ms", lambda load: load.cpu / load.turns * 1000, None),
        ("new connections a turn", "", lambda load: load.connections / load.turns, at_most(0.01, "ours")),
    )
    return rates + [
        compared(f"{what} {at}", unit, [*map(figure, ours)], "stock echo", [*map(figure, stock)], goal)
        for what, unit, figure, goal in each
    ]


def _rates(loads: Sequence[Load]) -> list[float]:
    return [load.rate for load in loads]


def _look_at_what_is_stored(folder: Path) -> None:
    """What was told is there: everybody who spoke has begun an alert, and some told a whole one."""
    sealing = Sealing((KEY,))
    found = [read_document(folder, path, sealing) for path in paths(folder, "person")]
    drafts = [person.draft for person in found if isinstance(person, Person) and person.address]
    assert all(drafts)
    assert any(draft and "safety_now" in draft.answers.shared for draft in drafts)
