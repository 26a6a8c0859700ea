"""The echo of the successor, Microsoft's Agents SDK, set up as its quickstart is, without sign-in."""

import os

from aiohttp import web
from microsoft_agents.authentication.msal import MsalConnectionManager
from microsoft_agents.hosting.aiohttp import CloudAdapter, jwt_authorization_middleware, start_agent_process
from microsoft_agents.hosting.core import (
    AgentApplication,
    AgentAuthConfiguration,
    Authorization,
    MemoryStorage,
    TurnContext,
    TurnState,
)

STORAGE = MemoryStorage()
CONNECTIONS = MsalConnectionManager({"SERVICE_CONNECTION": AgentAuthConfiguration(anonymous_allowed=True)})
ADAPTER = CloudAdapter(connection_manager=CONNECTIONS)
AGENT = AgentApplication[TurnState](storage=STORAGE, adapter=ADAPTER, authorization=Authorization(STORAGE, CONNECTIONS))


@AGENT.activity("message")
async def on_message(context: TurnContext, _: TurnState) -> None:
    """Reply through the connector."""
    await context.send_activity(f"you said: {context.activity.text}")


async def messages(request: web.Request) -> web.Response:
    """The adapter's own door."""
    answer: web.Response = await start_agent_process(request, AGENT, ADAPTER)
    return answer


def app() -> web.Application:
    """The quickstart's server."""
    served = web.Application(middlewares=[jwt_authorization_middleware])
    served["agent_configuration"] = CONNECTIONS.get_default_connection_configuration()
    served.router.add_post("/api/messages", messages)
    return served


if __name__ == "__main__":
    web.run_app(app(), host="127.0.0.1", port=int(os.environ["PORT"]), print=None)
