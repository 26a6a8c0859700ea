"""The words with which something comes to others than it was meant for."""

from dataclasses import replace

from dialogs.desk import Desk
from dialogs.facts import case_title, role_title
from dialogs.rungs import Rung, role_in
from dialogs.wording import say
from state.case import Case
from state.documents import Key
from state.message import Button, Message
from state.people import may
from state.refusals import Refused


def handed_on(desk: Desk, case: Case | None, rung: Rung, to: str, name: str, message: Message) -> Message:
    """What somebody else was to hear, with why it comes to this person, and only the buttons that are theirs."""
    role = role_title(desk, rung.role)
    if to.startswith("channel:"):
        why = say("escalated.for_channel", whom=_whom(desk, case, to), role=role)
    else:
        whose = role_title(desk, role_in(desk, case, to.removeprefix("person:")))
        why = say("escalated.for_person", name=name, whose=whose, role=role)
    text = "\n".join(filter(None, (why, message.text)))
    if message.card is None or case is None:
        return replace(message, text=text)
    card = message.card
    sections = tuple(replace(s, buttons=_theirs(desk, case, rung, s.buttons)) for s in card.sections)
    return Message(text, replace(card, sections=sections, buttons=_theirs(desk, case, rung, card.buttons)))


def line(desk: Desk, case: Case | None, to: str, told: Rung | None, *, why: str) -> str:
    """What the PSW channel reads of it: reference and roles, no name, nothing of what was to be said."""
    about = case_title(desk, case) if case else say("escalated.no_case")
    then = say("escalated.goes_to", role=role_title(desk, told.role)) if told else say("escalated.goes_nowhere")
    return say(f"escalated.{why}", about=about, whom=_whom(desk, case, to), then=then)


def is_psw_channel(desk: Desk, to: str) -> bool:
    """Whether a post is for the PSW channel, by what it is for or by itself."""
    row = desk.store.row(Key("channel", to.removeprefix("channel:")))
    return to == "channel:psw" or (row is not None and row.bound == "psw")


def _whom(desk: Desk, case: Case | None, to: str) -> str:
    """Whom it was for, as a channel may read it."""
    kind, _, rest = to.partition(":")
    if kind == "person":
        return say("escalated.role", role=role_title(desk, role_in(desk, case, rest)))
    return say("escalated.psw_channel" if is_psw_channel(desk, to) else "escalated.team_channel")


def _theirs(desk: Desk, case: Case, rung: Rung, buttons: tuple[Button, ...]) -> tuple[Button, ...]:
    return tuple(b for b in buttons if b.data.get("do") != "event" or _may_press(desk, case, rung.person, b))


def _may_press(desk: Desk, case: Case, person: str, button: Button) -> bool:
    process, _, key = str(button.data["process"]).partition("#")
    run = case.run(process, int(key or 1))
    try:
        return run is not None and bool(
            may(desk.directory, person, desk.engine.row(run, str(button.data["event"])), case, run)
        )
    except Refused:
        return False
