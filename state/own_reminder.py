"""What somebody wishes to be reminded of, in words of their own, kept with them alone. Source: product.md, Commands."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime


@dataclass(frozen=True)
class OwnReminder:
    """At `at`, its owner is told `text` of a case, once. `sure` is false while the moment waits for their yes."""

    id: str
    ref: str
    at: datetime
    text: str
    sure: bool = True


def next_own(reminders: Iterable[OwnReminder]) -> datetime | None:
    """When the first of them is to be said, in UTC; None where none is."""
    return min((one.at.astimezone(UTC) for one in reminders if one.sure), default=None)
