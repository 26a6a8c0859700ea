"""The stock echo bot of botbuilder 4, set up as its sample is: what the product would be without its own gateway."""

import os

from aiohttp import web
from botbuilder.core import ActivityHandler, MessageFactory, TurnContext
from botbuilder.core.integration import aiohttp_error_middleware
from botbuilder.integration.aiohttp import CloudAdapter, ConfigurationBotFrameworkAuthentication


class Config:
    """As the sample has it on a developer's machine: nobody signs in."""

    APP_ID = ""
    APP_PASSWORD = ""
    APP_TYPE = "MultiTenant"
    APP_TENANTID = ""


class EchoBot(ActivityHandler):
    """Says again what it hears."""

    async def on_message_activity(self, turn_context: TurnContext) -> None:
        """Reply through the connector."""
        await turn_context.send_activity(MessageFactory.text(f"Echo: {turn_context.activity.text}"))


def app() -> web.Application:
    """The adapter's own door."""
    adapter, bot = CloudAdapter(ConfigurationBotFrameworkAuthentication(Config())), EchoBot()

    async def messages(request: web.Request) -> web.Response:
        answer: web.Response = await adapter.process(request, bot)
        return answer

    served = web.Application(middlewares=[aiohttp_error_middleware])
    served.router.add_post("/api/messages", messages)
    return served


if __name__ == "__main__":
    web.run_app(app(), host="127.0.0.1", port=int(os.environ["PORT"]), print=None)
