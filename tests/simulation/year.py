"""A year of the council: alerts come in, people act or do not, Teams has bad hours, the bot is killed now and then."""

import asyncio
import gc
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from random import Random

from dialogs.wording import speak_for
from state.moments import LONDON
from state.profile_file import load_profile
from state.store.opening import Place
from tests.simulation.alerts import QUIET
from tests.simulation.connector import BadTeams
from tests.simulation.courses import Counts, Course
from tests.simulation.journal import PSW_CHANNEL, Journal
from tests.simulation.people import AREAS, AUTHORS, GO_AWAY, PEOPLE
from tests.simulation.service import Service
from tests.simulation.virtual import VirtualLoop, lived, until

START = datetime(2026, 11, 2, 7, 0, tzinfo=LONDON)
IN_MEMORY = Path("/dev/shm")
"""The folder of the store lies here where there is such a thing: a year has more writes than a disk likes to sync."""


@dataclass
class Year:
    """What a simulated time left behind."""

    journal: Journal
    teams: BadTeams
    counts: Counts
    ends: datetime
    kills: int = 0
    away: int = 0
    blocked: list[str] = field(default_factory=list)


def simulated(seed: str, cases: int, days: int, quiet: int = QUIET, address: str = "", processes: int = 1) -> Year:
    """Let so many cases go by in so many days, and some weeks more until the last of them is closed.

    `quiet` says how many of them, beside 40 others, ask for little. Over a folder; or over the database at an address,
    where several `processes` may serve side by side.
    """
    speak_for(load_profile())
    with _hardly_any_garbage(), tempfile.TemporaryDirectory(dir=IN_MEMORY if IN_MEMORY.is_dir() else None) as folder:
        return lived(
            START, lambda loop: _lived(loop, seed, cases, days, quiet, address or Path(folder) / "data", processes)
        )


@contextmanager
def _hardly_any_garbage() -> Iterator[None]:
    """All that is kept of a year would be searched for garbage again and again, and there is hardly any."""
    before = gc.get_threshold()
    gc.set_threshold(100_000, 50, 50)
    try:
        yield
    finally:
        gc.set_threshold(*before)


async def _lived(loop: VirtualLoop, seed: str, cases: int, days: int, quiet: int, place: Place, processes: int) -> Year:
    chance, profile = Random(seed), load_profile()
    journal, teams, counts = Journal(profile), BadTeams(loop, Random(f"{seed} teams")), Counts()
    service = Service(loop, seed, place, processes, teams, journal, profile)
    year = Year(journal, teams, counts, loop.clock())
    await service.open()
    await _introduce(service)
    others = [
        *(asyncio.create_task(service.suffer()) for _ in range(processes)),
        asyncio.create_task(_bad_hours(loop, chance, teams)),
        asyncio.create_task(_absences(loop, chance, service, year)),
    ]
    courses = [
        asyncio.create_task(Course(loop, f"{seed} case {n}", counts, service, quiet).run(moment))
        for n, moment in enumerate(sorted(_arrival(chance, days) for _ in range(cases)))
    ]
    for course in courses:
        await course
    for other in others:
        other.cancel()
    await asyncio.wait(others)
    await service.last()
    year.ends, year.kills = loop.clock(), service.kills
    await service.close()
    return year


async def _introduce(service: Service) -> None:
    """Everybody has spoken with the bot once, and it knows the PSW channel."""
    life = await service.life()
    assert life is not None
    for person in (*PEOPLE.members, *AUTHORS):
        await life.lives(life.says(person, "help"))
    await life.lives(life.says("psw-1", "here psw", PSW_CHANNEL))
    for area in AREAS:
        await life.lives(life.says("psw-1", f"here team {area}", f"19:{area}@thread.tacv2"))


def _arrival(chance: Random, days: int) -> datetime:
    """Mostly in office hours, on the minute and some seconds."""
    day: date = START.date() + timedelta(days=chance.randint(1, days))
    if chance.random() < 0.9:
        day -= timedelta(days=max(0, day.weekday() - 4))
        minute = chance.randint(8 * 60 + 30, 17 * 60 + 29)
    else:
        minute = chance.randint(0, 24 * 60 - 1)
    return datetime.combine(day, time(minute // 60, minute % 60, 37), LONDON)


async def _bad_hours(loop: VirtualLoop, chance: Random, teams: BadTeams) -> None:
    """Now and then Teams is out for a while."""
    while True:
        await asyncio.sleep(chance.expovariate(1 / (86400 * 10)))
        teams.out_until = loop.clock() + timedelta(minutes=chance.uniform(1, 90))


async def _absences(loop: VirtualLoop, chance: Random, service: Service, year: Year) -> None:
    """People go on leave and name a deputy; some block the bot for some days."""
    while True:
        await asyncio.sleep(chance.expovariate(1 / (86400 * 4)))
        now = loop.clock()
        await until(loop, now.replace(second=37) + timedelta(seconds=60))
        life = await service.life()
        assert life is not None
        if chance.random() < 0.7:
            holder = chance.choice(GO_AWAY)
            role = PEOPLE.members[holder].roles[0]
            others = [
                m for m in PEOPLE.members.values() if m.id != holder and m.roles[0] in (role, "manager", "sm_spsqa")
            ]
            deputy = chance.choice(others)
            last = (loop.clock() + timedelta(days=chance.randint(0, 7))).date()
            await life.lives(life.says(holder, f"deputy {deputy.name} until {last.isoformat()}"))
            year.away += 1
        else:
            blocked = chance.choice(tuple(PEOPLE.members))
            teams, conversation = year.teams, f"a:{blocked}"
            teams.blocked.add(conversation)
            year.blocked.append(blocked)
            await asyncio.sleep(86400 * chance.uniform(0.5, 3))
            teams.blocked.discard(conversation)
            if life := await service.life():
                await life.lives(life.says(blocked, "help"))
