"""Why something did not happen, in words that say what would help. Source: processes.md, head."""

from difflib import get_close_matches

from dialogs.dates import spoken
from dialogs.desk import Desk
from dialogs.event_form import event_name
from dialogs.facts import stage, titles
from dialogs.field_options import option_words
from dialogs.living_card import card_for
from dialogs.wording import has, say
from state.case import Case, Run
from state.message import Message
from state.people import may_read
from state.process import Event, Process
from state.refusals import NoSuchEvent, NoSuchProcess, NotNow, NotYours, Refused, Repeated, Stale, Unseen
from state.roles import CLOCK


def refusal(desk: Desk, ref: str, case: Case | None, person: str, to: str, refused: Refused) -> Message:
    """The reply to an event that was refused; with the card as it is now where an old one was pressed."""
    if case is None or isinstance(refused, Unseen):
        return Message(say("refused.unseen", ref=ref))
    match refused:
        case NotNow():
            return Message(_not_now(desk, case, refused))
        case NoSuchEvent():
            said = say("refused.no_such_event", ref=ref, event=refused.values["event"])
            run = case.run(*refused.place)
            near = _near(refused.values["event"], _events(desk, case), f"do {ref} {{near}}")
            return Message("\n".join((said, *near, *(_possible(desk, run) if run else ()))))
        case NoSuchProcess() if case.run(refused.values["process"]):
            return Message(say("refused.no_such_number", ref=ref, process=say(f"process.{refused.values['process']}")))
        case NoSuchProcess() if refused.values["process"] in desk.engine.processes:
            return Message(_not_begun(desk, ref, desk.engine.processes[refused.values["process"]]))
        case NoSuchProcess():
            said = say("refused.no_such_process", ref=ref, process=refused.values["process"])
            near = _near(refused.values["process"], tuple(desk.engine.processes), f"do {ref} {{near}}. …")
            return Message("\n".join((said, *near)))
        case NotYours(wrote_it=True):
            return Message(say("refused.wrote_it", who=titles(desk, refused.roles)))
        case NotYours(wrote_report=True):
            return Message(say("refused.wrote_report", who=titles(desk, refused.roles)))
        case NotYours():
            return Message(say("refused.not_yours", who=titles(desk, refused.roles)))
        case Stale() | Repeated():
            reads = may_read(desk.directory, person, case)
            return Message(say(f"refused.{refused.key}", ref=ref), card_for(desk, case, person, to) if reads else None)
        case _:
            return Message(say(f"refused.{refused.key}", ref=ref, **_named(desk, case, refused)))


def _events(desk: Desk, case: Case) -> tuple[str, ...]:
    """Every event that the processes of a case know, as one types it."""
    return tuple(dict.fromkeys(event.name for run in case.runs for event in desk.engine.events(run)))


def _near(typed: str, known: tuple[str, ...], command: str) -> tuple[str, ...]:
    """What was probably meant, where it looks like something that is known."""
    near = get_close_matches(typed, known, n=1, cutoff=0.7)
    return tuple(say("unknown.near", command=command.replace("{near}", name)) for name in near)


def _not_now(desk: Desk, case: Case, refused: NotNow) -> str:
    run = case.run(*refused.place)
    if run is None:  # a process that is still to be opened, by its opening event
        return say("refused.no_such_process", ref=case.ref, process=say(f"process.{refused.place[0]}"))
    return "\n".join((say("refused.not_now", ref=case.ref, stage=stage(run)), *_possible(desk, run)))


def _possible(desk: Desk, run: Run) -> tuple[str, ...]:
    """What could happen now in a process, and who can bring it about."""
    rows = (desk.engine.row(run, name) for name in desk.engine.possible(run))
    lines = tuple(_line(desk, run.process, row) for row in rows)
    return lines or (say("refused.nothing_possible"),)


def _not_begun(desk: Desk, ref: str, process: Process) -> str:
    """What would open a process that the case does not have, and who can bring that about."""
    causes = [event.split(".") for on in process.opens_after for event in on.events]
    rows = [(other, desk.engine.processes[other].event(name)) for other, name in causes]
    openings = [(name, row) for name, row in ((process.name, process.opening), *rows) if row and set(row.by) - {CLOCK}]
    lines = dict.fromkeys(_line(desk, name, row) for name, row in openings) or (say("refused.begins_itself"),)
    return "\n".join((say("refused.not_begun", ref=ref, process=say(f"process.{process.name}")), *lines))


def _line(desk: Desk, process: str, row: Event) -> str:
    who = titles(desk, tuple(role for role in row.by if role != CLOCK))
    return say("refused.possible", event=event_name(process, row.name), who=who)


def _named(desk: Desk, case: Case, refused: Refused) -> dict[str, str]:
    """What the sentence of a refusal may name: what stands in the way, and the dates that do not agree, in words."""
    named = dict(refused.values)
    for date in ("given", "earliest", "now"):
        if date in named:
            named[date] = spoken(named[date])
    if "process" in named and has(f"process.{named['process']}"):
        named["process"] = say(f"process.{named['process']}")
    lacking = getattr(refused, "lacking", ())
    words = ", ".join(_lacking(desk, case, id) for id in lacking)
    return {**named, "lacking": words, "open": words}


def _lacking(desk: Desk, case: Case, id: str) -> str:
    """What stands in the way, in words: a process, a deadline, somebody absent, a point of a checklist, a role."""
    process = id.partition("#")[0]
    for key in (f"process.{process}", f"deadline.{id}", f"attendance.{id}", f"role.{id}", f"question.{id}.label"):
        if has(key):
            return say(key)
    if id in (outcomes := desk.profile_of(case).outcomes):
        return outcomes[id].name
    if id in desk.profile.titles:
        return desk.profile.title(id)
    words = [option_words(run.process, e.name, id) for run in case.runs for e in desk.engine.events(run)]
    return next((found for found in words if found != id.replace("_", " ")), id.replace("_", " "))
