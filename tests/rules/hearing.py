"""What everybody hears at each moment of a case as it is told. Each is told once, and can be taken up anywhere."""

import asyncio
from dataclasses import dataclass
from datetime import datetime

from bot.cards import plain
from state.documents import Key
from state.store.codec import Record, from_record
from state.store.memory import MemoryStore
from tests.rules.stories import Line
from tests.stage import Stage, bound_stage

Heard = dict[str, str]


@dataclass
class Telling:
    """A case as it was told: before each thing that was said, where everything stood; and what was heard upon it."""

    lines: tuple[Line, ...]
    stood: list[tuple[dict[Key, Record], datetime]]
    heard: dict[int, Heard]


_told: dict[tuple[Line, ...], Telling] = {}


def telling(lines: tuple[Line, ...]) -> Telling:
    """The whole of a case, told once."""
    if lines not in _told:
        _told[lines] = asyncio.run(_telling(lines))
    return _told[lines]


async def _telling(lines: tuple[Line, ...]) -> Telling:
    told, stage = Telling(lines, [], {}), await bound_stage()
    for n, line in enumerate(lines):
        told.stood.append(_as_it_stands(stage))
        told.heard[n] = await _heard(stage, line)
    return told


def _as_it_stands(stage: Stage) -> tuple[dict[Key, Record], datetime]:
    return dict(stage.store._records), stage.now


def _as_it_stood(records: dict[Key, Record], now: datetime) -> Stage:
    store = MemoryStore()
    store._records = dict(records)
    for key, record in records.items():
        store._rows.put(from_record(record, key.kind))
    return Stage(store, now)


async def _heard(stage: Stage, line: Line) -> Heard:
    who, said = line
    if said.startswith("+"):
        await stage.later(days=float(said[1:-1]))
        return {}
    stage.heard.clear()
    await stage.says(who, said.removeprefix("="))
    return {to: "\n".join(map(plain, messages)) for to, messages in stage.heard.items()}


async def _again(told: Telling, first: int, last: int) -> list[Heard]:
    stage = _as_it_stood(*told.stood[first])
    return [await _heard(stage, line) for line in told.lines[first:last]]


def hears(lines: tuple[Line, ...], person: str, upon: str) -> str:
    """What a person hears when that is said first, or in answer to what they are asked upon it."""
    told = telling(lines)
    at = next(n for n, (_, said) in enumerate(lines) if upon in said)
    end = next((n for n in range(at + 1, len(lines)) if not lines[n][1].startswith("=")), len(lines))
    heard = [told.heard[n] for n in range(at, end)] if told.heard else asyncio.run(_again(told, at, end))
    return "\n".join(by.get(person, "") for by in heard)


def reads(lines: tuple[Line, ...], person: str, upon: str, asks: str = "status 1") -> str:
    """What a person is shown who asks when that has been said."""
    told = telling(lines)
    at = next(n for n, (_, said) in enumerate(lines) if upon in said)
    stage = _as_it_stood(*told.stood[at + 1])
    return asyncio.run(stage.says(person, asks))


def forget_what_was_heard() -> None:
    """From now on it is said again, from where everything stood, whenever somebody wants to know what is heard."""
    for told in _told.values():
        told.heard.clear()
