"""An activity of Teams as plain data."""

import re
from collections.abc import Mapping
from typing import Any

from botbuilder.schema import Activity, ConversationAccount

from bot.incoming import Incoming, Scope
from state.documents import Address

_SCOPES: Mapping[str, Scope] = {"personal": "personal", "channel": "channel", "groupChat": "group"}
THREAD = "19:"
"""How the ids of channels and of chats between people begin; a chat with the bot alone begins otherwise."""


def incoming_of(activity: Activity, data: Mapping[str, Any] | None = None) -> Incoming:
    """An activity as plain data, with the mention of the bot taken out of its text."""
    conversation, sender = activity.conversation, activity.from_property
    bot = activity.recipient.id if activity.recipient else ""
    value = data if data is not None else activity.value
    return Incoming(
        activity=activity.id or "",
        person=sender.aad_object_id,
        name=sender.name or "",
        scope=scope_of(conversation),
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


def scope_of(conversation: ConversationAccount) -> Scope:
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


def adds_the_bot(activity: Activity) -> bool:
    """Whether the bot is among those who were added to a conversation."""
    return activity.recipient is not None and any(m.id == activity.recipient.id for m in activity.members_added or ())
