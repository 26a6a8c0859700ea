"""What stands in each document of a whole case, and how the file is made."""

import io
import zipfile
from xml.etree import ElementTree

import orjson
import pytest

from dialogs.exports.writer import readable
from dialogs.language import look_at
from dialogs.record import record_of
from dialogs.wording import SENTENCES, say
from state.processes import PROCESSES
from tests.bot.test_conversations import REFERRAL
from tests.dialogs.exports.opened import DOCX, headings, made, opened, played, read
from tests.stage import ALERT, PSW_CHANNEL, TEAM_CHANNEL, Stage, bound_stage

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

SECTIONS = [
    "Biography of the child or children",
    "Family, background, identity and protected characteristics",
    "Services that the family had",
    "Current situation and safeguarding arrangements",
    "Analysis and learning",
    "Recommendations and SMART actions",
    "Chronology",
]


@pytest.mark.rule("R2")
@pytest.mark.rule("R4")
async def test_the_alert_holds_every_answer_with_its_number() -> None:
    stage = await bound_stage()
    await stage.alert_sent()
    text = read(await made(stage, "docx"))
    for line in (
        "Reference | NTK-2026-0001",
        "Area | East Kent",
        "Sent by | [To fill in: name of the author of the alert]",
        "11. Harm to the child | Life-threatening harm",
        "30. What happened | The child was found unwell at home.",
        "31. Safety now | Both children are with their grandmother.",
    ):
        assert line in text, f"{line}\nis not in\n{text}"


async def test_what_was_given_since_belongs_to_the_alert_and_other_steps_do_not() -> None:
    stage = await played()
    await stage.says("uma", "do 1 note text: Rang the ward at noon.")
    text = read(await made(stage, "docx"))
    assert "Rang the ward at noon." in text
    assert "The harm is serious." not in text


async def test_an_author_who_is_in_the_people_file_is_named() -> None:
    stage = await bound_stage()
    await stage.alert_sent("mia")
    assert "Sent by | Mia Brook" in read(await made(stage, "docx"))


@pytest.mark.rule("R28")
@pytest.mark.rule("R30")
def test_the_pack_follows_the_form_and_marks_what_is_not_held(files: dict[str, bytes]) -> None:
    content = files["pack"]
    assert headings(content) == [
        "Who notifies", "Child 1 of 1", "The incident", "The family", "Safeguarding and the services involved",
        "The criteria and the decision", "Papers to add",
    ]  # fmt: skip
    text = read(content)
    for line in (
        "To be sent by | Monday 30 November 2026",
        "Local authority | Kent",
        "Name of the person who notifies | Pat Heath",
        "Their telephone number | [To fill in: Their telephone number]",
        "Date of birth, or date on which the birth is expected | [To fill in:",
        "Harm to the child | Life-threatening harm",
        "What happened | The child was found unwell at home.",
        "View of the Executive | The Executive’s view: the threshold is met, and notifying the Panel is for the "
        "council\nThe harm is serious.",
        "Recommendation | Notify the Panel\nThe test is met.",
        "Cor Dale",
        "I agree with the view.",
        "Ofsted and the Department for Education",
    ):
        assert line in text, f"{line}\nis not in\n{text}"
    assert "When the child died" not in text


async def test_the_pack_asks_for_each_child_by_itself() -> None:
    stage = await bound_stage()
    told = (*ALERT[:4], "5", "yes", *ALERT[5:])
    await stage.alert_sent(told=told)
    content = await made(stage, "pack")
    assert [heading for heading in headings(content) if heading.startswith("Child")] == [
        f"Child {n} of 5" for n in range(1, 6)
    ]
    text = read(content)
    assert "The form takes up to four children" in text
    assert "Decision | [To fill in: Not decided yet]" in text


@pytest.mark.rule("R98")
@pytest.mark.parametrize(
    ("document", "title", "lines"),
    [
        (
            "summary",
            "Agency Involvement Summary Report",
            ("Author | Sam Ford", "Who is spoken to, and how | The manager is spoken to, in person."),
        ),
        (
            "imr",
            "Independent Management Review",
            (
                "Author | Wes Moor",
                "Written for | The Local Child Safeguarding Practice Review",
                "Key lines of enquiry | How were bruises read?",
                "Terms of Reference | [To fill in: Terms of Reference]",
            ),
        ),
        (
            "review",
            "Internal Review",
            ("Author | [To fill in: name of the author of the report]", "What was proposed | How are visits recorded?"),
        ),
    ],
)
def test_a_report_has_the_sections_and_what_is_known(
    files: dict[str, bytes], document: str, title: str, lines: tuple[str, ...]
) -> None:
    content = files[document]
    assert headings(content)[-len(SECTIONS) :] == SECTIONS
    text = read(content)
    assert text.startswith(title)
    for line in (
        *lines,
        "Approval | Assistant Director for Safeguarding, Professional Standards and Quality Assurance",
        "Safety now | Both children are with their grandmother.",
        "Train the team. | An audit. | Wes Moor | Friday 18 December 2026",
        "Monday 23 November 2026, 08:00 | When it happened | The alert",
        "Monday 23 November 2026 | Notifying the national Panel: Notified to the national Panel | The record of",
        "[To fill in: the text of this section]",
    ):
        assert line in text, f"{line}\nis not in\n{text}"


def test_the_chronology_is_in_the_order_of_time(files: dict[str, bytes]) -> None:
    rows = [row.cells[1].text for row in opened(files["imr"]).tables[-1].rows]
    expected = ["When it happened", "First known to the council", "Notifying the national Panel: Notified"]
    found = [next(n for n, row in enumerate(rows) if row.startswith(event)) for event in expected]
    assert found == sorted(found)


@pytest.mark.rule("R98")
def test_the_templates_keep_the_rules_that_they_give() -> None:
    """No acronym, contraction, colloquial or vague word in what the product itself writes into a report."""
    keys = ("title", "heading", "text", "guides", "agency_summary", "management_review", "internal_review")
    own = [s for key, s in SENTENCES.items() if key.startswith(tuple(f"written.report.{k}." for k in keys))]
    assert len(own) > 30
    assert [(found.kind, found.words) for found in look_at("\n".join(own), {})] == []


@pytest.mark.parametrize("document", DOCX)
async def test_a_file_names_nobody_in_its_properties_and_is_the_same_twice(
    stage: Stage, files: dict[str, bytes], document: str
) -> None:
    content = files[document]
    assert content == await made(stage, document)
    properties = opened(content).core_properties
    assert (properties.author, properties.last_modified_by, properties.comments) == ("", "", "")
    assert properties.language == "en-GB"
    assert properties.title == opened(content).paragraphs[0].text
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        assert {info.date_time[0] for info in packed.infolist()} == {1980}
        held = b"".join(packed.read(name) for name in packed.namelist() if name.startswith("docProps/"))
        styles = ElementTree.fromstring(packed.read("word/styles.xml"))
    assert b"python" not in held
    assert {lang.get(f"{W}val") for lang in styles.iter(f"{W}lang")} == {"en-GB"}


@pytest.mark.parametrize("document", DOCX)
def test_every_table_has_a_row_of_headings(files: dict[str, bytes], document: str) -> None:
    tables = opened(files[document]).tables
    assert tables
    for table in tables:
        assert table.rows[0]._tr.find(f"{W}trPr/{W}tblHeader") is not None
        assert all(cell.text for cell in table.rows[0].cells)


@pytest.mark.parametrize("document", DOCX)
def test_it_is_on_a4_and_no_row_is_torn_apart_by_the_end_of_a_page(files: dict[str, bytes], document: str) -> None:
    drawn = opened(files[document])
    page = drawn.sections[0]
    assert (round(page.page_width.mm), round(page.page_height.mm)) == (210, 297)
    for table in drawn.tables:
        assert sum(column.width.mm for column in table.columns) <= page.page_width.mm - 2 * page.left_margin.mm + 1
        assert all(row._tr.find(f"{W}trPr/{W}cantSplit") is not None for row in table.rows)


def test_how_the_reports_were_made_is_no_part_of_their_chronology(files: dict[str, bytes]) -> None:
    rows = [row.cells[1].text for row in opened(files["imr"]).tables[-1].rows]
    assert "The Local Child Safeguarding Practice Review: Commissioned" in rows
    assert not [row for row in rows if row.startswith(("The agency summary", "The Independent", "A learning action"))]


HOSTILE = "Found </w:t> & <b> {0} {ref} %s =cmd|' /C calc'!A1 “quoted”\u202e\x00\x1b\ufffe with line\ntwo 👩‍👧"


def test_what_a_file_cannot_hold_is_left_out_and_nothing_else() -> None:
    assert readable(HOSTILE) == "Found </w:t> & <b> {0} {ref} %s =cmd|' /C calc'!A1 “quoted” with line\ntwo 👩‍👧"
    assert readable("\ud83d a\tb") == " a b"


async def test_hostile_words_stand_in_a_document_as_they_were_typed() -> None:
    stage = await bound_stage()
    told = tuple(HOSTILE if text == "The child was found unwell at home." else text for text in ALERT)
    await stage.alert_sent(told=told)
    for document in ("docx", "pack"):
        assert "</w:t> & <b> {0} {ref} %s =cmd|' /C calc'!A1 “quoted”" in read(await made(stage, document))


async def test_the_data_is_what_the_command_line_shows(stage: Stage) -> None:
    case = await stage.case()
    bound = {"psw": PSW_CHANNEL, "team:east": TEAM_CHANNEL}
    expected = record_of(case, stage.desk.profile, PROCESSES, bound, stage.now)
    assert orjson.loads(await made(stage, "json")) == orjson.loads(orjson.dumps(expected))
    assert expected["answers"]["what_happened"] == "The child was found unwell at home."


async def test_a_case_begun_from_a_referral_has_its_documents_too() -> None:
    stage = await bound_stage()
    for text in (*REFERRAL, "submit"):
        await stage.says("uma", text)
    case = await stage.case()
    assert case.author == ""
    assert "NTK-2026-0001" in read(await made(stage, "docx", "uma"))
    assert "Who notifies" in headings(await made(stage, "pack", "uma"))
    assert b"BEGIN:VEVENT" in await made(stage, "ics", "uma")


def test_every_sentence_that_fills_a_place_says_so() -> None:
    assert say("written.fill", what="a date") == "[To fill in: a date]"
