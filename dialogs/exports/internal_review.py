"""The template of the internal review. Source: R74, R75, R98, R104 (G69–G72)."""

from dialogs.desk import Desk
from dialogs.exports.document import Words
from dialogs.exports.filling import said
from dialogs.exports.report import Kind, written
from dialogs.wording import say
from state.case import Case, Run


def internal_review(desk: Desk, case: Case, run: Run) -> bytes:
    """It begins with why it was proposed."""
    return written(desk, case, run, Kind("internal_review", _asked))


def _asked(_: Case, run: Run) -> tuple[tuple[Words, ...], ...]:
    what = say("written.report.internal_review.proposal")
    return ((what, said(run, "open", "text", what)),)
