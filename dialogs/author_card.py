"""The card of whoever writes a report: what is wanted, by when, what it must hold, the template, and how it is sent.

Source: R55–R62, R65–R70, R74, R98 (G26–G33, G48–G57, G69–G72, G214–G229).
"""

from collections.abc import Iterator

from dialogs.case_card import command_button, task_buttons
from dialogs.clock_words import time_left
from dialogs.desk import Desk
from dialogs.exports.catalogue import template_of
from dialogs.exports.report import SECTIONS
from dialogs.facts import case_title, deadline_name, owns, role_title, running, stage
from dialogs.field_options import option_words
from dialogs.wording import say
from state.case import Case, Run
from state.common import REASSIGN
from state.deadlines import passes
from state.message import Button, Card, Fact, Section
from state.people import may_read
from state.processes.management_review import HOMICIDE, WITH_PANEL_MEMBER
from state.roles import AD_SPSQA, PSW, REPORT_AUTHOR, REPORTS

APPOINT = "appoint"


def names_author(run: Run, event: str, audience: str) -> bool:
    """Whether an event tells somebody that they are to write a report."""
    return audience == REPORT_AUTHOR and run.process in REPORTS and event in (APPOINT, REASSIGN)


def is_authors(desk: Desk, run: Run) -> bool:
    """Whether a report waits for its author now."""
    return run.process in REPORTS and REPORT_AUTHOR in desk.engine.processes[run.process].awaits.get(run.state, ())


def author_card(desk: Desk, case: Case, person: str, run: Run) -> Card:
    """All of it in one card, from the moment at which somebody is named until the report is sent."""
    own, read = is_authors(desk, run), may_read(desk.directory, person, case) is not None
    task = f"task.{run.process}.{run.state}"
    asked = say(f"told.{run.process}.{APPOINT}.{REPORT_AUTHOR}")
    buttons = (
        *(task_buttons(desk, case, person, run) if own else ()),
        *template_button(desk, case, person, run),
        *((command_button("details", case.ref),) if read else ()),
    )
    return Card(
        say(f"{task}.title") if own else say(f"author.title.{run.process}"),
        eyebrow=case_title(desk, case),
        lines=(say(f"{task}.text") if own else say("author.not_yet", stage=stage(run)), asked),
        facts=(*_by_when(desk, case, run), *_agreed(run)),
        sections=(Section(buttons=buttons), Section(facts=_people(desk)), *_checklists(desk, run)),
    )


def template_button(desk: Desk, case: Case, person: str, run: Run) -> tuple[Button, ...]:
    """Asks for the template of a report, which is offered as a file."""
    template = template_of(desk, case, person, run)
    command = f"export {case.ref} {template.name}" if template else ""
    return (Button(say("author.template"), {"do": "command", "command": command}),) if command else ()


def _by_when(desk: Desk, case: Case, run: Run) -> tuple[Fact, ...]:
    """Every day by which it is awaited, the earliest first, also where the author cannot begin yet."""
    clocks = (clock for clock in running(desk, case) if clock.ended is None and owns(desk, case, run, clock))
    profile, now = desk.profile_of(case), desk.clock()
    ordered = sorted(clocks, key=lambda clock: passes(clock.due))
    found = tuple(Fact(deadline_name(clock.due), time_left(clock, profile, now)) for clock in ordered)
    return found or (Fact(say("author.by_when"), say("author.no_day")),)


def _people(desk: Desk) -> tuple[Fact, ...]:
    """Who looks at it after the author. Source: G62, G167, G176, G229."""
    return (
        Fact(say("written.report.quality"), role_title(desk, PSW)),
        Fact(say("written.report.approval"), role_title(desk, AD_SPSQA)),
    )


def _agreed(run: Run) -> Iterator[Fact]:
    """What was asked or agreed at its beginning, and why it came back."""
    for event, label in (("open", "author.asked"), ("agree_parameters", "author.agreed"), ("send_back", "card.reason")):
        said = run.said(event, "reason" if event == "send_back" else "text")
        if isinstance(said, str) and said:
            yield Fact(say(label), said, said=True)


def _checklists(desk: Desk, run: Run) -> Iterator[Section]:
    """The sections of the report; and what is asked as it is sent, where that is asked. Source: G123, G228."""
    yield Section(
        say("author.contents"), lines=tuple(f"☐ {say(f'written.report.heading.{name}')}" for name in SECTIONS)
    )
    if steps := tuple(_asked_for(desk, run)):
        yield Section(say("author.before_sending"), lines=tuple(f"☐ {step}" for step in steps))


def _asked_for(desk: Desk, run: Run) -> Iterator[str]:
    """What the author is asked to tick as the report is sent; some of it for homicide reviews alone. Source: G123."""
    homicide = run.said("open", "choice") == HOMICIDE
    for event in desk.engine.processes[run.process].events:
        for need in event.needs:
            if need.kind == "checklist":
                asked = (option for option in need.options if homicide or option != WITH_PANEL_MEMBER)
                yield from (option_words(run.process, event.name, option) for option in asked)
