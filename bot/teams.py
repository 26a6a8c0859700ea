"""Teams in, Teams out: an activity becomes plain data, and what it leads to is saved before it is said."""

from typing import Any

from botbuilder.core import ActivityHandler, InvokeResponse, TurnContext
from botbuilder.schema import Activity

from bot.acting import Acting
from bot.activities import adds_the_bot, incoming_of, scope_of
from bot.addresses import Addresses
from bot.card_data import turns_page
from bot.cards import card_of
from bot.cards.files import DO
from bot.courier import Courier
from bot.files import Files, consent_of
from bot.incoming import Incoming
from bot.log import logger
from bot.pressed import pressed_card
from bot.router import Router
from bot.welcome import team_welcome, welcome_card
from dialogs.desk import Desk, Owed
from dialogs.paging import page_in
from dialogs.wording import say
from state.documents import Key
from state.message import Card, Message
from state.store.protocol import Damaged

_log = logger(__name__)


class TeamsBot(ActivityHandler):
    """What the gateway hands a turn to. `acting` is there in local mode only."""

    def __init__(
        self,
        desk: Desk,
        router: Router,
        courier: Courier,
        addresses: Addresses,
        files: Files,
        acting: Acting | None,
    ) -> None:
        self._desk, self._router, self._courier, self._files = desk, router, courier, files
        self._addresses, self._acting = addresses, acting

    async def on_message_activity(self, turn_context: TurnContext) -> None:
        """Words, or the press of a card's button that arrives as a message."""
        await self._hear(incoming_of(turn_context.activity))

    async def on_invoke_activity(self, turn_context: TurnContext) -> InvokeResponse:
        """The press of a card's button, which becomes its own answered state; or the answer to the offer of a file."""
        activity = turn_context.activity
        if activity.name == "fileConsent/invoke":
            await self._hear(incoming_of(activity, {**(activity.value or {}), "do": DO}))
            return InvokeResponse(status=200)
        if activity.name != "adaptiveCard/action":
            return InvokeResponse(status=501)
        data = (activity.value["action"].get("data")) or {}
        incoming = incoming_of(activity, data)
        answered = await self._hear(incoming, in_place=turns_page(data))
        return InvokeResponse(status=200, body=_card_response(answered))

    async def on_conversation_update_activity(self, turn_context: TurnContext) -> None:
        """Somebody opened a chat with the bot; or it was added to a team, which is told once what to type first."""
        activity = turn_context.activity
        if not adds_the_bot(activity) or scope_of(activity.conversation) == "personal":
            await self._met(activity)
            return
        place = incoming_of(activity).place
        known = self._desk.store.row(Key("channel", place)) is not None
        incoming = await self._met(activity)
        if incoming and not known:
            to = f"channel:{place}"
            await self._courier.deliver(self._desk.say(to, team_welcome(self._desk)), (to,), incoming.address)

    async def on_installation_update_add(self, turn_context: TurnContext) -> None:
        """The app was installed for somebody, by themselves or by the organisation: they are welcomed."""
        incoming = await self._met(turn_context.activity)
        if incoming and incoming.scope == "personal":
            to = f"person:{incoming.person}"
            welcome = self._desk.say(to, Message(card=await welcome_card(self._desk, incoming.person)))
            await self._courier.deliver(welcome, (to,), incoming.address)

    async def _hear(self, incoming: Incoming, *, in_place: bool = False) -> Card | None:
        """Hear it; where a stored document turns out to be damaged, say so instead of failing."""
        try:
            return await self._heard(incoming, in_place)
        except Damaged as damaged:
            _note(damaged)
            here = f"person:{incoming.person}" if incoming.scope == "personal" else f"channel:{incoming.place}"
            await self._courier.deliver(self._desk.say(here, Message(say("door.damaged"))), (here,), incoming.address)
            return None

    async def _heard(self, incoming: Incoming, in_place: bool) -> Card | None:
        """Save what was said with all that it leads to, send the replies, and give the answered state of a card.

        A page that is turned `in_place` is that state itself, and nothing is sent.
        """
        moved = await self._addresses.met(incoming)
        speaker = await self._acting.speaker(incoming.person) if self._acting else incoming.person
        before = await self._desk.load_person(speaker) if incoming.data else None
        owed = await self._owed(incoming, speaker)
        if in_place and (page := page_in(owed)):
            return page
        people = (f"person:{speaker}", f"person:{incoming.person}")
        here = people if incoming.scope == "personal" else (f"channel:{incoming.place}",)
        await self._courier.deliver(owed, here, incoming.address)
        if moved or incoming.scope != "personal":
            self._courier.wake()
        if before is None or incoming.data is None:
            return None
        return await pressed_card(self._desk, incoming.data, before, await self._desk.load_person(speaker))

    async def _owed(self, incoming: Incoming, speaker: str) -> tuple[Owed, ...]:
        """Everything that it leads to. Files are handed over in personal chat alone."""
        if incoming.data is not None and incoming.data.get("do") == DO and incoming.scope == "personal":
            return await self._files.answered(speaker, consent_of(incoming.data))
        return await self._router.hear(incoming, speaker)

    async def _met(self, activity: Activity) -> Incoming | None:
        """Keep where somebody is reached, and send what has waited for that."""
        if activity.from_property is None:
            return None
        incoming = incoming_of(activity)
        try:
            await self._addresses.met(incoming)
        except Damaged as damaged:
            _note(damaged)
            return None
        self._courier.wake()
        return incoming


def _note(damaged: Damaged) -> None:
    _log.error("a stored document is damaged", name=str(damaged).split()[0])


def _card_response(card: Card | None) -> dict[str, Any]:
    kind = "activity.message" if card is None else "card.adaptive"
    value = say("pressed.heard") if card is None else card_of(card)
    return {"statusCode": 200, "type": f"application/vnd.microsoft.{kind}", "value": value}
