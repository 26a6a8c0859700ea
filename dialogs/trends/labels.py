"""What the rows of a table are called."""

from datetime import date, timedelta

from dialogs.desk import Desk
from dialogs.trends.counting import UNKNOWN
from dialogs.trends.suppressing import FEW, Hidden, Shown
from dialogs.wording import option_label, say

_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)


def label(desk: Desk, table: str, id: str) -> str:
    """A row by its name."""
    match table:
        case "months":
            return f"{date.fromisoformat(f'{id}-01'):%B %Y}" if "-" in id else id
        case "areas":
            return next((area.name for area in desk.profile.areas if area.id == id), id)
        case "findings":
            return say(f"finding.{id}.name")
        case "harm":
            return say("trends.unknown") if id == UNKNOWN else option_label("outcome", id)
        case "reviews":
            return next((outcome.name for outcome in desk.profile.rapid_review_outcomes if outcome.id == id), id)
        case "limits":
            return say(f"deadline.{id}")
        case "stages":
            return say(f"stage.learning_action.{id}")
        case _:
            return say(f"trends.{table}.{id}")


def short_label(desk: Desk, table: str, id: str, *, year: bool) -> str:
    """A row by its name, as a picture has room for it: months by three letters, and their `year` where they need it."""
    if table != "months" or "-" not in id:
        return label(desk, table, id)
    return f"{date.fromisoformat(f'{id}-01'):{'%b %y' if year else '%b'}}"


def number(shown: Shown) -> str:
    """A number, or why it is not there."""
    return say(f"trends.{shown.value}", few=FEW) if isinstance(shown, Hidden) else str(shown)


def lasted(span: timedelta) -> str:
    """A length of time: "less than an hour", "5 hours", "2 days 3 hours"."""
    if span < _HOUR:
        return say("trends.under_an_hour")
    days, hours = span // _DAY, span % _DAY // _HOUR
    parts = ((days, "day"), (hours, "hour"))
    return " ".join(_several(count, unit) for count, unit in parts if count)


def _several(count: int, unit: str) -> str:
    return say(f"trends.{unit}" if count == 1 else f"trends.{unit}s", count=count)
