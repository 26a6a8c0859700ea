"""What arrived from Teams, as plain data."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from state.documents import Address

Scope = Literal["personal", "channel", "group"]


@dataclass(frozen=True)
class Incoming:
    """One message, press or invoke. `person` is an Entra object id; `data` is what a card sent, inputs and all."""

    activity: str
    person: str
    name: str
    scope: Scope
    address: Address
    text: str = ""
    data: Mapping[str, Any] | None = None
    mentions: Mapping[str, str] = field(default_factory=dict)  # whom it names with @: the id by the name as shown

    @property
    def place(self) -> str:
        """The channel or group chat in which it was said, without the thread."""
        return self.address.conversation.split(";", 1)[0]
