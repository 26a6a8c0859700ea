"""Documents of a case that is played, opened again with the library that Word files are read with."""

import io
from collections.abc import Iterator

import docx
from docx.document import Document

from dialogs.exports.catalogue import available
from tests.stage import Stage, bound_stage

DOCX = ("docx", "pack", "summary", "imr", "review")

FOR_A_REPORT = (
    ("ada", "approve"),
    ("uma", "assess"),
    ("uma", "share"),
    ("kim", "executive_view choice: met; rationale: The harm is serious."),
    ("uma", "panel_notification.recommend choice: notify; rationale: The test is met."),
    ("cor", "decide_notify rationale: I agree with the view."),
    ("uma", "panel_notification.record_notified reference: P-1; sent_at: 2026-11-23T14:20"),
    ("pat", "agency_summary.appoint Sam Ford"),
    ("pat", "agree_parameters text: The manager is spoken to, in person."),
    ("kim", "convene meeting_at: 2026-12-09T10:00"),
    ("pat", "local_review.open text: How were bruises read?"),
    ("pat", "management_review.appoint Wes Moor"),
    ("pat", "internal_review.open text: How are visits recorded?"),
    ("pat", "learning_action.open text: Train the team.; person: Wes Moor; due: 2026-12-18; review: An audit."),
)
"""An alert that is notified, with a report of each kind under way."""


async def played() -> Stage:
    """A stage with that case."""
    stage = await bound_stage()
    await stage.alert_sent()
    for who, event in FOR_A_REPORT:
        reply = await stage.says(who, f"do 1 {event}")
        assert "Done." in reply, f"{who}: {event}\n{reply}"
    return stage


async def made(stage: Stage, document: str, person: str = "pat", ref: str = "NTK-2026-0001") -> bytes:
    """A document as a person may have it."""
    case = await stage.case(ref)
    return next(each.make() for each in available(stage.desk, case, person) if each.name == document)


def opened(content: bytes) -> Document:
    """The file, opened."""
    return docx.Document(io.BytesIO(content))


def read(content: bytes) -> str:
    """Every paragraph and, with bars between cells, every row of every table."""
    return "\n".join(_read(opened(content)))


def _read(document: Document) -> Iterator[str]:
    for paragraph in document.paragraphs:
        yield paragraph.text
    for table in document.tables:
        for row in table.rows:
            yield " | ".join(cell.text for cell in row.cells)


def headings(content: bytes) -> list[str]:
    """The headings, by their styles."""
    return [p.text for p in opened(content).paragraphs if p.style and p.style.name == "Heading 1"]
