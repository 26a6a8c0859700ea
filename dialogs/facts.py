"""A case in words that may stand anywhere: stage, who must act by role, clocks. Never an answer. Source: product.md."""

from collections.abc import Iterable
from dataclasses import dataclass

from dialogs.clock_words import day, time_left
from dialogs.desk import Desk
from dialogs.wording import either, has, label_of, say
from state.case import Case, Finding, Run
from state.clocks import Clock, clocks, owners
from state.deadlines import Due, passes
from state.message import Fact, Section
from state.processes import child_death, strategy_discussion
from state.roles import AUTHOR
from state.ruled import assessment, ruled_upon

_ABSENT = {"strategy_discussion": strategy_discussion.absent, "child_death": child_death.absent}


def case_title(desk: Desk, case: Case) -> str:
    """A case by its reference and area, as every card names it."""
    return say("card.title", ref=case.ref, area=desk.area_name(case.area))


def stage(run: Run) -> str:
    """Where a process stands, and who was not there though they were expected."""
    own, who = say(f"stage.{run.process}.{run.state}"), missed(run)
    return say("card.without", stage=own, who=who) if who else own


def missed(run: Run) -> str:
    """Who was expected at a Strategy Discussion or a Joint Agency Response, and was not there. Source: R24, R85."""
    absent = _ABSENT.get(run.process)
    who = absent(run) if absent else ()
    return either([say(f"attendance.{part}") for part in who]) if who else ""


def process_name(run: Run) -> str:
    """A process as a heading; the second and later of a kind with its number, and one of a single child with that."""
    name = say(f"process.{run.process}")
    numbered = f"{name[0].upper()}{name[1:]}" + (f" {run.key}" if run.key > 1 else "")
    return say("card.of_child", process=numbered, child=run.child) if run.child else numbered


def happened(run: Run, event: str) -> str:
    """What an event did, as a sentence without its end; those that every process knows share theirs. It says which
    process is meant where there are others of its kind."""
    own = f"happened.{run.process}.{event}"
    did = say(own if has(own) else f"happened.any.{event}")
    return say("card.which", happened=did, process=process_name(run)) if run.child or run.key > 1 else did


def who_acts(desk: Desk, run: Run, *, you: bool = False) -> str:
    """The roles that must act now, in the council's own titles; `you` where it is the author who reads it."""
    roles = desk.engine.processes[run.process].awaits.get(run.state, ())
    named = [say("you") if you and role == AUTHOR else role_title(desk, role) for role in roles]
    return either(named) if named else ""


def role_title(desk: Desk, role: str) -> str:
    """A role in the council's own title; one that is given within a process in ours."""
    return say(f"role.{role}") if has(f"role.{role}") else desk.profile.title(role)


def titles(desk: Desk, roles: tuple[str, ...]) -> str:
    """Roles in the council's own titles: "the Area AD or the Principal Social Worker"."""
    return either([role_title(desk, role) for role in roles])


def running(desk: Desk, case: Case) -> tuple[Clock, ...]:
    """The clocks of a case as they stand now."""
    return clocks(case, desk.profile_of(case), desk.engine.processes, desk.clock())


def next_step(desk: Desk, case: Case, run: Run, reader: str = "") -> str:
    """Who must act next, and by when. The author hears of no lateness: it would read as a reproach for telling."""
    if case.folded_into:
        return say("next.folded")
    own_alert = reader == case.author
    who = who_acts(desk, run, you=own_alert)
    if not who:
        return say("next.nothing")
    own = desk.engine.processes[run.process].clocks
    left_out = ("met", "missed") if own_alert else ("met",)
    open_clocks = (c for c in running(desk, case) if run.state in own.get(c.due.id, ()) and c.state not in left_out)
    due = min(open_clocks, key=lambda clock: passes(clock.due), default=None)
    if due is None:
        return say("next.undated", who=who)
    return say("next.dated", who=who, when=time_left(due, desk.profile_of(case), desk.clock()))


def clock_facts(desk: Desk, case: Case, clocks: Iterable[Clock]) -> tuple[Fact, ...]:
    """A line for each clock: what it is for, and how long is left."""
    return tuple(_fact(desk, case, clock) for clock in clocks)


def task_clocks(desk: Desk, case: Case, run: Run, reader: str) -> tuple[Fact, ...]:
    """The clocks that run for whoever must act now; for the author of the alert none that is late."""
    own = desk.engine.processes[run.process].clocks
    left_out = ("missed",) if reader == case.author else ()
    return tuple(
        _fact(desk, case, clock)
        for clock in running(desk, case)
        if run.state in own.get(clock.due.id, ()) and owns(desk, case, run, clock) and clock.state not in left_out
    )


def owns(desk: Desk, case: Case, run: Run, clock: Clock) -> bool:
    """Whether a clock is that of this process: of its child, where the children differ, and of its own number."""
    same = (run.process, run.key)
    return any((one.process, one.key) == same for one in owners(clock.due, case, desk.engine.processes))


def _fact(desk: Desk, case: Case, clock: Clock) -> Fact:
    return Fact(deadline_name(clock.due), time_left(clock, desk.profile_of(case), desk.clock()))


def deadline_name(due: Due) -> str:
    """A deadline as a heading: of which child, or of which process where there are several, and whether it is local."""
    name = deadline_of(due.id, due.child, due.run)
    return say("deadline.local", deadline=name) if due.local else name


def deadline_of(deadline: str, child: int | None, run: int | None) -> str:
    """A deadline by its name: of which child, or of which process where there are several."""
    name = say(f"deadline.{deadline}")
    if child:
        name = say("deadline.of_child", deadline=name, child=child)
    return say("deadline.numbered", deadline=name, number=run) if run and run > 1 else name


@dataclass(frozen=True)
class Reason:
    """A finding in words, with the reasons that led to it."""

    name: str
    advice: str
    because: tuple[str, ...]


def reasons(case: Case) -> tuple[Reason, ...]:
    """What the criteria say and why. They speak of the tests, and never repeat an answer. Source: A4."""
    return tuple(
        Reason(
            say("finding.of_child", finding=say(f"finding.{f.finding}.name"), child=f.child)
            if f.child
            else say(f"finding.{f.finding}.name"),
            say(f"finding.{f.finding}.advice"),
            reasons_of(f),
        )
        for f in case.findings
    )


def finding_sections(case: Case) -> tuple[Section, ...]:
    """A section for each finding: what people ruled, what is recommended, and each step that led to it."""
    ruled = ruled_on(case)
    return tuple(
        Section(r.name, lines=(*ruled.get(finding, ()), r.advice, *(f"• {because}" for because in r.because)))
        for finding, r in zip(case.findings, reasons(case), strict=True)
    )


def ruled_on(case: Case) -> dict[Finding, tuple[str, ...]]:
    """What people said of each finding: confirmed, or overruled, which closes no notification. Source: A4, R29."""
    assessed = assessment(case)
    if assessed is None:
        return {}
    overrule, on = assessed.fields.get("overrule"), day(assessed.at.date())
    return {
        finding: (say("finding.overruled" if overrule == finding.finding else "finding.confirmed", day=on),)
        for finding in ruled_upon(case, case.findings)
    }


def ruling(case: Case, finding: Finding) -> str:
    """The same of one finding in a word: found, confirmed or overruled."""
    assessed = assessment(case)
    if assessed is None or not ruled_upon(case, (finding,)):
        return "found"
    return "overruled" if assessed.fields.get("overrule") == finding.finding else "confirmed"


def reasons_of(finding: Finding) -> tuple[str, ...]:
    """Each step of the walk in words, and what is still to find out."""
    open_only = finding.finding == "needs_information"  # its walk passes every test, and only the open ones matter
    walk = [p for p in finding.walk if not open_only or p.truth == "not_known"]
    walked = tuple(say(f"guard.{p.guard}.{p.truth}") for p in walk)
    if not finding.missing:
        return walked
    return (*walked, say("missing.line", questions=", ".join(label_of(question) for question in finding.missing)))
