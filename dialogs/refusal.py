"""Why something did not happen, in words that say what would help. Source: processes.md, head."""

from dialogs.case_card import card_for
from dialogs.dates import spoken
from dialogs.desk import Desk
from dialogs.event_form import event_name
from dialogs.facts import stage, titles
from dialogs.field_options import option_words
from dialogs.wording import has, say
from state.case import Case
from state.message import Message
from state.people import may_read
from state.refusals import NotNow, NotYours, Refused, Repeated, Stale, Unseen


def refusal(desk: Desk, ref: str, case: Case | None, person: str, to: str, refused: Refused) -> Message:
    """The reply to an event that was refused; with the card as it is now where an old one was pressed."""
    if case is None or isinstance(refused, Unseen):
        return Message(say("refused.unseen", ref=ref))
    match refused:
        case NotNow():
            return Message(_not_now(desk, ref, case, refused))
        case NotYours(wrote_it=True):
            return Message(say("refused.wrote_it", who=titles(desk, refused.roles)))
        case NotYours():
            return Message(say("refused.not_yours", who=titles(desk, refused.roles)))
        case Stale() | Repeated():
            reads = may_read(desk.directory, person, case)
            return Message(say(f"refused.{refused.key}", ref=ref), card_for(desk, case, person, to) if reads else None)
        case _:
            return Message(say(f"refused.{refused.key}", ref=ref, **_named(desk, case, refused)))


def _not_now(desk: Desk, ref: str, case: Case, refused: NotNow) -> str:
    run = next(r for r in case.runs if r.state == refused.values["state"])
    possible = [
        say("refused.possible", event=event_name(run, event), who=titles(desk, desk.engine.row(run, event).by))
        for event in refused.possible
    ]
    return say("refused.not_now", ref=ref, stage=stage(run)) + ("\n" + "\n".join(possible) if possible else "")


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
    """What stands in the way, in words: a process, somebody who was not there, a point of a checklist, a role."""
    process = id.partition("#")[0]
    for key in (f"process.{process}", f"attendance.{id}", f"role.{id}"):
        if has(key):
            return say(key)
    if id in desk.profile.titles:
        return desk.profile.title(id)
    words = [option_words(run.process, e.name, id) for run in case.runs for e in desk.engine.events(run)]
    return next((found for found in words if found != id.replace("_", " ")), id.replace("_", " "))
