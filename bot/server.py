"""The web server: the door for Teams, and whether the bot is well."""

import asyncio
from collections.abc import AsyncIterator
from secrets import token_urlsafe

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST

from bot.acting import Acting
from bot.addresses import Addresses
from bot.beside import Beside
from bot.buckets import TEAMS, UNLIMITED
from bot.clock import Clock
from bot.commands.everyone import EVERYONE
from bot.commands.exports import EXPORTS
from bot.commands.guidance import GUIDANCE
from bot.commands.incident import INCIDENT
from bot.commands.lists import LISTS
from bot.commands.local import local_commands
from bot.commands.managers import MANAGERS
from bot.commands.psw import PSW_COMMANDS
from bot.commands.registry import Commands
from bot.commands.support import SUPPORT
from bot.commands.trends import TRENDS
from bot.connector import Connector, pooled_session
from bot.courier import Courier
from bot.files import Files
from bot.gateway import Gateway
from bot.heartbeat import Heartbeat
from bot.housekeeping import Housekeeping
from bot.log import logger
from bot.meanwhile import InTheMeantime
from bot.metrics import Metrics
from bot.router import Router
from bot.settings import Settings
from bot.signin import sign_in_for
from bot.teams import TeamsBot
from bot.throttle import Throttle
from bot.tokens import tokens_for
from dialogs.desk import Desk
from state.documents import Key
from state.store.protocol import Store

PATIENCE = 5.0  # seconds in which the store must answer, or it is not well
COMMANDS = (EVERYONE, SUPPORT, GUIDANCE, MANAGERS, LISTS, PSW_COMMANDS, INCIDENT, TRENDS, EXPORTS)
"""In the order in which help lists them."""

_log = logger(__name__)


def web_app(settings: Settings, desk: Desk, clock: Clock) -> web.Application:
    """Everything that listens. What it opens, it closes when the server stops."""
    app = web.Application()
    metrics = Metrics(desk)

    async def running(app: web.Application) -> AsyncIterator[None]:
        async with pooled_session() as session:
            connector = Connector(session, None if settings.local else tokens_for(settings))
            addresses = Addresses(desk, local=settings.local)
            limits = UNLIMITED if settings.local else TEAMS
            courier = Courier(desk, connector, addresses, metrics, limits=limits, keeps_hours=not settings.local)
            acting = Acting(desk) if settings.local else None
            house = Housekeeping(desk, connector, addresses)
            heartbeat = Heartbeat(desk, courier.take_up, keep_house=house.of_the_day, draw_anew=courier.draw_anew)
            metrics.watch(lambda: heartbeat.age)
            meanwhile = InTheMeantime(courier.take_up)
            desk.meanwhile = meanwhile.begin
            local = local_commands(clock, acting, heartbeat) if acting else ()
            router = Router(desk, Commands(*COMMANDS, local))
            files = Files(desk, session, settings.data / "exports" if settings.local else None)
            bot = TeamsBot(desk, router, courier, addresses, files, acting)
            throttle = None if settings.local else Throttle()
            gateway = Gateway(bot, sign_in_for(settings, session), connector, throttle, desk.store.once)
            beside = Beside(desk, courier, addresses)
            app[GATEWAY], app[HEARTBEAT] = gateway, heartbeat
            await courier.recover()
            heartbeat.start()
            beside.start()
            yield
            await beside.stop()
            await heartbeat.stop()
            await house.stop()
            await meanwhile.stop()
            await courier.stop()
            await desk.store.close()

    async def messages(request: web.Request) -> web.StreamResponse:
        with metrics.turn.time():
            return await request.app[GATEWAY].receive(request)

    async def healthz(request: web.Request) -> web.Response:
        well = request.app[HEARTBEAT].alive and await _answers(desk.store)
        return web.json_response({"ok": well}, status=200 if well else 503)

    async def measured(_: web.Request) -> web.Response:
        return web.Response(body=metrics.exposed(), headers={"Content-Type": CONTENT_TYPE_LATEST})

    app.cleanup_ctx.append(running)
    app.router.add_post("/api/messages", messages)
    app.router.add_get("/healthz", healthz)
    app.router.add_get("/metrics", measured)
    return app


GATEWAY = web.AppKey("gateway", Gateway)
HEARTBEAT = web.AppKey("heartbeat", Heartbeat)


async def _answers(store: Store) -> bool:
    """Whether the store answers in time: it is asked for a document that nobody has."""
    try:
        async with asyncio.timeout(PATIENCE):
            await store.load(Key("person", token_urlsafe(8)))
    except Exception as fault:  # noqa: BLE001 - whatever it is, the bot is not well
        _log.error("the store does not answer", fault=fault)
        return False
    return True
