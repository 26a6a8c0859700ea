"""What is shown together on one card: tables by topic, each with the picture that fits it."""

from dataclasses import dataclass
from typing import Literal

OVERVIEW, TIMES = "overview", "times"


@dataclass(frozen=True)
class Part:
    """A table on a card, and how it is drawn. Those in `order` stay as they are; others stand by size."""

    table: str
    kind: Literal["columns", "bars"] = "bars"
    order: bool = False


TOPICS = {
    OVERVIEW: (Part("months", "columns", order=True), Part("areas", order=True), Part("outcomes")),
    "findings": (Part("findings"), Part("harm"), Part("reviews")),
    TIMES: (),
    "limits": (Part("limits"),),
    "learning": (Part("stages"), Part("themes")),
}
