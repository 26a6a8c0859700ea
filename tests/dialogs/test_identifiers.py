"""Personal details in what people type. All of them are invented, or set aside for examples by their owners."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.identifiers import REMOVED, kinds, without

FOUND = [
    ("They live at ME99 9ZZ.", "postcode", "They live at [removed]."),
    ("me999zz", "postcode", "[removed]"),
    ("M1 1AE and SW1A 2AA", "postcode", "[removed] and [removed]"),
    ("postcode EC1A 1BB, top floor", "postcode", "postcode [removed], top floor"),
    ("ring 07700 900123 please", "phone", "ring [removed] please"),
    ("01632 960123", "phone", "[removed]"),
    ("(01632) 960 123", "phone", "[removed]"),
    ("+44 7700 900123", "phone", "[removed]"),
    ("+44 (0)7700 900 123", "phone", "[removed]"),
    ("0044 7700 900123", "phone", "[removed]"),
    ("mum is on 07700-900-123.", "phone", "mum is on [removed]."),
    ("07700900123@example.org", "email", "[removed]"),
    ("write to kim.lee@example.org today", "email", "write to [removed] today"),
    ("NHS number 943 476 5919", "nhs_number", "NHS number [removed]"),
    ("9434765919", "nhs_number", "[removed]"),
    ("943-476-5919", "nhs_number", "[removed]"),
    ("dob 12/03/2015", "date_of_birth", "[removed]"),
    ("D.O.B. 12.03.15", "date_of_birth", "[removed]"),
    ("date of birth: 2015-03-12", "date_of_birth", "[removed]"),
    ("She was born on 12 March 2015.", "date_of_birth", "She was [removed]."),
    ("12th of March 2015 (dob)", "date_of_birth", "[removed]"),
]

NOT_FOUND = [
    "He was found at 16:30 on 3/4/2026.",
    "Seen on 03.04.2026 14:30 and 04-04-2026 09.15.",
    "On 03 04 2026 14 people were there.",
    "Section 47 enquiries, s47 2nd visit, at A1 6th form",
    "Call 999 or 111.",
    "He takes B12 and is in Y9.",
    "9434765918",  # a digit that does not check
    "1234567890",
    "A and E at 2, ward B4 2am",
    "Born early, doing well; seen 12 times",
    "12345678 and 20260042",
]


@pytest.mark.parametrize(("text", "kind", "rest"), FOUND)
def test_found_and_taken_out(text: str, kind: str, rest: str) -> None:
    assert kinds(text) == (kind,)
    assert without(text) == rest
    assert kinds(rest) == ()


@pytest.mark.parametrize("text", NOT_FOUND)
def test_left_alone(text: str) -> None:
    assert kinds(text) == ()
    assert without(text) == text


def test_several_kinds_are_each_named_once() -> None:
    text = "kim@example.org, sam@example.org, 07700 900123, ME99 9ZZ"
    assert kinds(text) == ("email", "postcode", "phone")
    assert without(text) == ", ".join([REMOVED] * 4)


@given(st.text(max_size=300) | st.from_regex(r"[0-9 +().@a-z/-]{0,80}"))
def test_what_is_left_is_clean_and_nothing_else_is_lost(text: str) -> None:
    rest = without(text)
    assert kinds(rest) == ()
    assert all(part in text for part in rest.split(REMOVED))


def test_long_words_are_looked_through_quickly() -> None:
    assert kinds("1 " * 3000 + "a@" * 1000 + "born " * 200) == ()


NAMED = [
    ("Ruby Smith was hit by her father.", "[removed] was hit by her father."),
    ("Her brother Tom O'Brien and his friend Priya Nair-Shah saw it.",
     "Her brother [removed] and his friend [removed] saw it."),
    ("a boy called Tom", "a boy called [removed]"),
    ("His name is Xander.", "His name is [removed]."),
    ("A neighbour, Mrs Lee, rang.", "A neighbour, [removed], rang."),
    ("I last saw Alfie 2 weeks ago.", "I last saw [removed] 2 weeks ago."),
    ("Mum says that Alfie's arm hurt (Ruby saw it)", "Mum says that [removed]'s arm hurt ([removed] saw it)"),
]  # fmt: skip

NOT_NAMED = [
    "The boy was taken to the William Harvey Hospital by ambulance.",
    "They live off Charlotte Street, near Victoria Road.",
    "She is at the Elizabeth Garrett Anderson School.",
    "The Jack Russell bit her. They called Kent Police on Monday.",
    "Grace was shown. Mark Lane Children Centre rang the Front Door Service.",
    "Mum said that Dad hit him. Child Protection Plan since May.",
    "The Principal Social Worker and the Area Assistant Director know of it.",
    "they live at a place called Dover Castle",
    "He was cut with a Stanley knife, and his risk was rated Amber in May. They flew to Georgia on Sunday.",
    "Alfie Road is closed. Summer came. She asked under Sarah's Law, and was seen at St Thomas' ward by Dr Martin.",
    "the baby lay beside the Queen Elizabeth ward, near Ashley Gardens, and a mark was seen on her eye",
]


@pytest.mark.parametrize(("text", "left"), NAMED)
def test_a_name_is_found_where_it_is_all_but_certain(text: str, left: str) -> None:
    assert kinds(text, named=True) == ("name",)
    assert without(text, named=True) == left
    assert kinds(text) == (), "a step of a case may name a colleague"


@pytest.mark.parametrize("text", NOT_NAMED)
def test_places_days_and_services_are_no_names(text: str) -> None:
    assert kinds(text, named=True) == ()
