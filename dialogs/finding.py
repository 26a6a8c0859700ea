"""Looking for cases: by reference, area, stage or record id, never by what was written. Source: product.md."""

from dialogs.board import board
from dialogs.case_lines import case_section
from dialogs.desk import Desk
from dialogs.filters import Filter, Strange, read_filter
from dialogs.paging import SIZE
from dialogs.reading import is_record
from dialogs.references import is_whole
from dialogs.strange import strange
from dialogs.wording import say
from state.documents import Key
from state.index import Row
from state.listing import Kind, Query
from state.message import Card, Message, Section

KINDS: tuple[Kind, Kind] = ("open", "closed")


def find(desk: Desk, words: str, page: int = 1, *, private: bool = True) -> Message:
    """The cases, open and closed, that these words name; a record id is compared by its keyed hash."""
    wanted = read_filter(desk, words)
    if is_record(words) and (isinstance(wanted, Strange) or wanted == Filter(_refs(wanted))):
        refs = frozenset() if isinstance(wanted, Strange) else frozenset(_refs(wanted))
        record = frozenset((f"record:{desk.store.record_hash(words)}",))
        return _listed(desk, [*_with(desk, refs), *_with(desk, record)])
    if isinstance(wanted, Strange):
        return strange(desk, "find", wanted, private=private)
    return board(desk, wanted, page, "find")


def may_be_record(words: str) -> bool:
    """Whether words can be a record id, so that what is found tells whose it is: no channel hears that."""
    return is_record(words) and not is_whole(words)


def _refs(wanted: Filter) -> tuple[str, ...]:
    return tuple(mark for mark in wanted.marks if mark.startswith("ref:"))


def _with(desk: Desk, marks: frozenset[str]) -> list[Row]:
    found = (desk.store.look(Query(kind, marks), 0, None) for kind in KINDS if marks)
    rows = (desk.store.row(Key("case", item.ref)) for one in found for item in one.items)
    return [row for row in rows if row]


def _listed(desk: Desk, rows: list[Row]) -> Message:
    every = list({row.key: row for row in rows}.values())
    if not every:
        return Message(say("find.none"))
    more = (Section(lines=(say("limits.more", count=len(every) - SIZE),)),) if len(every) > SIZE else ()
    shown = tuple(case_section(desk, row) for row in every[:SIZE])
    return Message(card=Card(say("find.title", count=len(every)), sections=(*shown, *more)))
