"""What was worked out of something that never changes is not worked out again in the same turn."""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

Of = TypeVar("Of")
Found = TypeVar("Found")

_LATEST = 8


def remembered(work: Callable[[Of], Found]) -> Callable[[Of], Found]:
    """The same function, which remembers what it found of the latest few. They are told apart by identity: comparing
    whole alerts would take as long as the work."""
    latest: tuple[tuple[Of, Found], ...] = ()

    @wraps(work)
    def found(of: Of) -> Found:
        nonlocal latest
        for one, known in latest:
            if one is of:
                return known
        new = work(of)
        latest = (*latest[1 - _LATEST :], (of, new))
        return new

    return found
