"""A case as data, for another program: the same as `app.py show REF --json`. Source: product.md "On the wire"."""

import orjson

from dialogs.desk import Desk
from dialogs.record import record_of
from state.case import Case


def data(desk: Desk, case: Case) -> bytes:
    """The record as JSON in UTF-8."""
    bound = {row.bound: row.key.id for row in desk.store.rows("channel") if row.bound}
    record = record_of(case, desk.profile, desk.engine.processes, bound, desk.clock())
    return orjson.dumps(record, option=orjson.OPT_INDENT_2) + b"\n"
