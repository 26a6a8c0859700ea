"""What is known of a document without opening it. A cache: always computed from the document itself."""

import hashlib
from datetime import UTC, date, datetime
from typing import NamedTuple

from state.anchor import Anchor, Head
from state.case import Case
from state.common import FOLD
from state.deliveries import unrecorded
from state.documents import Address, Channel, Deputy, Document, Key, Person, key_of
from state.edition import Edition
from state.journal import Journal
from state.limit import End, Limit
from state.processes import is_open
from state.record_hash import OF_THIS_PROCESS, records_in

NEVER_YET = datetime.min.replace(tzinfo=UTC)


class Row(NamedTuple):
    """One line of the index. Fields that do not apply to the kind of document are empty.

    `seq` is the highest sequence number of its posts; `due` is the moment, in UTC, at which time may have brought
    something about in it; `moved` are the moments of the latest step of each process.
    """

    key: Key
    revision: int
    owed: tuple[int, ...] = ()  # the sequence numbers of posts that wait to be delivered
    owed_since: datetime | None = None  # when the oldest of them was made
    area: str = ""
    author: str = ""
    draft: str = ""
    states: tuple[tuple[str, int, str], ...] = ()  # process, key, state
    edition: Edition | None = None  # small, and wanted whole
    bound: str | None = None
    deputy: Deputy | None = None
    reachable: bool = False
    way: str = ""  # by which it is reached, as `way_of` knows it
    head: Head | None = None
    code: str = ""  # of a day's anchor
    unrecorded: bool = False  # posts were delivered that do not stand in the audit yet
    requests: tuple[tuple[str, str, int], ...] = ()  # group sessions asked for: the offer's id, area, version
    unreachable: bool = False
    due: datetime | None = None
    planned: str = ""
    limits: tuple[Limit, ...] = ()
    ends: tuple[End, ...] = ()
    opened: datetime | None = None
    moved: tuple[datetime, ...] = ()
    digested: date | None = None
    purged: bool = False  # and nothing has happened in it since
    unsay: bool = False  # something is still to be deleted in Teams
    folded: str = ""  # the case into which it was folded
    linked: tuple[str, ...] = ()
    records: frozenset[str] = frozenset()  # keyed hashes of the record ids of a case as it is now, or of a draft
    findings: tuple[str, ...] = ()
    closed: datetime | None = None  # since when nothing is owed in a case
    named: tuple[str, ...] = ()  # for each of `states`, whom the process names; empty where nobody
    seq: int = 0


def row_of(document: Document, secret: bytes = OF_THIS_PROCESS) -> Row:
    """The index row of a document; `secret` is the one under which this index knows record ids."""
    waiting = [p for p in document.posts if p.owed]
    since = min((p.created for p in waiting), default=None)
    seq = max((p.seq for p in document.posts), default=0)
    row = Row(key_of(document), document.revision, tuple(p.seq for p in waiting), since, seq=seq)
    match document:
        case Case():
            return _of_case(row, document, secret)
        case Channel():
            way = way_of(document.address)
            return row._replace(bound=document.bound, reachable=bool(way), way=way, digested=document.digested)
        case Person():
            return row._replace(
                deputy=document.deputy,
                reachable=document.address is not None and document.unreachable is None,
                way=way_of(document.address),
                unreachable=document.unreachable is not None,
                due=_utc(document.due),
                digested=document.digested,
                requests=tuple((s.id, s.area, s.run.version) for s in document.support if s.requested),
                records=frozenset(id for draft in document.drafts for id in records_in(draft.answers, secret)),
            )
        case Edition():
            return row._replace(edition=document)
        case Journal():
            return row._replace(head=document.head)
        case Anchor():
            return row._replace(code=document.code)


def way_of(address: Address | None) -> str:
    """What an address is compared by; empty where there is none."""
    return hashlib.sha256(repr(address).encode()).hexdigest()[:32] if address else ""


def _of_case(row: Row, case: Case, secret: bytes) -> Row:
    moved = tuple(at for run in case.runs if run.steps and (at := run.steps[-1].at) > (case.purged or NEVER_YET))
    return row._replace(
        area=case.area,
        author=case.author,
        draft=case.draft,
        # In a case that was folded into another nobody is waited for.
        states=() if case.folded_into else tuple((run.process, run.key, run.state) for run in case.runs),
        named=() if case.folded_into else tuple(run.person or "" for run in case.runs),
        folded=case.folded_into or "",
        linked=case.linked,
        # One that was stored before the bot looked at the time is looked at once, to be planned.
        due=_utc(case.opened if case.swept is None else case.due),
        planned=case.planned,
        limits=case.limits,
        ends=case.ends,
        opened=case.opened,
        moved=moved,
        purged=case.purged is not None and not moved,
        unsay=bool(case.unsay),
        head=Head(case.ref, len(case.entries), case.entries[-1].hash) if case.entries else None,
        unrecorded=bool(unrecorded(case)),
        records=records_in(case.current, secret) if case.answers else frozenset(),
        findings=tuple(dict.fromkeys(found.finding for found in case.findings)),
        closed=_closed(case),
    )


def _closed(case: Case) -> datetime | None:
    """When the last process of a case came to its end, or it was folded into another; a note that is left later changes
    nothing of that."""
    if case.folded_into and (fold := case.origin.last(FOLD)):
        return fold.at
    if not case.runs or any(is_open(run.process, run.state) for run in case.runs):
        return None
    return max((s.at for run in case.runs for s in run.steps if s.source != s.target and not s.undone), default=None)


def _utc(moment: datetime | None) -> datetime | None:
    return moment and moment.astimezone(UTC)
