"""What arrives at the door, read strictly: JSON without tricks, in the shape of an activity."""

import json
from typing import Any, Literal

import orjson
from botbuilder.schema import Activity
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic.alias_generators import to_camel

from dialogs.wording import say

LONGEST = 20_000
"""Characters of a text, or of anything that a card sends: more than that is not looked at any further."""

_WORDS = {
    "missing": "is missing",
    "model_type": "must be an object",
    "dict_type": "must be an object",
    "list_type": "must be a list",
    "string_type": "must be text",
    "string_too_short": "must not be empty",
    "bool_type": "must be true or false",
    "literal_error": "is not known",
}


class TurnedAway(Exception):
    """A request that goes no further. Says why in plain words, and never repeats what the request said.

    `tell` is a sentence for the person who sent it, where Teams has vouched for them.
    """

    def __init__(self, status: int, why: str, tell: str = "") -> None:
        super().__init__(why)
        self.status, self.tell = status, tell


class _Shape(BaseModel):
    model_config = ConfigDict(strict=True, frozen=True, hide_input_in_errors=True, alias_generator=to_camel)


class Account(_Shape):
    """A person or bot, as the channel names it."""

    id: str = Field(min_length=1)
    name: str | None = None
    aad_object_id: str | None = None
    tenant_id: str | None = None


class Conversation(_Shape):
    """Where something was said."""

    id: str = Field(min_length=1)
    tenant_id: str | None = None
    conversation_type: str | None = None
    is_group: bool | None = None
    name: str | None = None


class Tenant(_Shape):
    """The organisation that an activity comes from."""

    id: str | None = None


class ChannelData(_Shape):
    """What Teams adds to an activity; only the tenant matters at the door."""

    tenant: Tenant | None = None


class Arrival(_Shape):
    """The fields of an activity that the product reads, with the types it relies on."""

    type: str = Field(min_length=1)
    id: str | None = None
    channel_id: str | None = None
    service_url: str | None = None
    sender: Account | None = Field(None, alias="from")
    recipient: Account | None = None
    conversation: Conversation
    channel_data: ChannelData | None = None
    name: str | None = None
    action: str | None = None
    text: str | None = None
    text_format: str | None = None
    locale: str | None = None
    reply_to_id: str | None = None
    delivery_mode: str | None = None
    value: dict[str, Any] | None = None
    entities: list[dict[str, Any]] | None = None
    attachments: list[dict[str, Any]] | None = None
    members_added: list[Account] | None = None
    members_removed: list[Account] | None = None

    @property
    def tenant(self) -> str | None:
        """The one tenant that it names, in either place; None when it names none, or two."""
        other = self.channel_data and self.channel_data.tenant and self.channel_data.tenant.id
        named = {tenant.lower() for tenant in (self.conversation.tenant_id, other) if tenant}
        return named.pop() if len(named) == 1 else None


class _CardAction(_Shape):
    type: Literal["Action.Execute"]
    verb: str | None = None
    data: dict[str, Any] | None = None


class _CardInvoke(_Shape):
    action: _CardAction


def read(body: bytes) -> tuple[Arrival, Activity]:
    """An activity in both forms: the strict one for the door, botbuilder's for the bot. Raises TurnedAway (400)."""
    tree = _json(body)
    try:
        arrival = Arrival.model_validate(tree)
        if arrival.type in ("message", "invoke") and arrival.sender is None:
            raise TurnedAway(400, "from is missing.")
        if arrival.type == "invoke" and arrival.name == "adaptiveCard/action":
            _CardInvoke.model_validate(arrival.value)
    except ValidationError as wrong:
        raise TurnedAway(400, _first(wrong)) from None
    activity = _activity(tree)
    # botbuilder looks for "tenantID", which Teams does not send.
    activity.conversation.tenant_id = arrival.tenant
    return arrival, activity


def check_length(arrival: Arrival) -> None:
    """Refuse words that are too long, before anything reads them. Raises TurnedAway (413)."""
    if len(arrival.text or "") > LONGEST or _holds_long(arrival.value):
        raise TurnedAway(413, "The words are too long.", tell=say("door.too_long", limit=f"{LONGEST:,}"))


def _holds_long(value: Any) -> bool:
    match value:
        case str():
            return len(value) > LONGEST
        case dict():
            return any(_holds_long(part) for pair in value.items() for part in pair)
        case list():
            return any(map(_holds_long, value))
        case _:
            return False


def _json(body: bytes) -> Any:
    """What orjson reads strictly (UTF-8, numbers, surrogates) and could write again (depth, 64 bits)."""
    try:
        orjson.loads(body)
        tree = json.loads(body, object_pairs_hook=_without_repeats)
        orjson.dumps(tree)
    except (ValueError, TypeError, RecursionError):
        raise TurnedAway(400, "The body is not JSON that this bot reads.") from None
    return tree


def _without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    tree = dict(pairs)
    if len(tree) < len(pairs):
        raise ValueError("a key is there twice")
    return tree


def _activity(tree: Any) -> Activity:
    try:
        return Activity.deserialize(tree)  # type: ignore[no-untyped-call, no-any-return]
    except Exception:  # noqa: BLE001 - msrest raises many kinds, and quotes the input in them
        raise TurnedAway(400, "The body is not an activity that this bot reads.") from None


def _first(wrong: ValidationError) -> str:
    error = wrong.errors(include_input=False, include_url=False)[0]
    return f"{'.'.join(map(str, error['loc'])) or 'The body'} {_WORDS.get(error['type'], 'is not as it should be')}."
