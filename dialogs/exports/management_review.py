"""The template of the Independent Management Review. Source: R65–R70, R98 (G48–G57, G190–G199)."""

from dialogs.desk import Desk
from dialogs.exports.document import Blank, Words
from dialogs.exports.filling import said
from dialogs.exports.report import Kind, written
from dialogs.wording import say
from state.case import Case, Run
from state.processes.management_review import LOCAL

GUIDES = ("answers", "facts", "records", "context")


def management_review(desk: Desk, case: Case, run: Run) -> bytes:
    """It begins with the review that asked for it, and what that review asks. Source: G60, G61."""
    return written(desk, case, run, Kind("management_review", _asked, GUIDES))


def _asked(case: Case, run: Run) -> tuple[tuple[Words, ...], ...]:
    review = str(run.said("open", "choice") or LOCAL)
    local = case.run("local_review") if review == LOCAL else None
    enquiry, terms = (say(f"written.report.management_review.{what}") for what in ("enquiry", "terms"))
    name = say(f"process.{review}")
    return (
        (say("written.report.management_review.review"), f"{name[0].upper()}{name[1:]}"),
        (enquiry, said(local, "open", "text", enquiry) if local else Blank(enquiry)),
        (terms, said(local, "terms_agreed", "text", terms) if local else Blank(terms)),
    )
