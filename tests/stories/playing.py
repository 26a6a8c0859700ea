"""A whole case, played through the conversation from its alert to the end: by typing alone, or by buttons alone.

A story is a table. Each row says who raises which event with which fields, and what they hear; `+1d` lets time pass.
`{-5m}` and `{+3d}` are moments before and after the present one, and `{sam}` is what that person is called.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from bot.cards import plain
from dialogs.standing import current
from state.answers import Value
from state.case import Case
from state.clocks import clocks
from state.message import Button
from state.processes import PROCESSES
from state.processes.management_review import CHECKLIST
from tests.gallery.checks import read
from tests.stage import AUTHOR, NOW, PSW_CHANNEL, TEAM_CHANNEL, Stage, buttons_of
from tests.stories.councils import Council

REF = "NTK-2026-0001"
SHORT = "2026-1"
CHANNELS = (PSW_CHANNEL, TEAM_CHANNEL)
UNITS = {"m": "minutes", "h": "hours", "d": "days"}

ACCOUNT = "The child was found unwell at home."
SAFE = "Both children are with their grandmother."

USUAL: Mapping[str, Value] = {
    "danger_now": "no",
    "alert_kind": "new",
    "child_count": 1,
    "record_ids": "not on record",
    "known_at": "2026-11-23T09:00",
    "incident_at": "2026-11-23T08:00",
    "age_group": "under_18",
    "outcome": "life_threatening",
    "abuse_or_neglect": "suspected",
    "by_whom": "parent_or_carer",
    "due_to_care": "yes",
    "place_of_harm": "in_area",
    "status": "open_other",
    "placing_authority": "skip",
    "strategy_discussion": "not_held",
    "what_happened": ACCOUNT,
    "safety_now": SAFE,
    "medical_view": "skip",
    "adult_affected": "none",
    "learning": "skip",
    "liberi_reference": "skip",
}
"""A typical alert for one child, as it is answered."""


@dataclass(frozen=True)
class Story:
    """A case from the alert to the end. `alert` says what differs from the usual one; `ends` where each process stands.

    `dates` are the last days of clocks by council, `missed` the clocks that were; every other was met. `hears` is what
    the author, the team and the PSW's channel hear.
    """

    alert: Mapping[str, Value]
    rows: str
    ends: Mapping[str, str]
    dates: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    missed: tuple[str, ...] = ()
    hears: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    begins: str = "alert"
    by: str = AUTHOR
    now: Any = NOW


@dataclass
class Play:
    """A story as it is played in a council."""

    story: Story
    council: Council
    by_buttons: bool

    def __post_init__(self) -> None:
        self.stage = Stage(now=self.story.now, people=self.council.people, profile=self.council.profile)
        self.told = [ACCOUNT, SAFE]

    async def to_its_end(self) -> Case:
        """Play every row; the case as it stands then."""
        await self.stage.says("pat", "here psw", PSW_CHANNEL)
        await self.stage.says("pat", f"here team {self.council.area}", TEAM_CHANNEL)
        await self._alert()
        for line in filter(None, map(str.strip, self.story.rows.splitlines())):
            if line.startswith("+"):
                await self._wait(line)
                continue
            who, event, said, hears = (*(part.strip() for part in line.split("|")), "", "")[:4]
            before = len((await self.stage.case()).entries)
            heard = await self._raise(who, event, self._fields(said))
            assert hears or len((await self.stage.case()).entries) > before, f"{line}\n{heard}"
            assert hears in heard, f"{line}\n{heard}"
        return await self.stage.case()

    async def _alert(self) -> None:
        who, desk = self.story.by, self.stage.desk
        await self.stage.says(who, self.story.begins)
        answers = {**USUAL, "area": self.council.area, **self.story.alert}
        while (draft := (await desk.load_person(who)).draft) and (place := current(draft)):
            value = answers[place.question]
            said = ", ".join(value) if isinstance(value, tuple) else str(value)
            await (self._answer(who, said) if self.by_buttons else self.stage.says(who, said))
            answered = (await desk.load_person(who)).draft
            assert answered, place
            assert answered.answers.get(place.question, place.child) is not None, (place, self.stage.last(who))
        heard = await (self.stage.presses(who, self._do(who, "submit")) if self.by_buttons else self._submit(who))
        assert REF in heard, heard

    async def _submit(self, who: str) -> str:
        return await self.stage.says(who, "submit")

    async def _answer(self, who: str, said: str) -> str:
        """Press the button that says it, or fill in the box of the card."""
        card = self.stage.heard[who][-1].card
        meant = said.replace(" ", "_")
        for button in buttons_of(card):
            if meant in (button.data.get("value"), button.data.get("command")):
                return await self.stage.presses(who, button.data)
        assert card is not None
        [box] = [box for section in card.sections for box in section.inputs]
        return await self.stage.presses(who, self._do(who, "answer"), **{box.id: said.replace(", ", ",")})

    def _do(self, who: str, do: str) -> Mapping[str, Any]:
        return next(b.data for b in buttons_of(self.stage.heard[who][-1].card) if b.data["do"] == do)

    async def _raise(self, who: str, event: str, fields: Mapping[str, str]) -> str:
        if not self.by_buttons:
            said = "; ".join(f"{name}: {value}" for name, value in fields.items())
            return await self.stage.says(who, f"do {SHORT} {event} {said}".strip())
        await self.stage.says(who, f"more {SHORT}" if event.endswith(".open") else f"status {SHORT}")
        heard = await self.stage.presses(who, self._shown(who, event).data)
        left = dict(fields)
        while (form := (await self.stage.desk.load_person(who)).form) is not None:
            card = self.stage.heard[who][-1].card
            assert card is not None, heard
            [box] = card.inputs
            value = left.pop(box.id.removesuffix("_given"), None)
            if value is None:
                return heard
            heard = await self.stage.presses(who, self._do(who, "field"), **{box.id: value.replace(", ", ",")})
            if (await self.stage.desk.load_person(who)).form == form:
                return heard
        assert not left, f"{event} did not ask {who} for {', '.join(left)}:\n{heard}"
        return heard

    def _shown(self, who: str, event: str) -> Button:
        """The button of an event on the latest card of this person's that has it."""
        place, _, name = event.partition(".")
        for message in reversed(self.stage.heard[who]):
            for button in buttons_of(message.card):
                if (button.data.get("process"), button.data.get("event")) == (place, name):
                    return button
        raise AssertionError(f"{who} is shown no button for {event}:\n{self.stage.last(who)}")

    def _fields(self, said: str) -> dict[str, str]:
        pairs = (part.partition(":") for part in said.split(";") if part.strip())
        fields = {name.strip(): self._put_in(value.strip()) for name, _, value in pairs}
        self.told += [value for value in fields.values() if value.endswith(".")]
        return fields

    def _put_in(self, value: str) -> str:
        def one(token: re.Match[str]) -> str:
            name = token[1]
            if name[0] in "+-":
                return (self.stage.now + self._length(name)).isoformat(timespec="minutes")
            return {"local_review": self.council.local_review, "checklist": ", ".join(CHECKLIST)}.get(
                name, self.council.name(name)
            )

        return re.sub(r"\{([^}]+)\}", one, value)

    def _length(self, words: str) -> timedelta:
        return timedelta(**{UNITS[words[-1]]: int(words[:-1])})

    async def _wait(self, line: str) -> None:
        """Time passes, and brings about what falls due."""
        length, _, expected = (part.strip() for part in line.partition("|"))
        before = len((await self.stage.case()).entries)
        await self.stage.later(**{UNITS[length[-1]]: float(length[1:-1])})
        entries = (await self.stage.case()).entries[before:]
        lapsed = [entry.what for entry in entries if entry.what.endswith(".lapse")]
        assert lapsed == list(filter(None, [expected])), lapsed

    def clocks(self, case: Case) -> dict[str, tuple[str, str]]:
        """Each clock: its last day, and what became of it."""
        found = clocks(case, self.stage.desk.profile, PROCESSES, self.stage.now)
        return {c.due.id: (str(c.due.due or c.due.target), c.state) for c in found}

    def said_to(self, who: str) -> str:
        """Everything that one person, the team or the PSW's channel heard."""
        return self.stage.all({"team": TEAM_CHANNEL, "psw": PSW_CHANNEL, "author": self.story.by}.get(who, who))

    def said_to_anybody(self) -> str:
        """Everything that was said, which is read on the way."""
        for heard in self.stage.heard.values():
            for message in heard:
                read(message)
        return "\n".join(plain(message) for heard in self.stage.heard.values() for message in heard)
