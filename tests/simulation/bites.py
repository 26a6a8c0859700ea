"""Whether the simulation would see a fault: `make bites` puts one after another into the product, and looks.

A short time with more trouble than usual is let go by once as the product is, and once with each fault.
"""

import logging
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import replace
from datetime import date, time
from itertools import count
from typing import Any
from unittest.mock import patch

from bot import delivering, saying
from bot.addresses import Addresses
from dialogs import breach, reminding
from state import ladder, limits, planning, reminders
from tests.simulation import connector
from tests.simulation.verdict import judged
from tests.simulation.year import simulated

CASES, DAYS = 25, 7
PROCESSES = 2
TROUBLE = {"LOST": 0.05, "FAILED": 0.05}

Patch = tuple[object, str, Any]


def _sometimes(usually: Callable[..., Any], otherwise: Callable[..., Any], every: int) -> Callable[..., Any]:
    calls = count(1)
    return lambda *of: (usually if next(calls) % every else otherwise)(*of)


async def _lost(*_: object) -> tuple[()]:
    return ()


def _at_six(day: date, _: time, on: Callable[..., Any] = ladder.on) -> Any:
    return on(day, time(6))


def _twice(desk: Any, case: Any, *of: Any, told: Callable[..., Any] = breach._told) -> Any:
    return told(desk, told(desk, case, *of), *of)


def _never_met(*of: Any, clocks: Callable[..., Any] = limits.clocks) -> Any:
    return tuple(replace(clock, ended=None) for clock in clocks(*of))


def _elsewhere(self: Addresses, to: str, find: Callable[..., Any] = Addresses.find) -> Any:
    return find(self, "person:psw-1" if to == "person:ad_spsqa-1" else to)


def _never_marked(message: Any, *, drawn: Callable[..., Any] = saying.activity_of, **_: bool) -> Any:
    return drawn(message)


def _faults() -> Iterator[tuple[str, str, tuple[Patch, ...]]]:
    """Each fault: what it is, what the verdict must say, and what is put in place of what."""
    always, now = (lambda *_: True), (lambda _, at, *__: at)
    yield "nothing", "", ()
    yield "a repeat is not marked", "doubled and not marked", ((saying, "activity_of", _never_marked),)
    forgets = _sometimes(reminding.caught_up, lambda case, *_: case, 10)
    yield "a watermark is not moved on", "unexpected reminder", ((reminding, "caught_up", forgets),)
    skips = _sometimes(reminding.reminders, lambda *_: (), 10)
    yield "a reminder is left out", "missing reminder", ((reminding, "reminders", skips),)
    yield "no rung above is told", "missing reminder", ((reminders, "_rungs_told", lambda *_: 0),)
    yield "a breach is left out", "missing breach", ((breach, "_told", lambda _, case, *__: case),)
    yield "a breach is told twice", "unexpected breach", ((breach, "_told", _twice),)
    yield "a met limit is told of", "unexpected", ((limits, "clocks", _never_met),)
    night = ((ladder, "on", _at_six), (reminders, "is_open", always), (planning, "is_open", always))
    yield "people are reminded at six", "outside hours", (*night, (reminders, "when_open", now))
    loses = _sometimes(delivering.Delivering.say, _lost, 12)
    yield "a post is dropped on its way", "never delivered", ((delivering.Delivering, "say", loses),)
    yield "a post goes to somebody else", "never arrived", ((Addresses, "find", _elsewhere),)


FAULTS = {name: (says, patches) for name, says, patches in _faults()}


def seen(fault: str) -> tuple[bool, int]:
    """Whether the verdict says of a fault what it must, and how many differences there are."""
    logging.disable(logging.CRITICAL)
    says, patches = FAULTS[fault]
    with ExitStack() as stack:
        stack.enter_context(patch.multiple(connector, **TROUBLE))
        for where, name, instead in patches:
            stack.enter_context(patch.object(where, name, instead))
        found = judged(simulated("bites", CASES, DAYS)).faults
    return (any(says in one for one in found) if says else not found), len(found)


def main() -> int:
    """Print what was seen of each fault. Exit status 1 where one was not, or where there was none."""
    with ProcessPoolExecutor(PROCESSES) as side_by_side:
        results = list(zip(FAULTS, side_by_side.map(seen, FAULTS), strict=True))
    for fault, (right, found) in results:
        print(f"{'right' if right else 'WRONG'}: {fault}: {found} differences")
    return 0 if all(right for _, (right, _) in results) else 1


if __name__ == "__main__":
    sys.exit(main())
