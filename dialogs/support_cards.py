"""What is said of support for staff: the offer, what became of it, and a request without names. Source: R94 (G128)."""

from dialogs.desk import Desk
from dialogs.field_options import option_words
from dialogs.wording import say
from state.documents import Support
from state.message import Button, Card, Data, Message

PROCESS = "staff_support"


def offer(desk: Desk, open_one: Support, requested: bool, note: str = "") -> Message:
    """Who helps staff, in the council's own words, and three ways to answer."""
    nonce = desk.token()
    card = Card(
        say("task.staff_support.offered.title"),
        lines=(
            *((say("stage.staff_support.group_requested"),) if requested else ()),
            say("task.staff_support.offered.text"),
        ),
        buttons=(
            *(_button(open_one.id, "accept", open_one.run.version, nonce, c) for c in ("individual", "group")),
            _button(open_one.id, "decline", open_one.run.version, nonce),
        ),
    )
    return Message("\n".join(filter(None, (note, said(desk, "text").text))), card)


def said(desk: Desk, what: str) -> Message:
    """A sentence about support, with those who help as the council names them."""
    contacts = desk.profile.contacts
    words = say(
        f"support.{what}",
        individual=contacts.support_individual,
        group=contacts.support_group,
        emergency=contacts.emergency,
    )
    return Message(words)


def request(desk: Desk, id: str, area: str, version: int) -> Card:
    """What the Service Manager sees of a request: that a team of the area asks. Never who, nor about what."""
    return Card(
        say("task.staff_support.group_requested.title"),
        eyebrow=desk.area_name(area),
        lines=(say("task.staff_support.group_requested.text"), said(desk, "group_from").text),
        buttons=(_button(id, "arranged", version, desk.token()),),
    )


# `ref` is the offer's own id here: support belongs to no case.
def _button(id: str, event: str, version: int, nonce: str, choice: str = "") -> Button:
    label = option_words(PROCESS, event, choice) if choice else say(f"event.staff_support.{event}")
    data: Data = {"do": "event", "ref": id, "process": PROCESS, "event": event, "version": version}
    return Button(label, {**data, **({"choice": choice} if choice else {}), "nonce": f"{nonce}-{event}"})
