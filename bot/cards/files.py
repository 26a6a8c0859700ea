"""Files in a chat, as Teams has them: the question whether one may be handed over, and a link to one that was."""

from dataclasses import replace
from typing import Any

from dialogs.wording import say
from state.documents import Address
from state.message import Button, Card, FileLink, FileOffer, Message

DO = "file"
"""What a button says that answers an offer, where no file consent is shown."""

_PLAYGROUND = "/_connector"


def attached(file: FileOffer | FileLink) -> dict[str, Any]:
    """The attachment. The context comes back as it is when somebody says yes or no, so it holds ids only."""
    match file:
        case FileOffer():
            content = {
                "description": file.description,
                "sizeInBytes": file.size,
                "acceptContext": dict(file.data),
                "declineContext": dict(file.data),
            }
            return _attachment("consent", file.name, content)
        case FileLink():
            content = {"uniqueId": file.id, "fileType": file.kind}
            return {**_attachment("info", file.name, content), "contentUrl": file.url}


def shown_at(address: Address, message: Message) -> Message:
    """The message as the client there can show it: the Agents Playground knows no file consent and gets buttons."""
    if not isinstance(message.file, FileOffer) or not address.service_url.rstrip("/").endswith(_PLAYGROUND):
        return message
    data = {"do": DO, **message.file.data}
    buttons = (
        Button(say("export.yes"), {**data, "action": "accept"}, style="positive"),
        Button(say("export.no"), {**data, "action": "decline"}),
    )
    return replace(message, file=None, card=Card(message.file.name, buttons=buttons))


def _attachment(kind: str, name: str, content: dict[str, Any]) -> dict[str, Any]:
    return {"contentType": f"application/vnd.microsoft.teams.card.file.{kind}", "name": name, "content": content}
