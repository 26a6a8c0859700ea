"""A stage for conversations: people speak with the whole product, short of Teams itself, over a memory store."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from bot.cards import plain
from bot.commands.registry import Commands
from bot.heartbeat import Heartbeat
from bot.incoming import Incoming
from bot.router import Router
from bot.server import COMMANDS
from dialogs.desk import Desk, Owed
from dialogs.wording import speak_for
from state.case import Case
from state.criteria import assess
from state.documents import Address
from state.engine import Engine
from state.message import Button, Card, Message
from state.moments import LONDON
from state.people import Directory, Member
from state.post import Post
from state.processes import PROCESSES
from state.profile import Profile
from state.profile_file import load_profile
from state.store.memory import MemoryStore
from tests.gallery.checks import look_at

NOW = datetime(2026, 11, 23, 14, 20, tzinfo=LONDON)

AREAS = ("north", "east", "south", "west", "countywide")
PEOPLE = Directory(
    {
        m.id: m
        for m in (
            Member("mia", "Mia Brook", ("manager",), ("east",)),
            Member("ada", "Ada Field", ("area_ad",), ("east",)),
            Member("wes", "Wes Moor", ("area_ad",), ("west",)),
            Member("uma", "Uma Vale", ("unit",)),
            Member("pat", "Pat Heath", ("psw",)),
            Member("ash", "Ash Glen", ("ad_spsqa",)),
            Member("sam", "Sam Ford", ("sm_spsqa",)),
            Member("dee", "Dee Marsh", ("director",)),
            Member("cor", "Cor Dale", ("corporate_director",)),
            Member("kim", "Kim Lowe", ("kscmp",)),
        )
    }
)
AUTHOR = "joe"  # not in the people file, like most practitioners

PSW_CHANNEL = "19:psw@thread.tacv2"
TEAM_CHANNEL = "19:east@thread.tacv2"

ALERT = (
    "alert", "no", "new", "east", "1", "not on record", "2026-11-23T09:00", "2026-11-23T08:00", "under_18",
    "life_threatening", "suspected", "parent_or_carer", "yes", "in_area", "open_other", "not_held",
    "The child was found unwell at home.", "Both children are with their grandmother.", "skip", "none", "skip", "skip",
)  # fmt: skip
"""A whole new alert for one child, as typed."""

WRITTEN = ("found unwell at home", "are with their grandmother")
"""Words of that alert which stand nowhere else: no log, no error and no channel may hold them."""

QUIET = (
    "alert", "no", "new", "east", "1", "not on record", "2026-11-23T09:00", "2026-11-23T08:00", "under_18", "no_harm",
    "neither", "in_area", "open_other", "The child was away for an hour and came back.", "All are at home.", "none",
    "skip", "skip",
)  # fmt: skip
"""An alert of an incident in which the criteria are not met."""


@dataclass
class Stage:
    """Everybody, and what each of them has heard so far."""

    store: MemoryStore = field(default_factory=MemoryStore)
    now: datetime = NOW
    people: Directory = PEOPLE
    profile: Profile = field(default_factory=load_profile)
    begun: int = 1  # another number for a bot that was started again over the same store

    def __post_init__(self) -> None:
        self._ids = getattr(self, "_ids", count(self.begun * 10_000))
        speak_for(self.profile)
        self.desk = Desk(
            self.store,
            Engine(PROCESSES, assess),
            self.profile,
            lambda: self.people,
            lambda: self.now,
            lambda: f"t{next(self._ids)}",
        )
        self.router = Router(self.desk, Commands(*COMMANDS))
        self.heard: dict[str, list[Message]] = {}
        self.posts: list[tuple[datetime, Post]] = []
        self.heartbeat = Heartbeat(self.desk, self.deliver)

    async def says(self, person: str, text: str, channel: str = "") -> str:
        """What comes back to where it was said, as plain text."""
        return await self._hears(person, channel, text=text)

    async def presses(self, person: str, button: str | Mapping[str, Any], /, channel: str = "", **inputs: str) -> str:
        """Press a button by its label on the latest card that has it, or send data as a card would."""
        data = button if isinstance(button, Mapping) else self.button(channel or person, button).data
        return await self._hears(person, channel, data={**data, **inputs})

    def button(self, to: str, label: str) -> Button:
        """The button of that label on the latest card in a conversation."""
        for message in reversed(self.heard.get(to, [])):
            for button in buttons_of(message.card):
                if button.label == label:
                    return button
        raise AssertionError(f"no button {label!r}")

    def all(self, to: str) -> str:
        """Everything said in a conversation."""
        return "\n\n".join(plain(message) for message in self.heard[to])

    def last(self, to: str) -> str:
        """The latest message in a conversation."""
        return plain(self.heard[to][-1])

    async def case(self, ref: str = "NTK-2026-0001") -> Case:
        """A case as it stands."""
        case = await self.desk.load_case(ref)
        assert case is not None
        return case

    async def alert_sent(self, person: str = AUTHOR, told: tuple[str, ...] = ALERT) -> str:
        """A whole alert, told and sent; the reply to sending it."""
        for text in told:
            await self.says(person, text)
        return await self.says(person, "submit")

    async def later(self, **by: float) -> None:
        """Time passes, and brings about what falls due, each at its own moment."""
        until = datetime.fromtimestamp(self.now.timestamp() + timedelta(**by).total_seconds(), tz=LONDON)
        await self.heartbeat.run_until(until, self._move)

    async def comes(self, when: str) -> None:
        """It becomes that time in London, and what falls due until then is brought about."""
        await self.heartbeat.run_until(datetime.fromisoformat(when).replace(tzinfo=LONDON), self._move)

    async def away_until(self, when: str) -> None:
        """The bot does not run until then; it is started again, and sees to what it missed."""
        self.now = datetime.fromisoformat(when).replace(tzinfo=LONDON)
        self.__post_init__()
        await self.heartbeat.tick()

    def _move(self, to: datetime) -> None:
        self.now = to.astimezone(LONDON)

    async def _hears(self, person: str, channel: str, text: str = "", data: Mapping[str, Any] | None = None) -> str:
        incoming = Incoming(
            activity=f"a{next(self._ids)}",
            person=person,
            name=person.title(),
            scope="channel" if channel else "personal",
            address=Address("https://example.invalid/", channel or f"chat-{person}", "tenant", "bot"),
            text=text,
            data=data,
        )
        owed = await self.router.hear(incoming, person)
        self.deliver(owed)
        here = f"channel:{channel}" if channel else f"person:{person}"
        return "\n\n".join(plain(o.post.message) for o in owed if o.post.to == here and o.post.message)

    def deliver(self, owed: Iterable[Owed]) -> None:
        """What is owed reaches those whom it is for."""
        for one in owed:
            self.posts.append((self.now, one.post))
            if one.post.message:
                look_at(one.post.message)
                self.heard.setdefault(self._where(one.post), []).append(one.post.message)

    def _where(self, post: Post) -> str:
        to = post.to.partition(":")[2]
        bound = {row.bound: row.key.id for row in self.store.rows("channel") if row.bound}
        return bound.get(to, to)


def buttons_of(card: Card | None) -> list[Button]:
    """Every button of a card."""
    return [*(b for section in card.sections for b in section.buttons), *card.buttons] if card else []


async def bound_stage() -> Stage:
    """A stage whose PSW channel and East team channel are bound."""
    stage = Stage()
    await stage.says("pat", "here psw", PSW_CHANNEL)
    await stage.says("pat", "here team east", TEAM_CHANNEL)
    return stage
