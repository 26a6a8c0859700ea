"""Record ids in the index: compared by a keyed hash, whatever way they are written, and never there themselves."""

from dataclasses import replace

import pytest

from state.answers import Answers
from state.draft import Draft
from state.index import row_of
from state.record_hash import record_hash, records_in
from state.store.memory import MemoryStore
from tests.state.store.making import AT, case, person

SECRET, ANOTHER = b"one invented secret", b"another invented secret"

ALIKE = [
    ("1234567", "1234567", True),
    ("1234567", " 1234 567 ", True),
    ("1234567", "0001234567", True),
    ("L-100/2", "l-100/2", True),
    ("0", "00", True),
    ("0", "", False),
    ("1234567", "1234568", False),
    ("1234567", "12345670", False),
    ("L-1002", "L-100/2", False),
]


@pytest.mark.parametrize(("one", "other", "alike"), ALIKE)
def test_one_id_has_one_hash(one: str, other: str, alike: bool) -> None:
    assert (record_hash(SECRET, one) == record_hash(SECRET, other)) is alike


def test_a_hash_says_nothing_without_the_secret() -> None:
    assert record_hash(SECRET, "1234567") != record_hash(ANOTHER, "1234567")
    assert "1234567" not in record_hash(SECRET, "1234567")


@pytest.mark.parametrize(
    ("given", "count"), [(("1234567", "7654321"), 2), (("12", "012"), 1), ("not_on_record", 0), ("not_known", 0)]
)
def test_each_id_of_the_answers_counts(given: tuple[str, ...] | str, count: int) -> None:
    assert len(records_in(Answers({"record_ids": given}), SECRET)) == count


async def test_a_draft_and_a_case_meet_in_the_index() -> None:
    store = MemoryStore()
    of_case = replace(case(), answers=(Answers({"record_ids": ("77",)}), Answers({"record_ids": ("0012", "13")})))
    telling = replace(person(), draft=Draft("draft", AT, AT, Answers({"record_ids": ("12",)})))
    await store.save(of_case)
    await store.save(telling)
    met = row_of(of_case).records & row_of(telling).records
    assert met == {store.record_hash("12")}
    assert store.record_hash("77") not in row_of(of_case).records, "only the answers as they are now"
    assert row_of(replace(case(), answers=())).records == frozenset()
    assert "12" not in repr(row_of(telling).records).replace(store.record_hash("12"), "")
