"""Commands that list, for the PSW and the Unit: cases, find, overdue, due, and the table of cases."""

from bot.commands.command import Asked, command
from bot.commands.psw import PSW_AND_UNIT
from dialogs import board, case_table, finding, limit_list
from dialogs.desk import Desk, Owed
from dialogs.filters import Filter, read_filter


def narrows(desk: Desk, words: str) -> bool:
    """Whether words are a filter, all of them."""
    return isinstance(read_filter(desk, words), Filter)


@command(
    "cases",
    "perhaps_words",
    usage="[filter]",
    example="cases east overdue",
    roles=PSW_AND_UNIT,
    fits=narrows,
    group="lists",
)
async def cases(desk: Desk, asked: Asked) -> tuple[Owed, ...]:
    """The board: cases by what must happen today. Source: product.md."""
    return desk.say(asked.to, board.cases(desk, asked.words, asked.page, private=asked.private))


@command(
    "cases csv",
    "perhaps_words",
    usage="[filter]",
    example="cases csv opened this year",
    roles=PSW_AND_UNIT,
    private=True,
    fits=narrows,
    group="lists",
)
async def cases_csv(desk: Desk, asked: Asked) -> tuple[Owed, ...]:
    """Offer the cases as a table."""
    return desk.say(asked.to, case_table.offer(desk, asked.words))


@command(
    "find",
    "words",
    usage="WORDS",
    example="find 42",
    roles=PSW_AND_UNIT,
    hides=finding.may_be_record,
    group="lists",
)
async def find(desk: Desk, asked: Asked) -> tuple[Owed, ...]:
    """Look for cases by reference, area, stage or record id."""
    return desk.say(asked.to, finding.find(desk, asked.words, asked.page, private=asked.private))


@command(
    "overdue",
    "perhaps_words",
    usage="[filter]",
    example="overdue east",
    roles=PSW_AND_UNIT,
    fits=narrows,
    group="today",
)
async def overdue(desk: Desk, asked: Asked) -> tuple[Owed, ...]:
    """Every limit that has passed and is not done."""
    return desk.say(asked.to, limit_list.overdue(desk, asked.words, asked.page, private=asked.private))


def is_due(desk: Desk, words: str) -> bool:
    """Whether words say for when, or narrow the list."""
    return narrows(desk, words) or narrows(desk, f"due {words}")


@command(
    "due",
    "perhaps_words",
    usage="[today|week|DATE] [filter]",
    example="due week",
    roles=PSW_AND_UNIT,
    fits=is_due,
    group="today",
)
async def due(desk: Desk, asked: Asked) -> tuple[Owed, ...]:
    """The limits that end today, this week, or on a day."""
    return desk.say(asked.to, limit_list.due(desk, asked.words, asked.page, private=asked.private))


LISTS = (cases, cases_csv, find, overdue, due)
"""What bot/server.py offers."""
