"""What botbuilder's adapter asks of its surroundings, answered with the one connector: nothing is made per turn."""

from typing import Any

from botbuilder.schema import Activity, ResourceResponse
from botframework.connector.auth import (
    AuthenticateRequestResult,
    BotFrameworkAuthentication,
    ClaimsIdentity,
    ConnectorFactory,
)
from msrest.serialization import Model

from bot.connector import Connector
from state.documents import Address


class Conversations:
    """The calls that the adapter makes of a connector client. Each raises NotSent."""

    def __init__(self, connector: Connector) -> None:
        self._connector = connector

    async def send_to_conversation(self, conversation_id: str, activity: Activity) -> ResourceResponse:
        """Say it in the conversation."""
        address = _address(conversation_id, activity)
        return ResourceResponse(id=await self._connector.send(address, plain(activity)))

    async def reply_to_activity(self, conversation_id: str, activity_id: str, activity: Activity) -> ResourceResponse:
        """Say it in reply to an activity."""
        address = _address(conversation_id, activity)
        return ResourceResponse(id=await self._connector.send(address, plain(activity), activity_id))

    async def update_activity(self, conversation_id: str, activity_id: str, activity: Activity) -> ResourceResponse:
        """Put it in place of an activity."""
        address = _address(conversation_id, activity)
        return ResourceResponse(id=await self._connector.update(address, activity_id, plain(activity)))


class Client:
    """Stands where the adapter expects a ConnectorClient."""

    def __init__(self, connector: Connector) -> None:
        self.conversations = Conversations(connector)


class Plumbing(BotFrameworkAuthentication, ConnectorFactory):
    """Gives every turn the same client, no user-token client, and signs nobody in: the gateway does that."""

    def __init__(self, connector: Connector) -> None:
        self._client = Client(connector)
        self.signed_in = AuthenticateRequestResult()
        self.signed_in.claims_identity = ClaimsIdentity({}, True)
        self.signed_in.connector_factory = self

    async def authenticate_request(self, *_: object) -> AuthenticateRequestResult:
        """Refuses: the adapter's own door does not make our checks."""
        raise PermissionError

    async def authenticate_streaming_request(self, *_: object) -> AuthenticateRequestResult:
        """Refuses: Teams does not stream."""
        raise PermissionError

    def create_connector_factory(self, *_: object) -> ConnectorFactory:
        """Itself, for proactive turns as well."""
        return self

    async def create_user_token_client(self, *_: object) -> Any:
        """None: the bot never acts in a person's name."""

    async def create(self, *_: object) -> Any:
        """The one client, whatever the address."""
        return self._client


def plain(model: Model) -> dict[str, Any]:
    """One of botbuilder's models as JSON's own types."""
    return model.serialize()  # type: ignore[no-untyped-call, no-any-return]


def _address(conversation_id: str, activity: Activity) -> Address:
    return Address(
        service_url=activity.service_url,
        conversation=conversation_id,
        tenant=activity.conversation.tenant_id or "",
        bot=activity.from_property.id,
    )
