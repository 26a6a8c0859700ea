"""The two ports of a local run, looked at before anything is started: the Playground would silently take another."""

import socket
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass

BUSY = 'Port {port} is in use by another program. Stop that one, or choose another port: "make run {name}=…".'
NO_PORT = "{name} must be a port number from 1 to 65535."
SAME = "PORT and PLAYGROUND_PORT must be two different ports."


class Refused(Exception):
    """Nothing was started; the text says why, in a sentence for people."""


@dataclass(frozen=True)
class Ports:
    """Where the bot and the Playground answer. No Playground where it is not installed."""

    bot: int
    playground: int | None


def ports(environment: Mapping[str, str], with_playground: bool) -> Ports:
    """The ports that the environment names, both free. Raises Refused."""
    bot = _free_port(environment, "PORT", 3978)
    playground = _free_port(environment, "PLAYGROUND_PORT", 56150) if with_playground else None
    if bot == playground:
        raise Refused(SAME)
    return Ports(bot, playground)


def _free_port(environment: Mapping[str, str], name: str, usual: int) -> int:
    given = environment.get(name) or str(usual)
    if not (given.isdecimal() and 1 <= int(given) <= 65535):
        raise Refused(NO_PORT.format(name=name))
    with suppress(OSError), socket.create_connection(("localhost", int(given)), timeout=1):
        raise Refused(BUSY.format(port=given, name=name))
    return int(given)
