"""What else can be done with a case: leave a note, mend a field, step back, name another person, open a process."""

from collections.abc import Iterator
from dataclasses import replace

from dialogs.case_card import command_button
from dialogs.desk import Desk
from dialogs.event_buttons import button
from dialogs.facts import case_title, process_name
from dialogs.wording import has, say
from state.case import Case, Run
from state.common import COMMON, JOINS, NOTE, REASSIGN, STILL_IN_FOLDED
from state.message import Button, Card, Section
from state.people import may
from state.refusals import AlreadyOpen


def more_card(desk: Desk, case: Case, viewer: str) -> Card:
    """A section for each process, with what every process can do, and one for those that can be opened by hand."""
    nonce = desk.token()
    sections = tuple(
        Section(process_name(run), buttons=buttons)
        for n, run in enumerate(case.runs)
        if (buttons := tuple(_common(desk, case, run, viewer, f"{nonce}-{n}", first=n == 0)))
    )
    opened = tuple(_openings(desk, case, viewer, nonce))
    to_open = (Section(say("more.open"), buttons=opened),) if opened else ()
    documents = (command_button("export", case.ref),)
    return Card(say("more.title"), case_title(desk, case), sections=(*sections, *to_open), buttons=documents)


def _common(desk: Desk, case: Case, run: Run, viewer: str, nonce: str, *, first: bool) -> Iterator[Button]:
    for event in COMMON.values():
        if event.name in JOINS or (case.folded_into and not (first and event.name in STILL_IN_FOLDED)):
            continue
        wanted = (event.name != NOTE or first) and (event.name != REASSIGN or run.person is not None)
        if wanted and may(desk.directory, viewer, event, case, run):
            yield button(case, run, event, f"{nonce}-{event.name}")


def _openings(desk: Desk, case: Case, viewer: str, nonce: str) -> Iterator[Button]:
    for process in () if case.folded_into else desk.engine.processes.values():
        try:
            run = desk.engine.beginning(case, process.name)
        except AlreadyOpen:
            continue
        event = process.opening
        if not process.apart and may(desk.directory, viewer, event, case, run):
            short = f"more.short.{process.name}"
            label = say(short) if has(short) else process_name(run)
            yield replace(button(case, run, event, f"{nonce}-{process.name}"), label=label)
