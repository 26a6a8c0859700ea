"""Teams in, Teams out: an activity becomes plain data, and what it leads to is saved before it is said."""

import re
from collections.abc import Mapping
from typing import Any

from botbuilder.core import ActivityHandler, InvokeResponse, TurnContext
from botbuilder.schema import Activity, ConversationAccount

from bot.acting import Acting
from bot.addresses import Addresses
from bot.card_data import turns_page
from bot.cards import card_of
from bot.cards.files import DO
from bot.courier import Courier
from bot.files import Files, consent_of
from bot.incoming import Incoming, Scope
from bot.log import logger
from bot.pressed import pressed_card
from bot.router import Router
from bot.welcome import team_welcome, welcome_card
from dialogs.desk import Desk, Owed
from dialogs.paging import page_in
from dialogs.wording import say
from state.documents import Address, Key
from state.message import Card, Message
from state.store.protocol import Damaged

_log = logger(__name__)

_SCOPES: Mapping[str, Scope] = {"personal": "personal", "channel": "channel", "groupChat": "group"}
THREAD = "19:"
"""How the ids of channels and of chats between people begin; a chat with the bot alone begins otherwise."""


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
        if not _adds_the_bot(activity) or _scope(activity.conversation) == "personal":
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


def _adds_the_bot(activity: Activity) -> bool:
    return activity.recipient is not None and any(m.id == activity.recipient.id for m in activity.members_added or ())


def _note(damaged: Damaged) -> None:
    _log.error("a stored document is damaged", name=str(damaged).split()[0])


def incoming_of(activity: Activity, data: Mapping[str, Any] | None = None) -> Incoming:
    """An activity as plain data, with the mention of the bot taken out of its text."""
    conversation, sender = activity.conversation, activity.from_property
    bot = activity.recipient.id if activity.recipient else ""
    value = data if data is not None else activity.value
    return Incoming(
        activity=activity.id or "",
        person=sender.aad_object_id,
        name=sender.name or "",
        scope=_scope(conversation),
        address=Address(
            activity.service_url,
            conversation.id,
            conversation.tenant_id or "",
            bot,
            activity.channel_id,
            only_for=sender.id if _is_targeted(activity) else "",
        ),
        text=_words(activity, bot),
        data=value if isinstance(value, Mapping) else None,
        mentions=_people_in(activity, bot),
    )


def _scope(conversation: ConversationAccount) -> Scope:
    """Where something was said. Whatever it calls itself: a thread of several people is never one's own chat."""
    scope = _SCOPES.get(conversation.conversation_type or "personal", "group")
    shared = conversation.is_group or conversation.id.startswith(THREAD)
    return "group" if shared and scope == "personal" else scope


def _is_targeted(activity: Activity) -> bool:
    """Whether somebody spoke to the bot alone in a channel, as slash commands do: the reply is theirs alone, too."""
    more = activity.recipient.additional_properties if activity.recipient else {}
    return bool(more and more.get("isTargeted") is True)


def _mentions(activity: Activity) -> list[tuple[str, dict[str, Any]]]:
    """Every mention: as it stands in the text, and whom it is of."""
    extras = (e.additional_properties or {} for e in activity.entities or () if e.type == "mention")
    return [(str(x.get("text", "")), x["mentioned"]) for x in extras if isinstance(x.get("mentioned"), dict)]


def _mentions_of(activity: Activity, bot: str) -> list[str]:
    """The mentions of the bot, as they stand in the text."""
    return [text for text, mentioned in _mentions(activity) if mentioned.get("id") == bot]


def _people_in(activity: Activity, bot: str) -> dict[str, str]:
    """The people who are mentioned, by the name that stands in the text; two of one name are nobody certain."""
    found: dict[str, str] = {}
    for text, mentioned in _mentions(activity):
        id, name = str(mentioned.get("aadObjectId") or mentioned.get("id") or ""), _untagged(text).casefold()
        if mentioned.get("id") != bot and id and name:
            found[name] = id if found.get(name, id) == id else ""
    return found


def _untagged(text: str) -> str:
    return re.sub(r"</?at(?:\s[^<>]*)?>", "", text).strip()


def _words(activity: Activity, bot: str) -> str:
    """The text without the mention of the bot (exactly that of the entity), other mentions as plain names."""
    text = activity.text or ""
    for mention in filter(None, _mentions_of(activity, bot)):
        text = text.replace(mention, "", 1)
    return _untagged(text)


def _card_response(card: Card | None) -> dict[str, Any]:
    kind = "activity.message" if card is None else "card.adaptive"
    value = say("pressed.heard") if card is None else card_of(card)
    return {"statusCode": 200, "type": f"application/vnd.microsoft.{kind}", "value": value}
