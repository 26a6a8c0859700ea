"""Draws a document as a Word file: real headings and table headings, British English, and nobody's name in it."""

import io
import unicodedata
import zipfile
from datetime import UTC, datetime
from itertools import zip_longest

import docx
from docx.document import Document as Drawn
from docx.enum.text import WD_COLOR_INDEX
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import _Row
from docx.text.paragraph import Paragraph

from dialogs.exports.document import Blank, Document, Line, Part, Points, Table, Words
from dialogs.wording import say

LANGUAGE = "en-GB"
FONT = "Arial"
PAGE, WIDTH = (210, 297), 166  # millimetres: a sheet of A4, and what is written on it
SHARES = {2: (2, 3), 3: (5, 8, 3), 4: (4, 3, 3, 3)}
"""How the width is shared between the columns of a table, by how many they are."""
INK = RGBColor(0x1F, 0x2A, 0x37)

_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip can hold: the same document is the same bytes
_JOINERS = "\u200c\u200d"  # invisible, but scripts and emoji need them
_UNSEEN = ("Cc", "Cf", "Cs")  # control characters, directions, halves of characters
_NONE = "\ufffe\uffff"  # no characters at all


def docx_of(document: Document, made: datetime) -> bytes:
    """The Word file, the same bytes for the same document and moment."""
    drawn = docx.Document()
    _prepare(drawn, document, made)
    drawn.add_heading(readable(document.title), level=0)
    _draw_all(drawn, document.parts)
    for section in document.sections:
        drawn.add_heading(readable(section.heading), level=1)
        _draw_all(drawn, section.parts)
    _foot(drawn, document.footer)
    return _same_bytes(drawn)


def readable(text: str) -> str:
    """The same words without characters that a Word file cannot hold, or that would hide or turn others."""
    return "\n".join("".join(map(_kept, line)) for line in text.splitlines())


def _kept(character: str) -> str:
    if character == "\t":
        return " "
    hidden = unicodedata.category(character) in _UNSEEN and character not in _JOINERS
    return "" if hidden or character in _NONE else character


def _draw_all(drawn: Drawn, parts: tuple[Part, ...]) -> None:
    for part, below in zip_longest(parts, parts[1:]):
        _draw(drawn, part, leads=isinstance(below, Table))


def _draw(drawn: Drawn, part: Part, *, leads: bool) -> None:
    """`leads` says that a table comes next: what is said of it stands on its page."""
    match part:
        case Line(words, quiet):
            line = drawn.add_paragraph(style="Quote" if quiet else None)
            line.paragraph_format.keep_with_next = leads or quiet
            _write(line, words)
        case Points(lines):
            for point in lines:
                _write(drawn.add_paragraph(style="List Bullet"), point)
        case Table():
            _table(drawn, part)


def _table(drawn: Drawn, table: Table) -> None:
    grid = drawn.add_table(rows=1, cols=len(table.head), style="Table Grid")
    grid.autofit = False
    _fill(grid.rows[0], table.head, bold=True)
    # Screen readers say the headings with each cell, and they stand again on the next page.
    grid.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for row in table.rows:
        _fill(grid.add_row(), row)
    shares = SHARES[len(table.head)]
    for column, share in zip(grid.columns, shares, strict=True):
        column.width = Mm(WIDTH * share // sum(shares))
        for cell in column.cells:
            cell.width = column.width
    gap = drawn.add_paragraph().paragraph_format
    gap.space_after, gap.line_spacing = Pt(0), Pt(6)


def _fill(row: _Row, every: tuple[Words, ...], *, bold: bool = False) -> None:
    """A row stays on one page, and the headings on that of the first row."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    for cell, words in zip(row.cells, every, strict=True):
        form = cell.paragraphs[0].paragraph_format
        form.space_before = form.space_after = Pt(2)
        form.keep_with_next = bold
        _write(cell.paragraphs[0], words, bold=bold)


def _write(paragraph: Paragraph, words: Words, *, bold: bool = False) -> None:
    run = paragraph.add_run(readable(say("written.fill", what=words.what) if isinstance(words, Blank) else words))
    run.bold = bold or None
    if isinstance(words, Blank):
        run.font.highlight_color = WD_COLOR_INDEX.YELLOW


def _prepare(drawn: Drawn, document: Document, made: datetime) -> None:
    """Properties without anybody's name, the language, and one plain font."""
    properties = drawn.core_properties
    properties.title, properties.language = readable(document.title), LANGUAGE
    properties.author = properties.last_modified_by = properties.comments = properties.keywords = ""
    properties.created = properties.modified = made.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    page = drawn.sections[0]
    page.page_width, page.page_height = Mm(PAGE[0]), Mm(PAGE[1])
    page.left_margin = page.right_margin = Mm((PAGE[0] - WIDTH) // 2)
    for language in drawn.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), LANGUAGE)
    for name, size in (("Normal", 11), ("Title", 22), ("Heading 1", 15), ("Quote", 11)):
        style = drawn.styles[name]
        style.font.name, style.font.size = FONT, Pt(size)
        style.font.color.rgb = INK
        fonts = style.element.rPr.rFonts
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)


def _foot(drawn: Drawn, words: str) -> None:
    paragraph = drawn.sections[0].footer.paragraphs[0]
    _write(paragraph, words)
    run = paragraph.add_run()
    for kind in ("begin", "end"):
        mark = OxmlElement("w:fldChar")
        mark.set(qn("w:fldCharType"), kind)
        run._r.append(mark)
        if kind == "begin":
            number = OxmlElement("w:instrText")
            number.text = "PAGE"
            run._r.append(number)


def _same_bytes(drawn: Drawn) -> bytes:
    """The file, packed anew without the time of packing."""
    packed, steady = io.BytesIO(), io.BytesIO()
    drawn.save(packed)
    with zipfile.ZipFile(packed) as source, zipfile.ZipFile(steady, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(zipfile.ZipInfo(name, _EPOCH), source.read(name), zipfile.ZIP_DEFLATED)
    return steady.getvalue()
