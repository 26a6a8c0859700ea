"""Who may have which document of a case, how it is offered, and what the audit keeps of it."""

import pytest

from dialogs.exporting import File, release
from state.audit import first_broken
from state.message import FileOffer, Message
from state.people import Directory, Member
from tests.dialogs.exports.opened import played
from tests.stage import AUTHOR, PEOPLE, PSW_CHANNEL, Stage, bound_stage

REF = "NTK-2026-0001"
EVERYTHING = {"docx", "pack", "ics", "json", "summary", "imr", "review"}
NOTHING: set[str] = set()

# who, while reports are being written, may have what
MAY_HAVE = [
    ("pat", EVERYTHING),
    ("uma", EVERYTHING),
    (AUTHOR, {"docx"}),
    ("mia", {"docx"}),
    ("ada", {"docx"}),
    ("ash", {"docx"}),
    ("dee", {"docx"}),
    ("cor", {"docx"}),
    ("kim", {"docx"}),
    ("sam", {"docx", "summary"}),
    ("wes", {"docx", "imr"}),
    ("zoe", NOTHING),
]


def offer_in(stage: Stage, person: str) -> FileOffer:
    return next(m.file for m in reversed(stage.heard[person]) if isinstance(m.file, FileOffer))


@pytest.mark.parametrize(("who", "what"), MAY_HAVE, ids=[who for who, _ in MAY_HAVE])
async def test_who_may_have_what(who: str, what: set[str]) -> None:
    stage = await played()
    card = await stage.says(who, "export 1")
    for document in sorted(EVERYTHING):
        reply = await stage.says(who, f"export 1 {document}")
        offered = stage.heard[who][-1].file
        assert (offered is not None) == (document in what), f"{document}: {reply}"
        released = await release(stage.desk, who, REF, document, f"offer-{document}")
        assert isinstance(released, File) == (document in what)
    if not what:
        assert card == (await stage.says(who, "export 999")).replace("NTK-2026-0999", REF)


async def test_the_card_offers_what_there_is_as_buttons() -> None:
    stage = await bound_stage()
    await stage.alert_sent()
    card = await stage.says("pat", "export 1")
    assert "[The alert] [Notification pack] [Calendar] [Data]" in card
    assert "review" not in card
    reply = await stage.presses("pat", "Calendar")
    assert "May I put it into your OneDrive?" in reply
    assert offer_in(stage, "pat").name == f"{REF} calendar.ics"
    await stage.says("pat", "more 1")
    assert "What would you like to have?" in await stage.presses("pat", "Documents")


NAMED = [
    ("calendar", "calendar"),
    ("the calendar", "calendar"),
    ("Calendar 1", "calendar"),
    ("alert", "alert"),
    ("as a word document", "alert"),
    ("notification pack", "notification pack"),
    ("data", "data"),
    ("the agency summary", "agency summary"),
    ("agency summary template", "agency summary"),
    ("management review", "management review"),
    ("Independent Management Review", "management review"),
    ("internal review", "internal review"),
]


async def test_a_document_is_had_by_any_name_that_help_and_its_button_give_it() -> None:
    stage = await played()
    for words, file in NAMED:
        assert "May I put it" in await stage.says("pat", f"export 1 {words}"), words
        assert offer_in(stage, "pat").name.startswith(f"{REF} {file}."), words
    for words in ("calendar 2", "everything", "the"):
        assert "I cannot give you that document" in await stage.says("pat", f"export 1 {words}"), words


async def test_an_offer_holds_ids_and_no_content() -> None:
    stage = await bound_stage()
    await stage.alert_sent()
    await stage.says(AUTHOR, "export 1 docx")
    offer = offer_in(stage, AUTHOR)
    assert set(offer.data) == {"ref", "document", "offer"}
    assert offer.size > 10_000
    assert "unwell" not in f"{offer.name}{offer.description}{offer.data}"


@pytest.mark.parametrize("words", ["DOCX", "docx.", " docx ", "docx#1"])
async def test_a_document_is_named_as_people_type(words: str) -> None:
    stage = await bound_stage()
    await stage.alert_sent()
    reply = await stage.says("pat", f"export 42 {words}".replace("42", "1"))
    assert ("May I put it" in reply) == (words != "docx#1")


async def test_a_document_that_is_not_there_names_those_that_are() -> None:
    stage = await bound_stage()
    await stage.alert_sent()
    assert "you can have: docx, pack, ics, json." in await stage.says("pat", "export 1 imr")
    assert "you can have: docx." in await stage.says(AUTHOR, "export 1 json")


async def test_a_finished_report_has_no_template_and_a_second_has_a_number() -> None:
    stage = await played()
    for who, event in (
        ("sam", "send_to_psw"),
        ("pat", "agency_summary.quality_checked"),
        ("ash", "agency_summary.approve"),
        ("pat", "return_to_kscmp when: 2026-11-23T14:15"),
    ):
        assert "Done." in await stage.says(who, f"do 1 {event}")
    assert "I cannot give you" in await stage.says("pat", "export 1 summary")
    assert "Done." in await stage.says("pat", "do 1 agency_summary.open")
    await stage.says("pat", "export 1 summary 2")
    assert offer_in(stage, "pat").name == f"{REF} agency summary 2.docx"
    assert offer_in(stage, "pat").data["document"] == "summary#2"


async def test_what_leaves_is_written_into_the_case_before_and_only_once() -> None:
    stage = await bound_stage()
    await stage.alert_sent()
    before = len((await stage.case()).entries)
    await stage.says("pat", "export 1 pack")
    assert len((await stage.case()).entries) == before
    offer = str(offer_in(stage, "pat").data["offer"])
    assert isinstance(await release(stage.desk, "pat", REF, "pack", offer), File)
    case = await stage.case()
    entry = case.entries[-1]
    assert (entry.what, entry.who, entry.role) == ("exported", "pat", "psw")
    assert entry.record == {"document": "pack", "offer": offer}
    assert first_broken(case.entries) is None
    again = await release(stage.desk, "pat", REF, "pack", offer)
    assert isinstance(again, Message)
    assert f"export {REF} pack" in again.text
    assert (await stage.case()).entries == case.entries


async def test_a_deputy_has_it_in_the_role_of_whom_they_stand_for() -> None:
    stage = await bound_stage()
    await stage.alert_sent()
    await stage.says("pat", "deputy @Wes Moor until Friday")
    assert isinstance(await release(stage.desk, "wes", REF, "json", "o-1"), File)
    assert (await stage.case()).entries[-1].role == "psw (deputy of pat)"


async def test_whoever_lost_the_role_since_the_offer_gets_nothing() -> None:
    stage = await bound_stage()
    await stage.alert_sent()
    await stage.says("ada", "export 1 docx")
    offer = str(offer_in(stage, "ada").data["offer"])
    entries = (await stage.case()).entries
    stage.people = Directory({**PEOPLE.members, "ada": Member("ada", "Ada Field", ("area_ad",), ("west",))})
    refused = await release(stage.desk, "ada", REF, "docx", offer)
    assert isinstance(refused, Message)
    assert "I cannot find" in refused.text
    assert (await stage.case()).entries == entries


async def test_asked_for_in_a_channel_it_is_offered_in_private() -> None:
    stage = await bound_stage()
    await stage.alert_sent()
    reply = await stage.says("pat", "export 1 pack", PSW_CHANNEL)
    assert "private chat" in reply
    assert not any(m.file for m in stage.heard[PSW_CHANNEL])
    assert offer_in(stage, "pat").data["document"] == "pack"
