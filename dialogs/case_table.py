"""Cases as a table for a spreadsheet: references, stages and dates, no names and no record ids."""

import csv
import io
from collections.abc import Iterator
from datetime import datetime

from dialogs.case_lines import roles_of, stage_of
from dialogs.clock_words import day
from dialogs.desk import Desk
from dialogs.exporting import File
from dialogs.facts import titles
from dialogs.filters import Filter, Strange, queries, read_filter
from dialogs.limit_words import limit_name
from dialogs.strange import strange
from dialogs.wording import say
from state.documents import Key
from state.index import Row
from state.listing import next_limit
from state.message import FileOffer, Message
from state.moments import LONDON
from state.roles import UNIT_OR_PSW

NAME = "cases.csv"
COMMAND = "cases csv"
TABLE = "cases"
"""What the offer carries in place of a case's reference."""

_COLUMNS = ("reference", "area", "stage", "opened", "closed", "findings", "limit", "roles")
_BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_MARK = "\ufeff"  # by which spreadsheets know that it is UTF-8


def offer(desk: Desk, words: str) -> Message:
    """The offer of the cases that fit, open and closed unless one of them was said."""
    wanted = read_filter(desk, words)
    if isinstance(wanted, Strange):
        return strange(desk, COMMAND, wanted, private=True)
    rows, said = list(_rows(desk, wanted)), wanted.said(desk) or say("table.every")
    if not rows:
        return Message(say("table.none", filter=said))
    data = {"ref": TABLE, "document": wanted.typed or TABLE, "offer": desk.token()}
    text = say("table.offered", count=len(rows), filter=said)
    return Message(text, file=FileOffer(NAME, say("table.description"), len(_made(desk, rows)), data))


async def release(desk: Desk, person: str, typed: str, offered: str) -> File | Message:
    """The table that somebody said yes to, for those who may list cases, made as things stand now. It holds no details,
    so no case notes it; each offer is good once."""
    if not desk.directory.holds_any(person, UNIT_OR_PSW):
        return Message(say("refused.command", who=titles(desk, UNIT_OR_PSW)))
    wanted = filter_of(desk, typed)
    if wanted is None:
        return Message(say("pressed.unknown"))
    async with desk.hearing(person, offered, f"person:{person}") as turn:
        if turn is None:
            return Message(say("export.again", command=wanted.after(COMMAND)))
        await desk.finish(turn)
    return File(NAME, table(desk, wanted))


def command(typed: str) -> str:
    """What is typed to be offered the table again."""
    return COMMAND if typed == TABLE else f"{COMMAND} {typed}"


def table(desk: Desk, wanted: Filter) -> bytes:
    """The table itself, as things stand now."""
    return _made(desk, _rows(desk, wanted))


def filter_of(desk: Desk, document: str) -> Filter | None:
    """The filter that an offer carried; None where it is none of ours."""
    wanted = read_filter(desk, "" if document == TABLE else document)
    return wanted if isinstance(wanted, Filter) else None


def _rows(desk: Desk, wanted: Filter) -> Iterator[Row]:
    found = (desk.store.look(query, 0, None) for _, query in queries(wanted, desk.clock()))
    rows = (desk.store.row(Key("case", item.ref)) for one in found for item in one.items)
    return (row for row in rows if row)


def _made(desk: Desk, rows: Iterator[Row] | list[Row]) -> bytes:
    text = io.StringIO(_MARK, newline="")
    text.seek(0, io.SEEK_END)
    writer = csv.writer(text)
    writer.writerow([say(f"table.{column}") for column in _COLUMNS])
    writer.writerows([[harmless(cell) for cell in _cells(desk, row)] for row in rows])
    return text.getvalue().encode()


def harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(_BEGINS_A_FORMULA) else cell


def _cells(desk: Desk, row: Row) -> Iterator[str]:
    limit = None if row.closed else next_limit(row)
    yield from (row.key.id, desk.area_name(row.area), stage_of(row))
    yield from (_day(row.opened), _day(row.closed))
    yield "; ".join(say(f"finding.{finding}.name") for finding in row.findings)
    yield f"{limit_name(limit)}: {day(limit.due)}" if limit else ""
    yield "" if row.closed else roles_of(desk, row)


def _day(moment: datetime | None) -> str:
    return str(moment.astimezone(LONDON).date()) if moment else ""
