"""Words that narrow a list: what each means, which mean nothing, and that a filter can be read again."""

from datetime import date

import pytest

from dialogs.filters import Days, Filter, Strange, read_filter
from tests.stage import Stage

TODAY = date(2026, 11, 23)  # the stage's: a Monday
SINCE_MARCH = Days(date(2026, 3, 1), TODAY)

FILTERS = [
    # words, what they mean
    ("", Filter()),
    ("east", Filter(("area:east",))),
    ("in East Kent", Filter(("area:east",))),
    ("East Kent area", Filter(("area:east",))),
    ("Canterbury", Filter(("area:east",))),
    ("folkestone", Filter(("area:south",))),
    ("folkestone and hythe", Filter(("area:south",))),
    ("overdue", Filter(late=True)),
    ("late cases", Filter(late=True)),
    ("east, overdue.", Filter(("area:east",), late=True)),
    ("overdue and in the east", Filter(("area:east",), late=True)),
    ("east overdue since March", Filter(("area:east",), late=True, late_in=SINCE_MARCH)),
    ("overdue east since March", Filter(("area:east",), late=True, late_in=SINCE_MARCH)),
    ("since March overdue", Filter(late=True, opened=SINCE_MARCH)),
    ("overdue since March last month", Filter(late=True, late_in=SINCE_MARCH,
                                              opened=Days(date(2026, 10, 1), date(2026, 10, 31)))),
    ("east since March", Filter(("area:east",), opened=SINCE_MARCH)),
    ("open", Filter(status="open")),
    ("closed", Filter(status="closed")),
    ("all", Filter(status="all")),
    ("all east", Filter(("area:east",), "all")),
    ("all closed", Filter(status="closed")),
    ("open all", Filter(status="open")),
    ("opened since March", Filter(opened=SINCE_MARCH)),
    ("opened last month", Filter(opened=Days(date(2026, 10, 1), date(2026, 10, 31)))),
    ("last month", Filter(opened=Days(date(2026, 10, 1), date(2026, 10, 31)))),
    ("this year", Filter(opened=Days(date(2026, 1, 1), TODAY))),
    ("opened 2025", Filter(opened=Days(date(2025, 1, 1), date(2025, 12, 31)))),
    ("opened today", Filter(opened=Days(TODAY, TODAY))),
    ("opened on 3 April", Filter(opened=Days(date(2026, 4, 3), date(2026, 4, 3)))),
    ("opened before March", Filter(opened=Days(None, date(2026, 2, 28)))),
    ("opened until March", Filter(opened=Days(None, date(2026, 3, 31)))),
    ("opened after 3 May", Filter(opened=Days(date(2026, 5, 4), None))),
    ("opened between 1 and 30 November", Filter(opened=Days(date(2026, 11, 1), date(2026, 11, 30)))),
    ("closed between 1 and 31 May", Filter(status="closed", closed=Days(date(2026, 5, 1), date(2026, 5, 31)))),
    ("closed this year east", Filter(("area:east",), "closed", closed=Days(date(2026, 1, 1), TODAY))),
    ("closed since March opened last year", Filter(status="closed", closed=SINCE_MARCH,
                                                   opened=Days(date(2025, 1, 1), date(2025, 12, 31)))),
    ("due today", Filter(due=Days(TODAY, TODAY))),
    ("due this week", Filter(due=Days(TODAY, date(2026, 11, 29)))),
    ("due on Friday west", Filter(("area:west",), due=Days(date(2026, 11, 27), date(2026, 11, 27)))),
    ("waiting for area ad", Filter(("awaits:area_ad",))),
    ("awaiting the PSW", Filter(("awaits:psw",))),
    ("for psw", Filter(("awaits:psw",))),
    ("waits for the Principal Social Worker", Filter(("awaits:psw",))),
    ("psw", Filter(("awaits:psw",))),
    ("with unit", Filter(("stage:with_unit",))),
    ("with_unit", Filter(("stage:with_unit",))),
    ("with the unit", Filter(("stage:with_unit",))),
    ("stage with psw", Filter(("stage:with_psw",))),
    ("management review with psw", Filter(("stage:management_review.with_psw",))),
    ("rapid review", Filter(("process:rapid_review",))),
    ("the Rapid Review", Filter(("process:rapid_review",))),
    ("the Panel", Filter(("process:panel_notification",))),
    ("IMR", Filter(("process:management_review",))),
    ("lcspr east", Filter(("process:local_review", "area:east"))),
    ("DHR", Filter(("process:homicide_review",))),
    ("SAR", Filter(("process:adult_review",))),
    ("JAR", Filter(("process:child_death",))),
    ("rapid_review convened", Filter(("stage:rapid_review.convened",))),
    ("finding notify national panel", Filter(("finding:notify_national_panel",))),
    ("criteria_not_met", Filter(("finding:criteria_not_met",))),
    ("The national Panel should be notified", Filter(("finding:notify_national_panel",))),
    ("42", Filter(("ref:NTK-2026-0042",))),
    ("NTK-2025-0042", Filter(("ref:NTK-2025-0042",))),
    ("2025-42", Filter(("ref:NTK-2025-0042",))),
    ("east rapid review waiting for psw overdue",
     Filter(("area:east", "process:rapid_review", "awaits:psw"), late=True)),
    ("east east", Filter(("area:east",))),
]  # fmt: skip


@pytest.mark.parametrize(("words", "meant"), FILTERS, ids=[words for words, _ in FILTERS])
def test_what_words_mean(words: str, meant: Filter) -> None:
    assert read_filter(Stage().desk, words) == meant


@pytest.mark.parametrize("meant", [meant for _, meant in FILTERS], ids=[words for words, _ in FILTERS])
def test_a_filter_can_be_typed_again(meant: Filter) -> None:
    assert read_filter(Stage().desk, meant.typed) == meant


FRIDAY = Days(date(2026, 11, 27), date(2026, 11, 27))
COMMANDS = [
    # the command, the filter, what is typed to have the same list again
    ("cases", Filter(), "cases"),
    ("cases", Filter(("area:east",), late=True), "cases area east overdue"),
    ("overdue", Filter(late=True), "overdue"),
    ("overdue", Filter(("area:east",), late=True), "overdue area east"),
    ("overdue", Filter(late=True, late_in=FRIDAY), "overdue overdue 2026-11-27"),
    ("due", Filter(due=FRIDAY), "due 2026-11-27"),
    ("due", Filter(("area:east",), due=FRIDAY), "due 2026-11-27 area east"),
]


@pytest.mark.parametrize(("command", "wanted", "typed"), COMMANDS, ids=[typed for _, _, typed in COMMANDS])
def test_a_command_says_what_it_means_once(command: str, wanted: Filter, typed: str) -> None:
    assert wanted.after(command) == typed


STRANGE = [
    # words, the word that means nothing, what is near it
    ("eest", "eest", ("west", "east")),
    ("overdu", "overdu", ("overdue", "dover")),
    ("cantebury overdue", "cantebury", ("canterbury",)),
    ("rapid reveiw east", "rapid", ("rapid review",)),
    ("waiting for pws", "waiting", ("waiting for psw", "waiting for dcs")),
    ("east Smith overdue", "Smith", ()),
    ("opened", "opened", ("open",)),
    ("opened the moon", "opened", ("open",)),
    ("since", "since", ()),
    ("a child was hit by a car", "child", ()),
]


@pytest.mark.parametrize(("words", "word", "near"), STRANGE, ids=[words for words, _, _ in STRANGE])
def test_a_word_that_means_nothing_is_named_with_the_nearest(words: str, word: str, near: tuple[str, ...]) -> None:
    found = read_filter(Stage().desk, words)
    assert isinstance(found, Strange)
    assert found.word == word
    assert set(near) <= {name for name, _ in found.near}
    assert bool(near) == bool(found.near)


def test_what_is_right_is_kept_when_a_word_is_mended() -> None:
    found = read_filter(Stage().desk, "overdue cantebury since March")
    assert isinstance(found, Strange)
    assert found.near == (("canterbury", Filter(("area:east",), late=True, late_in=SINCE_MARCH)),)


def test_two_wrong_words_are_not_mended_to_half_a_filter() -> None:
    found = read_filter(Stage().desk, "cantebury foo")
    assert isinstance(found, Strange)
    assert found.near == (("canterbury", None),)


@pytest.mark.parametrize("words", ["x" * 5000, "east " * 1000, "since " * 60, "\0", "«»", "between and", "😀 east"])
def test_whatever_is_typed_is_read_or_named(words: str) -> None:
    assert isinstance(read_filter(Stage().desk, words), Filter | Strange)
