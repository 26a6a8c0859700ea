"""The template of the Agency Involvement Summary Report. Source: R45, R55–R60, R98 (G26–G33, G184–G189)."""

from dialogs.desk import Desk
from dialogs.exports.document import Words
from dialogs.exports.filling import said
from dialogs.exports.report import Kind, written
from dialogs.wording import say
from state.case import Case, Run


def agency_summary(desk: Desk, case: Case, run: Run) -> bytes:
    """It begins with what the PSW and the author agreed. Source: G32, G185."""
    return written(desk, case, run, Kind("agency_summary", _asked))


def _asked(_: Case, run: Run) -> tuple[tuple[Words, ...], ...]:
    what = say("written.report.agency_summary.parameters")
    return ((what, said(run, "agree_parameters", "text", what)),)
