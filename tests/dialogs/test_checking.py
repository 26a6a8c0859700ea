"""The check of how a report is written: what it finds, where, and what it says to write instead. Source: G228."""

import logging
from dataclasses import replace

import pytest

from dialogs.checking import checked
from dialogs.language import look_at
from state.case import Run, Step
from state.profile_file import load_profile
from tests.stage import ALERT, PSW_CHANNEL, bound_stage

KENT = load_profile()

# what is written, and what is found of it: kind, words, lines
FOUND: list[tuple[str, list[tuple[str, str, tuple[int, ...]]]]] = [
    ("The social worker visited on 3 April 2026.", []),
    ("", []),
    ("The LADO attended.", [("acronym", "LADO", (1,))]),
    ("Two IMRs were written.", [("acronym", "IMR", (1,))]),
    ("The L.A.D.O. attended.", [("acronym", "L.A.D.O.", (1,))]),
    ("She was taken to A&E.", [("acronym", "A&E", (1,))]),
    ("The DfE was told.", [("acronym", "DfE", (1,))]),
    ("A MASH enquiry.\nThen MASH closed it.\nMASH again.", [("acronym", "MASH", (1, 2, 3))]),
    ("The XQZ attended.", [("acronym", "XQZ", (1,))]),
    ("NTK-2026-0042 was sent, with SMART actions.", []),
    ("CHRONOLOGY OF EVENTS\nThe visit took place.", []),
    ("The visit was at 9 AM in the UK.", []),
    ("He didn't attend.", [("contraction", "didn't", (1,))]),
    ("He didn’t attend.", [("contraction", "didn’t", (1,))]),
    ("It's known that they're safe.", [("contraction", "It's", (1,)), ("contraction", "they're", (1,))]),
    ("He didnt attend and cant now.", [("contraction", "didnt", (1,)), ("contraction", "cant", (1,))]),
    ("They would've come.", [("contraction", "would've", (1,))]),
    ("The child's mother and the parents' home.", []),
    ("Mr O'Brien met the child at ten o'clock.", []),
    ("Mum and Dad spoke.", [("colloquial", "Mum", (1,)), ("colloquial", "Dad", (1,))]),
    ("The kids kicked off.", [("colloquial", "kids", (1,)), ("colloquial", "kicked off", (1,))]),
    ("The minimum and the lads’ club.", [("colloquial", "lads", (1,))]),
    ("Visits were regularly late.", [("vague", "regularly", (1,))]),
    ("The family failed to engage.\n\nSupport was offered.", [
        ("vague", "failed to engage", (1,)), ("vague", "Support was offered", (3,)),
    ]),
    ("Mum said the LADO didn't often come.", [
        ("acronym", "LADO", (1,)), ("contraction", "didn't", (1,)), ("colloquial", "Mum", (1,)),
        ("vague", "often", (1,)),
    ]),
]  # fmt: skip


@pytest.mark.rule("R98")
@pytest.mark.parametrize(("text", "expected"), FOUND, ids=[text[:30] or "nothing" for text, _ in FOUND])
def test_what_is_found_and_where(text: str, expected: list[tuple[str, str, tuple[int, ...]]]) -> None:
    assert [(found.kind, found.words, found.lines) for found in look_at(text, {})] == expected


INSTEAD = [
    ("He didn’t go.", "Write: did not."),
    ("He can't go.", "Write: cannot."),
    ("He won't go.", "Write: will not."),
    ("She's safe.", "Write: She is (or has)."),
    ("They've moved.", "Write: They have."),
    ("I'd seen it.", "Write: I would (or had)."),
    ("The LADO came.", "Write: local authority designated officer."),
    ("The XQZ came.", "Write the name out in full."),
    ("The DCS came.", "Write: Director of Children's Services."),
    ("The kids came.", "Write: children."),
    ("It went off the rails.", "Say what the person did."),
    ("She visited often.", "Please say exactly: how often."),
]


@pytest.mark.parametrize(("text", "instead"), INSTEAD, ids=[text for text, _ in INSTEAD])
def test_what_to_write_instead(text: str, instead: str) -> None:
    card = checked(text, KENT).card
    assert card is not None
    assert instead in card.sections[0].facts[0].value


EXPLAINED = [
    ("The Local Authority Designated Officer (LADO) came.", True),
    ("The LADO (local authority designated officer) came.", True),
    ("The LADO came. The Local Authority Designated Officer (LADO) came.", False),
    ("The officer (LADO) came.", False),
    ("The LADO (new) came.", False),
]


@pytest.mark.parametrize(("text", "explained"), EXPLAINED, ids=[text for text, _ in EXPLAINED])
def test_whether_an_acronym_is_explained_where_it_first_stands(text: str, explained: bool) -> None:
    [found] = look_at(text, {})
    assert found.explained is explained
    card = checked(text, KENT).card
    assert card is not None
    assert ("not explained" in card.sections[0].facts[0].value) is not explained


def test_the_councils_own_short_titles_are_known_from_its_profile() -> None:
    [found] = look_at("The KSCMP met.", {"KSCMP": "KSCMP Business Team"})
    assert found.instead == "KSCMP Business Team"


def test_the_words_around_are_shown_and_cut_between_words() -> None:
    [found] = look_at("x" * 50 + " the manager said that he didn't know about it before the week began " + "y" * 50, {})
    assert found.around == "… the manager said that he didn't know about it before the week …"


async def test_a_long_text_is_answered_in_full_and_quickly_enough_to_read() -> None:
    stage = await bound_stage()
    lines = [f"The team XQ{chr(65 + n % 26)}{chr(65 + n // 26)} didn’t come on day {n}." for n in range(300)]
    reply = await stage.says("sam", "check " + "\n".join(lines))
    assert "301 found in 300 lines." in reply
    assert "There are 241 more." in reply
    assert "Line 1: “XQAA”" in reply


HARD = ["AB\n" * 30_000, "NTK-2026-0001 " * 8_000, "ABCD XYZQ " * 10_000, "mum didn't " * 9_000, "AB (" + "a-" * 50_000]


@pytest.mark.parametrize("text", HARD, ids=["lines", "references", "capitals", "words", "brackets"])
def test_however_long_and_odd_a_text_is_each_word_is_named_once(text: str) -> None:
    assert len(look_at(text, {})) <= 2


async def test_nothing_of_the_text_is_kept(caplog: pytest.LogCaptureFixture) -> None:
    stage = await bound_stage()
    with caplog.at_level(logging.DEBUG):
        reply = await stage.says("sam", "check Zebedee’s mum didn’t come.")
    assert "“didn’t” in “Zebedee’s mum didn’t come.”" in reply
    stored = [
        await stage.desk.load(row.key) for kind in ("person", "case", "channel") for row in stage.store.rows(kind)
    ]
    assert "Zebedee" not in repr(stored) + caplog.text


async def test_it_is_for_whoever_holds_a_role_and_in_private() -> None:
    stage = await bound_stage()
    assert "I found no acronyms" in await stage.says("wes", "check The visit took place.")
    assert "hold a role here" in await stage.says("joe", "check The visit took place.")
    assert "in our personal chat" in await stage.says("pat", "check Mum came.", PSW_CHANNEL)
    assert "mother" not in stage.last(PSW_CHANNEL)


async def test_whoever_is_named_to_write_a_report_may_use_it_without_a_role() -> None:
    stage = await bound_stage()
    await stage.alert_sent()
    case = await stage.case()
    step = Step("appoint", stage.now, "ash", "ad_spsqa", "authorised", "writing", {"person": "nia"}, entry=1)
    named = Run("internal_review", 1, "writing", steps=(step,))
    await stage.desk.save(replace(case, runs=(*case.runs, named)))
    assert "I found no acronyms" in await stage.says("nia", "check The visit took place.")
    assert "hold a role here" in await stage.says("noa", "check The visit took place.")


async def test_an_answer_that_begins_with_check_is_an_answer() -> None:
    stage = await bound_stage()
    for text in ALERT[: ALERT.index("The child was found unwell at home.")]:
        await stage.says("mia", text)
    assert "Words to look at" not in await stage.says("mia", "check mum's diary")
    draft = (await stage.desk.load_person("mia")).draft
    assert draft is not None
    assert draft.answers.get("what_happened") == "check mum's diary"
