"""How a case goes: its alert is sent, and people do what is to be done, soon, late, or only when told often."""

from dataclasses import dataclass, field, replace
from datetime import datetime, time, timedelta
from random import Random

from state.case import Case, Run
from state.documents import Key
from state.draft import Draft
from state.moments import LONDON
from tests.simulation.alerts import alert
from tests.simulation.life import Life
from tests.simulation.people import AREAS, AUTHORS, holders
from tests.simulation.service import Service
from tests.simulation.steps import FORM_A, OPENED_BY_PEOPLE, STEPS, Step
from tests.simulation.virtual import VirtualLoop, until

PACES = {"quick": (70, 0.7), "usual": (24, 4.0), "late": (4, 15.0), "never": (2, 45.0)}
"""How many of a hundred cases, and the working hours between two steps, on average."""

AT_NIGHT = 0.04  # of all steps are taken whatever the hour
LONGEST = timedelta(days=21)
"""Then somebody clears up."""

GIVEN_UP = timedelta(days=60)
"""A case that is still open then shows a fault of the simulation: nobody in it knows how to go on."""


@dataclass
class Counts:
    """What people did."""

    cases: int = 0
    closed: int = 0
    steps: int = 0
    refused: int = 0
    edits: int = 0
    snoozes: int = 0
    on_its: int = 0
    cut_off: int = 0
    left: list[str] = field(default_factory=list)  # processes of cases that were never closed


class Course:
    """One case, from its alert to its close."""

    def __init__(self, loop: VirtualLoop, seed: str, counts: Counts, service: Service, quiet: int) -> None:
        self._loop, self._chance, self._counts, self._service = loop, Random(seed), counts, service
        self._id, self._quiet = seed, quiet
        paces = tuple(PACES)
        self._pace = PACES[self._chance.choices(paces, [PACES[p][0] for p in paces])[0]][1]

    async def run(self, at: datetime) -> None:
        """From the moment at which its alert is sent."""
        await until(self._loop, at)
        ref = await self._submitted()
        self._counts.cases += 1
        while True:
            await self._pause()
            life = await self._service.life()
            case = await life.desk.load_case(ref) if life else None
            if case is None:
                continue
            if case.runs[0].state == "closed":
                self._counts.closed += 1
                return
            if self._loop.clock() - case.opened > GIVEN_UP:
                self._counts.left += [f"{run.process} {run.state}" for run in case.runs]
                return
            await self._act(case)

    async def _submitted(self) -> str:
        chance, now = self._chance, self._loop.clock()
        author, area = chance.choice(AUTHORS), chance.choice(AREAS)
        if area != "countywide" and chance.random() < 0.02:
            author = f"ad-{area}"
        self._author = author
        known = _minute(now - timedelta(minutes=chance.randint(5, 60 * 20)))
        told = alert(chance, area, known, known - timedelta(minutes=chance.randint(10, 600)), self._quiet)
        draft = Draft(f"draft-{self._id}", now, now, told.answers)
        while True:
            life = await self._service.life()
            if life is None:
                continue
            if sent := life.desk.sent_as(draft.id):
                return sent
            await life.lives(self._tell(life, author, draft))

    async def _tell(self, life: Life, author: str, draft: Draft) -> None:
        """The interview is over: its answers lie in the person's document, and they say `submit`."""
        async with life.desk.store.lock(Key("person", author)):
            person = await life.desk.load_person(author)
            await life.desk.save(replace(person, draft=draft, form=None))
        await life.says(author, "submit")

    async def _pause(self) -> None:
        chance = self._chance
        hours = chance.expovariate(1 / self._pace)
        if chance.random() < AT_NIGHT:
            moment = self._loop.clock() + timedelta(hours=chance.uniform(1, 20))
        else:
            moment = _working_hours_later(self._loop.clock(), hours)
        await until(self._loop, _minute(moment).replace(second=37, microsecond=chance.randint(0, 999_999)))

    async def _act(self, case: Case) -> None:
        dice = self._chance.random()
        old = self._loop.clock() - case.opened > LONGEST
        if old:
            self._pace = 0.2
        if dice < 0.03 and not old:
            await self._edit(case)
        elif dice < 0.10 and not old and case.limits:
            await self._answer_reminder(case)
        elif dice < 0.13 and not old:
            step = self._chance.choice(OPENED_BY_PEOPLE)
            await self._do(case, step, step.event)
        else:
            await self._move(case)

    async def _move(self, case: Case) -> None:
        """One thing that can be done in one of its processes; closing it where nothing is left."""
        ways = [(run, step) for run in case.runs for step in STEPS.get((run.process, run.state), ())]
        ways = [(run, step) for run, step in ways if step is not FORM_A or run.last("form_a") is None]
        if not ways:
            await self._do(case, Step(1, "psw", "close"), "alert.close")
            return
        run, step = self._chance.choices(ways, [step.weight for _, step in ways])[0]
        number = f"#{run.key}" if run.key > 1 else ""
        await self._do(case, step, f"{run.process}{number}.{step.event}", run)

    async def _do(self, case: Case, step: Step, event: str, run: Run | None = None) -> None:
        person = self._somebody(case, step.role, run)
        if person is None:
            step, person = Step(1, "psw", "", ""), self._chance.choice(holders("psw", case.area))
            if event != "alert.approve":
                return
            event = "alert.bring_forward reason: Nobody else is there."
        now = self._loop.clock()
        words = step.words.format(
            now=_minute(now - timedelta(minutes=1)).isoformat(timespec="minutes")[:16],
            tomorrow=(now + timedelta(days=1)).isoformat()[:11] + "10:00",
            next_week=(now + timedelta(days=9)).isoformat()[:11] + "10:00",
            next_week_day=(now + timedelta(days=9)).date().isoformat(),
            writer="Hugo Unit",
            invited="Asha Manager1, Bram Manager1",
        )
        await self._say(person, f"do {case.ref} {event} {words}".strip())
        self._counts.steps += 1

    async def _edit(self, case: Case) -> None:
        """It became known earlier than was said: every limit that counts from then moves."""
        before = datetime.fromisoformat(str(case.current.get("known_at")))
        earlier = _minute(before - timedelta(hours=self._chance.randint(1, 30)))
        answers = case.current.having("known_at", earlier.isoformat())
        draft = Draft(
            f"edit-{self._chance.getrandbits(60):x}", self._loop.clock(), self._loop.clock(), answers, case.ref,
            len(case.answers), "update", (),
        )  # fmt: skip
        if life := await self._service.life():
            await life.lives(self._tell(life, case.author, draft))
            self._counts.edits += 1

    async def _answer_reminder(self, case: Case) -> None:
        """Somebody who must act asks for quiet."""
        limit = self._chance.choice(case.limits)
        run = case.run(limit.process, limit.key)
        roles = Life.ENGINE.processes[limit.process].awaits.get(run.state, ()) if run else ()
        person = self._somebody(case, self._chance.choice(roles), run) if roles else None
        if person is None:
            return
        if self._chance.random() < 0.5 and not self._pressed(case, limit.name):
            await self._say(person, f"on it {case.ref} {limit.deadline}")
            self._counts.on_its += 1
        else:
            until = _minute(_working_hours_later(self._loop.clock(), self._chance.uniform(1, 10)))
            await self._say(person, f"snooze {case.ref} {limit.deadline} until {until.isoformat()[:16]}")
            self._counts.snoozes += 1

    def _pressed(self, case: Case, name: object) -> bool:
        return any(press.limit == name for press in case.on_its)

    def _somebody(self, case: Case, role: str, run: Run | None) -> str | None:
        if role == "author":
            return case.author
        if role in ("report_author", "action_owner"):
            return run.person if run else None
        able = [person for person in holders(role, case.area) if person != case.author]
        return self._chance.choice(able) if able else None

    async def _say(self, person: str, text: str) -> None:
        life = await self._service.life()
        if life is not None and not await life.lives(life.says(person, text)):
            self._counts.cut_off += 1


def _minute(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0)


def _working_hours_later(now: datetime, hours: float) -> datetime:
    """So many hours later, counting Mondays to Fridays from 08:30 to 17:30: people who have no calendar at hand."""
    moment = now
    while True:
        opens, closes = (datetime.combine(moment.date(), at, LONDON) for at in (time(8, 30), time(17, 30)))
        if moment.weekday() < 5 and moment < closes:
            moment = max(moment, opens)
            left = (closes - moment).total_seconds() / 3600
            if hours < left:
                return moment + timedelta(hours=hours)
            hours -= left
        moment = datetime.combine(moment.date() + timedelta(days=1), time(), LONDON)
