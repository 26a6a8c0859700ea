"""A command for those who look after many cases: trends."""

from bot.commands.command import Asked, command
from dialogs.desk import Desk, Owed
from dialogs.trends import asking
from state.roles import COUNTS


def is_period(desk: Desk, words: str) -> bool:
    """Whether words name a topic or a period."""
    return asking.wish_in(desk, words) is not None


@command(
    "trends",
    "perhaps_words",
    usage="[period]",
    example="trends last quarter",
    roles=COUNTS,
    fits=is_period,
    hides=asking.is_file,
    group="lists",
)
async def trends(desk: Desk, asked: Asked) -> tuple[Owed, ...]:
    """Counts, times and themes over a period. Source: R99 (G177, G178, G180–G183)."""
    only_for = bool(asked.incoming.address.only_for)
    return await asking.trends(desk, asked.speaker, asked.words, asked.to, channel=not asked.private, only_for=only_for)


TRENDS = (trends,)
