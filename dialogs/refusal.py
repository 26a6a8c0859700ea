"""Why something did not happen, in words that say what would help. Source: processes.md, head."""

from dialogs.case_card import card_for
from dialogs.desk import Desk
from dialogs.event_form import event_name
from dialogs.facts import stage, titles
from dialogs.wording import say
from state.case import Case
from state.message import Message
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
            return Message(say(f"refused.{refused.key}", ref=ref), card_for(desk, case, person, to))
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
    """What the sentence of a refusal may name: the processes that are still open, and what the refusal itself says."""
    still = [say(f"process.{run.process}") for run in case.runs if not desk.engine.is_final(run)]
    return {"open": ", ".join(still), **refused.values}
