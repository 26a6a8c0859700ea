"""Lists of cases: what each says, to whom and where, how it is turned, and that it is never too large."""

import csv
import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.cards import activity_of, card_of, plain
from dialogs import aim_list, case_table, handing_over
from dialogs.exporting import File
from dialogs.filters import Filter
from dialogs.wording import say
from state.case import Case
from state.message import FileOffer, Message
from state.profile_file import load_profile
from state.store.tiny import open_tiny
from tests.benchmarks.lists import case as one_of_many
from tests.bot.test_files import answers, offers_in
from tests.door import buttons, cards, opened, text_of
from tests.stage import ALERT, AUTHOR, NOW, PSW_CHANNEL, QUIET, WRITTEN, Stage, bound_stage, buttons_of
from tests.state.processes.playing import Story

WITH_ID = (*ALERT[:5], "1234567", *ALERT[6:])
WEST = tuple("west" if text == "east" else text for text in QUIET)
REFS = ("NTK-2026-0001", "NTK-2026-0002", "NTK-2026-0003")


async def three() -> Stage:
    """Three cases: in the East and named by a record id, withdrawn, and in the West."""
    stage = await bound_stage()
    await stage.alert_sent(told=WITH_ID)
    await stage.alert_sent("mia", QUIET)
    await stage.says("pat", "do 2 withdraw reason: Told twice.")
    await stage.alert_sent("rae", WEST)
    return stage


def named(said: str) -> tuple[str, ...]:
    """The references that a list names, in the order of their numbers."""
    return tuple(ref for ref in REFS if ref in said)


LISTS = [
    # words, the cases that are heard of
    ("cases", (1, 3)),
    ("/cases", (1, 3)),
    ("cases east", (1,)),
    ("cases west waiting for area ad", (3,)),
    ("cases closed", (2,)),
    ("cases withdrawn closed", (2,)),
    ("cases all", (1, 2, 3)),
    ("cases all east", (1, 2)),
    ("cases all overdue", ()),
    ("cases all opened today", (1, 2, 3)),
    ("due week all", (1, 3)),
    ("cases opened today", (1, 2, 3)),
    ("cases opened today open", (1, 3)),
    ("cases opened before March", ()),
    ("cases finding notify national panel", (1,)),
    ("cases criteria not met east closed", (2,)),
    ("cases panel notification", (1,)),
    ("cases waiting for unit", (1,)),
    ("cases waiting for kscmp", ()),
    ("cases overdue", ()),
    ("cases east overdue since March", ()),
    ("cases due this week", (1, 3)),
    ("cases due today", ()),
    ("cases 2", (2,)),
    ("find 1", (1,)),
    ("find NTK-2026-0002", (2,)),
    ("find east", (1, 2)),
    ("find with area ad", (1, 3)),
    ("find withdrawn", (2,)),
    ("find 1234567", (1,)),
    ("find 7654321", ()),
    ("find 77", ()),
    ("due week", (1, 3)),
    ("due week west", (3,)),
    ("due today", (1,)),  # an aim
    ("due east", (1,)),
    ("due west", ()),
    ("due tomorrow east", (1,)),
    ("overdue", ()),
]


async def test_words_narrow_each_list_to_what_fits() -> None:
    stage = await three()
    for words, numbers in LISTS:
        said = await stage.says("pat", words)
        assert named(said) == tuple(f"NTK-2026-000{n}" for n in numbers), words


async def test_the_board_is_grouped_by_what_must_happen_today() -> None:
    stage = await three()
    await stage.comes("2026-11-24T10:00")
    said = await stage.says("pat", "cases")
    assert "Due today: 2\nNTK-2026-0001 · East Kent: With the Area Assistant Director, for approval\n" in said
    assert (
        "Waiting for: Area Assistant Director. "
        "Approval by the Area Assistant Director: today is the last day (Tue 24 Nov)" in said
    )
    await stage.comes("2026-11-25T10:00")
    await stage.says("ada", "do 1 approve")
    said = await stage.says("pat", "cases")
    assert "Overdue: 1\nNTK-2026-0003 · West Kent" in said
    assert "passed on Tue 24 Nov" in said
    assert "Due within a week: 1\nNTK-2026-0001 · East Kent: With the Safeguarding Unit" in said
    assert "1 working day left (Thu 26 Nov)" in said
    assert "NTK-2026-0003" in await stage.says("pat", "cases overdue since Tuesday")
    assert "NTK-2026-0001" not in await stage.says("pat", "cases overdue")
    assert "Closed: 1\nNTK-2026-0002" in await stage.says("pat", "cases closed")


async def test_the_board_names_every_limit_of_a_case_that_has_passed_the_statutory_one_first() -> None:
    stage = await three()
    await stage.says("ada", "do 1 approve")
    await stage.comes("2026-12-02T10:00")
    passed = (
        "Notifying the national Panel: passed on Mon 30 Nov; Enquiries by the Safeguarding Unit: passed on Thu 26 Nov"
    )
    assert passed in await stage.says("pat", "cases 1")


async def test_due_holds_what_is_only_aimed_for_and_says_so() -> None:
    heard = await (await three()).says("pat", "due today")
    assert "Due today, Monday 23 November 2026: no limit." in heard
    assert "Aims, which are no limits\nNTK-2026-0001 · East Kent: To be shared with the partnership, aim for" in heard


async def test_of_many_aims_some_are_looked_at_and_the_rest_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(aim_list, "LOOKED_AT", 1)
    stage = await three()
    assert "more" not in await stage.says("pat", "due today")
    await stage.alert_sent()
    heard = await stage.says("pat", "due today")
    assert "NTK-2026-0001 · East Kent: To be shared" in heard
    assert say("limits.more", count=1) in heard


async def test_of_many_limits_that_have_passed_the_board_names_some_and_counts_the_rest() -> None:
    stage = await three()
    case = await stage.case(REFS[2])
    many = tuple(replace(case.limits[0], run=n, due=(NOW - timedelta(days=n)).date()) for n in range(1, 5))
    await stage.desk.store.save(replace(case, limits=many))
    said = await stage.says("pat", "cases 3")
    assert "; and 1 more passed" in said
    assert said.count("passed on") == 3


async def test_a_case_without_a_near_limit_stands_under_what_it_waits_for() -> None:
    stage = await three()
    case = await stage.case(REFS[2])
    await stage.desk.store.save(replace(case, limits=()))
    assert "Waiting for somebody: 1\nNTK-2026-0003" in await stage.says("pat", "cases west")


SAID = [
    # words, what is heard
    ("cases eest", "I do not know “eest”.\nDid you mean “west” or “east”?"),
    ("cases foo", "You can name an area, a stage, a process"),
    ("cases foo", "Areas: north, east, south, west, countywide."),
    ("cases foo", "opened since March"),
    ("cases csv foo", "I do not know “foo”."),
    ("find eest", "Did you mean “west” or “east”?"),
    ("find 7654321", "I found no case. I look through references, areas, stages and record ids"),
    ("find", "find WORDS. For example: find 42"),
    ("overdue esat", "Did you mean “west” or “east”?"),
    ("due by Friday", "Due: until Fri 27 Nov 2026"),
    ("due next week", "Due: Mon 30 Nov 2026 to Sun 6 Dec 2026"),
    ("due the moon", "I cannot read that day."),
    ("cases countywide", "There is no case to show: Countywide services; open."),
    ("cases csv countywide", "there is no table to make: Countywide services."),
    ("help cases", "For example: cases east overdue"),
    ("help cases", "Areas: north, east, south, west, countywide."),
    ("help due", "Dates are said in words"),
    ("help cases csv", "For example: cases csv opened this year"),
    ("help caes", "For example: cases east overdue"),
    ("help", "find WORDS – cases by reference, area, stage or record id. For example: find 42"),
    ("casse", "Did you mean “cases”?"),
    ("status NKT-2026-0001", "Did you mean “status NTK-2026-0001”?"),
    ("status NTK–2026–0001", "Did you mean “status NTK-2026-0001”?"),
    ("why #1", "Did you mean “why NTK-2026-0001”?"),
    ("details NTK_2026_0001", "Did you mean “details NTK-2026-0001”?"),
    ("do 1 aprove", "Did you mean “do NTK-2026-0001 approve”?"),
    ("do 1 bring_foward", "Did you mean “do NTK-2026-0001 bring_forward”?"),
    ("do 1 rapid_reviw.convene", "Did you mean “do NTK-2026-0001 rapid_review. …”?"),
    ("here team eest", "Did you mean “here team"),
    ("guidance rapid reviw", "[Rapid Review]"),
]


async def test_what_is_said_of_words_that_mean_nothing_or_find_nothing() -> None:
    stage = await three()
    for words, heard in SAID:
        assert heard in await stage.says("pat", words), words


async def test_nothing_is_said_of_a_case_by_guessing_a_reference() -> None:
    stage = await three()
    answers = [await stage.says("zoe", f"status NKT-2026-000{n}") for n in (1, 7)]
    assert answers[0] == answers[1].replace("0007", "0001")


async def test_a_press_takes_the_word_that_was_meant() -> None:
    stage = await three()
    await stage.says("pat", "cases estt due this week")
    assert named(await stage.presses("pat", "cases area east due between 2026-11-23 and 2026-11-29")) == (REFS[0],)


@pytest.mark.parametrize("who", ["ada", "mia", "kim", "dee", AUTHOR])
@pytest.mark.parametrize("words", ["cases", "cases csv", "find 1", "find 1234567", "overdue", "due week"])
async def test_only_the_psw_and_the_unit_are_shown_lists(who: str, words: str) -> None:
    stage = await bound_stage()
    for channel in ("", PSW_CHANNEL):
        said = await stage.says(who, words, channel)
        assert "Safeguarding Unit" in said
        assert "NTK-2026" not in said
    page = {"do": "command", "command": words, "page": 2}
    assert "NTK-2026" not in await stage.presses(who, page)


async def test_the_unit_is_shown_them_too() -> None:
    stage = await three()
    for words in ("cases east", "find 1234567", "due week east"):
        assert named(await stage.says("uma", words)) == (REFS[0],)


async def test_a_channel_hears_references_and_stages_and_never_a_word_of_a_case() -> None:
    stage = await three()
    for words in ("cases", "cases east", "find 1", "find 1234567", "due week", "cases opened today", "overdue"):
        said = await stage.says("pat", words, PSW_CHANNEL)
        assert said
        for secret in (*WRITTEN, "1234567", "Mia Brook", "Told twice", AUTHOR.title()):
            assert secret not in said
    for whole in ("find NTK-2026-0001", "find 2026-1"):
        assert "NTK-2026-0001 · East Kent: With the Area" in await stage.says("pat", whole, PSW_CHANNEL)


@pytest.mark.parametrize("words", ["find 1234567", "/find 1234567", "find 7654321", "find A/123456", "find 1"])
async def test_whose_record_it_is_is_said_in_private_alone(words: str) -> None:
    stage = await three()
    before = len(stage.heard["pat"])
    said = await stage.says("pat", words, PSW_CHANNEL)
    assert said.startswith("I have answered in our private chat.")
    assert "NTK-" not in said
    assert words.split()[1] not in said
    assert len(stage.heard["pat"]) == before + 1
    assert plain(stage.heard["pat"][-1]) == await stage.says("pat", words)


@pytest.mark.parametrize("words", ["cases Zanzibar", "find Zanzibar", "find 1234567."])
async def test_a_channel_is_not_told_again_what_could_be_anything(words: str) -> None:
    stage = await bound_stage()
    said = await stage.says("pat", words, PSW_CHANNEL)
    assert "I do not know one of those words." in said
    assert words.partition(" ")[2] not in said


# Pages ----------------------------------------------------------------------------------------------------------------


async def many(count: int) -> Stage:
    """So many cases, indexed and not read."""
    stage = await bound_stage()
    await stage.alert_sent()
    like: Case = await stage.case()
    for n in range(2, count + 1):
        stage.store._rows.put(one_of_many(n, like))
    return stage


async def test_pages_are_turned_on_and_back_and_each_case_stands_on_one() -> None:
    stage = await many(150)
    heard = [await stage.says("pat", "cases east")]
    while "[Next]" in heard[-1]:
        heard.append(await stage.presses("pat", "Next"))
    refs = [word for page in heard for line in page.splitlines() if " · " in line for word in line.split()[:1]]
    assert len(refs) == len(set(refs)) > 24
    assert "1 to 12 of" in heard[0]
    assert "[Previous]" not in heard[0]
    assert await stage.presses("pat", "Previous") == heard[-2]


async def test_a_page_that_is_no_more_is_the_last_there_is() -> None:
    stage = await many(60)
    for words in ("cases", "overdue", "cases opened this year"):
        for page in (99, 10**12, 0, -5):
            said = await stage.presses("pat", {"do": "command", "command": words, "page": page})
            assert " · " in said, (words, page)
    for page in ("2", True, 1.5, None, [2]):
        said = await stage.presses("pat", {"do": "command", "command": "cases", "page": page})
        assert "1 to 12 of" in said


async def test_a_turned_page_does_not_ask_again_what_is_asked_below() -> None:
    stage = await many(60)
    await stage.says("pat", "alert")
    assert "immediate danger" in await stage.says("pat", "/cases")
    assert "immediate danger" not in await stage.presses("pat", "Next")


async def test_every_page_of_ten_thousand_cases_is_small_enough() -> None:
    stage = await many(10_000)
    for words in ("cases", "cases opened this year", "cases closed", "overdue", "due week", "find east"):
        for page in (1, 10**6):
            await stage.presses("pat", {"do": "command", "command": words, "page": page})
            message = stage.heard["pat"][-1]
            assert message.card is not None
            assert len(json.dumps(card_of(message.card)).encode()) < 28 * 1024
            assert len(json.dumps(activity_of(message)).encode()) < 80 * 1024
            assert "more than fits" not in json.dumps(card_of(message.card))
            data = [button.data for button in buttons_of(message.card)]
            assert len([one for one in data if "page" in one]) == 1


async def test_ones_own_alerts_are_turned_too_the_latest_first() -> None:
    stage = await bound_stage()
    await stage.alert_sent()
    like = replace(await stage.case(), revision=0)
    for n in range(2, 16):
        await stage.store.save(replace(like, ref=f"NTK-2026-{n:04}", draft=f"d{n}", opened=NOW + timedelta(minutes=n)))
    heard = await stage.says(AUTHOR, "my alerts")
    assert "1 to 12 of 15" in heard
    pages = [heard, await stage.presses(AUTHOR, "Next")]
    listed = [line[:13] for page in pages for line in page.splitlines() if line.startswith("NTK-")]
    assert listed == [f"NTK-2026-{n:04}" for n in range(15, 0, -1)]
    assert "You have sent no alert" in await stage.presses("rae", {"do": "command", "command": "my alerts", "page": 2})


# The table ------------------------------------------------------------------------------------------------------------


async def test_the_table_holds_stages_and_dates_and_no_names_and_no_record_ids() -> None:
    stage = await three()
    said = await stage.says("pat", "cases csv")
    assert "A table of 3 cases: all cases." in said
    file = stage.heard["pat"][-1].file
    assert isinstance(file, FileOffer)
    content = case_table.table(stage.desk, Filter())
    assert file.size == len(content)
    head, *rows = list(csv.reader(content.decode("utf-8-sig").splitlines()))
    assert head == ["Reference", "Area", "Stage", "Opened", "Closed", "Findings", "Next limit", "Waiting for"]
    by_ref = {row[0]: row[1:] for row in rows}
    assert set(by_ref) == set(REFS)
    assert by_ref[REFS[0]] == [
        "East Kent",
        "With the Area Assistant Director, for approval",
        "2026-11-23",
        "",
        "The national Panel should be notified; A Strategy Discussion is needed",
        "Approval by the Area Assistant Director: Tuesday 24 November 2026",
        "Area Assistant Director",
    ]
    assert by_ref[REFS[1]][1:4] == ["Withdrawn", "2026-11-23", "2026-11-23"]
    for secret in (*WRITTEN, "1234567", "Mia Brook", AUTHOR, "Told twice"):
        assert secret not in content.decode()


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_cell_is_taken_for_a_formula(cell: str) -> None:
    assert case_table.harmless(cell) == f"'{cell}"
    assert case_table.harmless(f"a{cell}") == f"a{cell}"


async def test_the_table_asked_for_in_a_channel_is_offered_in_private() -> None:
    stage = await three()
    assert "private chat" in await stage.says("pat", "cases csv", PSW_CHANNEL)
    assert isinstance(stage.heard["pat"][-1].file, FileOffer)
    assert all(message.file is None for message in stage.heard[PSW_CHANNEL])


async def test_numbers_as_a_table_are_offered_in_private_too() -> None:
    stage = await three()
    assert "private chat" in await stage.says("pat", "trends csv 2026", PSW_CHANNEL)
    assert isinstance(stage.heard["pat"][-1].file, FileOffer)
    assert all(message.file is None for message in stage.heard[PSW_CHANNEL])


TAKEN = [
    # who, what the offer carried, what comes of it
    ("pat", "cases", File),
    ("uma", "area east overdue", File),
    ("ada", "cases", Message),
    (AUTHOR, "cases", Message),
    ("pat", "nonsense", Message),
]


@pytest.mark.parametrize(("who", "carried", "comes"), TAKEN)
async def test_whoever_says_yes_is_looked_at_again(who: str, carried: str, comes: type) -> None:
    stage = await bound_stage()
    await stage.alert_sent()
    assert isinstance(await handing_over.release(stage.desk, who, "cases", carried, "offer-1"), comes)
    assert isinstance(await handing_over.release(stage.desk, who, "cases", carried, "offer-1"), Message)


@pytest.mark.parametrize(
    ("carried", "typed"), [("cases", "cases csv"), ("area east overdue", "cases csv area east overdue")]
)
async def test_a_table_that_did_not_arrive_is_offered_again(carried: str, typed: str) -> None:
    stage = await three()
    assert handing_over.command("cases", carried) == typed
    again = (await handing_over.offer(stage.desk, "pat", "cases", carried)).file
    assert carried != "cases" or (isinstance(again, FileOffer) and again.data["document"] == carried)


async def test_an_area_that_looks_like_a_formula_is_harmless() -> None:
    stage = await bound_stage()
    await stage.alert_sent()
    areas = tuple(replace(a, name="=HYPERLINK(1)") if a.id == "east" else a for a in stage.profile.areas)
    stage.desk.profile = replace(stage.profile, areas=areas)
    assert ",'=HYPERLINK(1)," in case_table.table(stage.desk, Filter()).decode()


# The real door --------------------------------------------------------------------------------------------------------


async def filled(folder: Path) -> None:
    """A data folder that holds thirteen open cases."""
    store, like = open_tiny(folder), replace(Story().case, profile=load_profile().version, swept=NOW, reminded=NOW)
    for n in range(1, 14):
        await store.save(replace(like, ref=f"NTK-2026-{n:04}", draft=f"d{n}"))
    await store.close()


async def test_through_the_real_door_a_page_is_turned_in_place(tmp_path: Path) -> None:
    await filled(tmp_path)
    async with opened(tmp_path) as door:
        assert "only" in text_of(await door.says("cases")).lower()
        await door.says("act psw")
        first = await door.says("cases east")
        [card] = cards(first)
        assert "1 to 12 of 13" in json.dumps(card)
        [turn] = [action["data"] for action in buttons(card) if "page" in action["data"]]
        assert turn == {"do": "command", "command": "cases area east open", "page": 2}
        turned = await door.executes(turn)
        assert turned["type"] == "application/vnd.microsoft.card.adaptive"
        assert "13 to 13 of 13" in json.dumps(turned["value"])
        sent = json.dumps([call.body for call in door.connector.calls])
        assert "13 to 13 of 13" not in sent, "nothing was sent besides"
        assert "13 to 13 of 13" in json.dumps(cards(await door.submits(turn)))
        await door.says("cases csv area east")
        context = offers_in(door)[-1]["content"]["acceptContext"]
        assert {**context, "offer": ""} == {"ref": "cases", "document": "area east", "offer": ""}
        assert "It is saved on this machine" in await answers(door, "accept", context)
        [saved] = (tmp_path / "exports").glob("cases.csv")
        assert saved.read_text("utf-8-sig").count("NTK-2026-") == 13
        assert "handed over already" in await answers(door, "accept", context)
        await door.says("act area_ad")
        refused = await answers(door, "accept", {**context, "offer": "another"})
        assert "Only this role can use that command" in refused
        assert "saved" not in refused
