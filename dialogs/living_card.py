"""The card of a case in a channel, drawn anew in place: stage, who must act, clocks. References and stages only.

What must be done first stands first. Source: product.md "Commands".
"""

from collections.abc import Iterator
from datetime import UTC, datetime

from dialogs.case_card import case_card, command_button
from dialogs.clock_words import brief, standing
from dialogs.desk import Desk
from dialogs.event_buttons import event_buttons
from dialogs.facts import case_title, deadline_name, owns, process_name, ruling, running, stage, who_acts
from dialogs.joined import joined_with
from dialogs.wording import say
from state.case import Case, Run
from state.clocks import Clock
from state.deadlines import passes
from state.documents import Key
from state.message import Button, Card, Fact, Section
from state.process import Event
from state.roles import PSW, UNIT

NEVER = datetime.max.replace(tzinfo=UTC)


def channel_card(desk: Desk, case: Case) -> Card:
    """The one card of a case in the PSW channel. Its buttons are those of the Unit and the PSW; who presses is looked
    at then."""
    return _drawn(
        desk,
        case,
        buttons=tuple(command_button(command, case.ref) for command in ("details", "why", "more")),
        findings=tuple(_findings(case)),
        joined=joined_with(desk, case, lambda _: True),
        theirs=True,
    )


def team_card(desk: Desk, case: Case) -> Card:
    """What any other channel may see of a case: where it stands, and who must act by when."""
    joined = joined_with(desk, case, lambda _: False)
    return _drawn(desk, case, buttons=(command_button("details", case.ref),), joined=joined)


def moved_card(desk: Desk, case: Case) -> Card:
    """What remains with the team of an area from which a case was moved."""
    return Card(say("living.title", ref=case.ref), lines=(say("living.moved", area=desk.area_name(case.area)),))


def card_for(desk: Desk, case: Case, person: str, to: str) -> Card:
    """The card of a case for the conversation in which it is shown: a person's own, the PSW channel, or another."""
    if to.startswith("person:"):
        return case_card(desk, case, person)
    row = desk.store.row(Key("channel", to.removeprefix("channel:")))
    return channel_card(desk, case) if row and row.bound == "psw" else team_card(desk, case)


def _drawn(
    desk: Desk,
    case: Case,
    buttons: tuple[Button, ...],
    joined: tuple[str, ...],
    findings: tuple[str, ...] = (),
    *,
    theirs: bool = False,
) -> Card:
    """A section for each process in which something is owed, the most urgent first; then findings, and what is done."""
    final = desk.engine.is_final
    clocks = tuple(clock for clock in running(desk, case) if clock.ended is None)
    open_runs = [run for run in case.runs if not final(run) and not case.folded_into]
    owing = [(run, tuple(c for c in clocks if owns(desk, case, run, c))) for run in open_runs]
    owing.sort(key=lambda own: min((passes(clock.due) for clock in own[1]), default=NEVER))
    homeless = tuple(clock for clock in clocks if not any(clock in own for _, own in owing))
    nonce = desk.token()
    done = tuple(say("living.done", process=process_name(run), stage=stage(run)) for run in case.runs if final(run))
    return Card(
        case_title(desk, case),
        lines=(*joined, *(() if owing or case.folded_into else (say("living.closed", day=_closed(desk, case)),))),
        facts=_facts(desk, case, homeless),
        sections=(
            *(_section(desk, case, run, own, nonce, theirs=theirs) for run, own in owing),
            *_listed("living.findings", findings),
            *_listed("living.finished", done),
        ),
        buttons=buttons if owing else (),
    )


def _section(desk: Desk, case: Case, run: Run, clocks: tuple[Clock, ...], nonce: str, *, theirs: bool) -> Section:
    who = who_acts(desk, run)
    where = (Fact(say("card.stage"), stage(run)), *((Fact(say("card.next"), who),) if who else ()))
    buttons = event_buttons(desk, case, run, _of_unit_or_psw, nonce) if theirs else ()
    return Section(process_name(run), facts=(*where, *_facts(desk, case, clocks)), buttons=buttons)


def _of_unit_or_psw(event: Event) -> bool:
    return bool({UNIT, PSW} & set(event.by))


def _facts(desk: Desk, case: Case, clocks: tuple[Clock, ...]) -> tuple[Fact, ...]:
    profile, now = desk.profile_of(case), desk.clock()
    ordered = sorted(clocks, key=lambda clock: passes(clock.due))
    return tuple(Fact(deadline_name(clock.due), standing(clock, profile, now)) for clock in ordered)


def _findings(case: Case) -> Iterator[str]:
    """Each finding, and in a word what people said of it."""
    for finding in case.findings:
        name = say(f"finding.{finding.finding}.name")
        named = say("finding.of_child", finding=name, child=finding.child) if finding.child else name
        yield say("living.finding", finding=named, word=say(f"living.{ruling(case, finding)}"))


def _listed(heading: str, lines: tuple[str, ...]) -> tuple[Section, ...]:
    return (Section(say(heading), lines=tuple(f"• {line}" for line in lines)),) if lines else ()


def _closed(desk: Desk, case: Case) -> str:
    """The day of the last step of any process."""
    steps = [run.steps[-1].at for run in case.runs if run.steps]
    return brief(max(steps, default=case.opened).date(), desk.clock())
