"""What a list is narrowed to, by ids alone: it can be typed again, and carried by a button."""

from dataclasses import dataclass, replace
from typing import Literal

from dialogs.desk import Desk
from dialogs.facts import role_title
from dialogs.filters.days import Days
from dialogs.wording import say

Status = Literal["", "open", "closed", "all"]


@dataclass(frozen=True)
class Filter:
    """All of it must hold. `marks` are as in `state.listing`; `late` are limits that have passed, `late_in` of those
    days; `due` are limits that end in those days."""

    marks: tuple[str, ...] = ()
    status: Status = ""
    late: bool = False
    late_in: Days | None = None
    due: Days | None = None
    opened: Days | None = None
    closed: Days | None = None

    @property
    def typed(self) -> str:
        """The words that mean the same on any day: "area east overdue"."""
        parts = [mark.removeprefix("ref:").replace(":", " ").replace("_", " ") for mark in self.marks]
        if self.status and not (self.status == "closed" and self.closed):
            parts.append(self.status)
        if self.late:
            parts.append(f"overdue {self.late_in.typed}" if self.late_in else "overdue")
        named = (("due", self.due), ("opened", self.opened), ("closed", self.closed))
        return " ".join((*parts, *(f"{name} {days.typed}" for name, days in named if days)))

    def after(self, command: str) -> str:
        """A command that lists just that; what the command says by itself is not said twice."""
        besides = replace(self, late=self.late and (command != "overdue" or self.late_in is not None))
        if command == "due" and self.due:
            command, besides = f"due {self.due.typed}", replace(besides, due=None)
        return f"{command} {besides.typed}".strip()

    def said(self, desk: Desk) -> str:
        """What was understood, for people: "East Kent; waiting for Area Assistant Director; overdue"."""
        parts = [_said(desk, mark) for mark in self.marks]
        if self.status and not self.closed:
            parts.append(say(f"filter.{self.status}"))
        if self.late:
            parts.append(say("filter.late_in", days=self.late_in.said) if self.late_in else say("filter.late"))
        named = (("due", self.due), ("opened", self.opened), ("ended", self.closed))
        return "; ".join((*parts, *(say(f"filter.{name}", days=days.said) for name, days in named if days)))


def _said(desk: Desk, mark: str) -> str:
    kind, _, id = mark.partition(":")
    match kind:
        case "area":
            return desk.profile.area(id).name
        case "awaits":
            return say("filter.awaits", who=role_title(desk, id))
        case "process":
            name = say(f"process.{id}").removeprefix("the ")
            return f"{name[0].upper()}{name[1:]}"
        case "finding":
            return say("filter.finding", finding=say(f"finding.{id}.name"))
        case "stage":
            return say("filter.stage", stage=stage_words(id))
        case _:
            return id


def stage_words(id: str) -> str:
    """A stage by its id, with that of its process before it where one is meant."""
    return id.replace(".", " ").replace("_", " ")
