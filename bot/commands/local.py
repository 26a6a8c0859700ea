"""Commands for trying things out on one's own machine: act, clock. Declared in local mode only."""

import re
from datetime import datetime, timedelta

from bot.acting import Acting
from bot.clock import Clock
from bot.commands.command import Asked, Command, command
from bot.heartbeat import Heartbeat
from dialogs.dates import Unclear, moment, read_when, spoken
from dialogs.desk import Desk, Owed
from dialogs.wording import say
from state.message import Message

MYSELF = ("me", "myself")
STEPS = re.compile(r"((?:\+?\s*\d{1,4}\s*[dhm]\s*)+)", re.IGNORECASE)
"""Such as "+1d", "+3h" or "+1d +3h"."""


def local_commands(clock: Clock, acting: Acting, heartbeat: Heartbeat) -> tuple[Command, ...]:
    """The commands of local mode."""

    def is_role(desk: Desk, words: str) -> bool:
        return words.casefold() in MYSELF or desk.profile.role_of(words) is not None

    @command("act", "words", usage="ROLE", example="act area_ad", fits=is_role, group="settings")
    async def act(desk: Desk, asked: Asked) -> tuple[Owed, ...]:
        """Speak with the identity of the example person who holds a role; `act me` ends it."""
        human = asked.incoming.person
        if asked.words.casefold() in MYSELF:
            await acting.change(human, None)
            return desk.say(f"person:{human}", Message(say("act.me")))
        role = desk.profile.role_of(asked.words)
        someone = next((m for m in desk.directory.members.values() if role in m.roles), None)
        if role is None or someone is None:
            return desk.say(asked.to, Message(say("act.nobody")))
        await acting.change(human, someone.id)
        return desk.say(f"person:{human}", Message(say("act.now", name=someone.name, role=desk.profile.title(role))))

    @command(
        "clock", "perhaps_words", usage="+1d | +3h | DATE TIME", example="clock +1d", fits=_is_step, group="settings"
    )
    async def move(desk: Desk, asked: Asked) -> tuple[Owed, ...]:
        """Move the bot's clock forward, through all that falls due on the way; without words, say what it shows."""
        now = clock()
        to = _wanted(asked.words, now)
        if isinstance(to, str):
            return desk.say(asked.to, Message(to))
        if to.timestamp() < now.timestamp():
            return desk.say(asked.to, Message(say("set_clock.back", now=_words(now))))
        await heartbeat.run_until(to, clock.move_to)
        return desk.say(asked.to, Message(say("set_clock.now", now=_words(clock()))))

    return act, move


def _is_step(_: Desk, words: str) -> bool:
    return STEPS.fullmatch(words.strip()) is not None


def _wanted(words: str, now: datetime) -> datetime | str:
    """The moment that is asked for, or the sentence that says why there is none."""
    if not words.strip():
        return now
    steps = STEPS.fullmatch(words.strip())
    if steps:
        units = {"d": "days", "h": "hours", "m": "minutes"}
        for count, unit in re.findall(r"(\d+)\s*([dhm])", steps[1], re.IGNORECASE):
            now = _later(now, timedelta(**{units[unit.lower()]: int(count)}))
        return now
    read = read_when(words, now, future=True)
    if isinstance(read, Unclear):
        return say("set_clock.unclear")
    return moment(read.value)


def _later(now: datetime, by: timedelta) -> datetime:
    """Days keep the hour on the wall; hours and minutes are real ones across a clock change."""
    if by.days:
        return now + by
    return datetime.fromtimestamp(now.timestamp() + by.total_seconds(), tz=now.tzinfo)


def _words(now: datetime) -> str:
    return spoken(now.isoformat(timespec="minutes"))
