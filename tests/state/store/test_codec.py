"""Documents come back exactly as they went, or not at all."""

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any, get_args
from zoneinfo import ZoneInfo

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from state.anchor import Anchor
from state.answers import Answers, Value
from state.audit import Entry, first_broken
from state.case import Case
from state.documents import Channel, Document, Person, key_of
from state.store.codec import FORMAT, from_record, to_record
from state.store.protocol import Damaged
from tests.state.store.making import ONE_OF_EACH, case, person

whole = st.integers(-(2**63), 2**63 - 1)
offsets = st.integers(-23 * 60, 23 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
json = st.recursive(
    st.none() | st.booleans() | whole | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)
st.register_type_strategy(int, whole)
st.register_type_strategy(float, st.floats(allow_nan=False, allow_infinity=False))
st.register_type_strategy(datetime, st.datetimes(timezones=offsets))
st.register_type_strategy(
    Mapping, lambda kind: st.dictionaries(*(st.from_type(inner) for inner in get_args(kind)), max_size=3)
)
st.register_type_strategy(
    Entry,
    st.builds(
        Entry,
        at=st.datetimes(timezones=offsets),
        record=st.none() | st.dictionaries(st.text(), json, max_size=3),
        salt=st.none() | st.text(),
    ),
)


def there_and_back(document: Document) -> Document:
    return from_record(orjson.loads(orjson.dumps(to_record(document))), "people/x.json")


def test_a_channel_that_still_holds_the_cards_of_its_cases_comes_back_without() -> None:
    channel = next(document for document in ONE_OF_EACH if isinstance(document, Channel))
    record = to_record(channel)
    body = {**record["document"], "cards": [{"ref": "NTK-2026-0001", "activity_id": "activity"}]}
    stored = {**record, "document": body, "sha256": hashlib.sha256(orjson.dumps(body)).hexdigest()}
    assert from_record(stored, "channels/x.json") == channel
    with pytest.raises(Damaged, match="not as it was written"):
        from_record({**stored, "sha256": record["sha256"]}, "channels/x.json")


@pytest.mark.parametrize("kind", [Person, Channel, Anchor, Case])
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_any_document_comes_back(kind: type[Document], data: st.DataObject) -> None:
    document = data.draw(st.from_type(kind))
    again = there_and_back(document)
    assert again == document
    assert to_record(again) == to_record(document)


@pytest.mark.parametrize("document", ONE_OF_EACH, ids=lambda d: key_of(d).kind)
def test_a_full_document_comes_back(document: Document) -> None:
    assert there_and_back(document) == document


VALUES: list[Value] = [
    "7", 7, 0, -1, 2**63 - 1, "", " 7 ", "007", "7.0", "true", "null", "[]", "2026-04-07T09:30:00Z", "not_known",
    (), ("7",), ("police", "health"), "line\nline", "\0", "“quotes” – é 👪",
]  # fmt: skip


@pytest.mark.parametrize("value", VALUES, ids=ascii)
def test_an_answer_keeps_its_type(value: Value) -> None:
    again = there_and_back(replace(case(), answers=(Answers({"q": value}, ({"q": value},)),)))
    assert isinstance(again, Case)
    for answers in (again.current.shared, *again.current.children):
        assert answers["q"] == value
        assert type(answers["q"]) is type(value)


TIMES = [
    (datetime(2026, 4, 7, 9, 30, tzinfo=UTC), "2026-04-07T09:30:00+00:00"),
    (datetime(2026, 4, 7, 9, 30, 15, 120, tzinfo=ZoneInfo("Europe/London")), "2026-04-07T09:30:15.000120+01:00"),
    (datetime(2026, 10, 25, 1, 30, tzinfo=ZoneInfo("Europe/London")), "2026-10-25T01:30:00+01:00"),
    (datetime(2026, 10, 25, 1, 30, fold=1, tzinfo=ZoneInfo("Europe/London")), "2026-10-25T01:30:00+00:00"),
    (datetime(2026, 4, 7, 9, 30, tzinfo=timezone(timedelta(hours=-3, minutes=-30))), "2026-04-07T09:30:00-03:30"),
]


@pytest.mark.parametrize(("moment", "written"), TIMES, ids=[written for _, written in TIMES])
def test_a_moment_keeps_its_offset(moment: datetime, written: str) -> None:
    again = there_and_back(replace(case(), opened=moment))
    assert isinstance(again, Case)
    assert again.opened.isoformat() == written


def test_the_audit_chain_still_holds() -> None:
    again = there_and_back(case())
    assert isinstance(again, Case)
    assert len(again.entries) == 1
    assert first_broken(again.entries) is None


@pytest.mark.parametrize(
    "value", [5.5, None, {"secret": 1}, object(), 2**64, "secret\ud800"], ids=lambda v: type(v).__name__
)
def test_what_could_not_be_read_again_is_refused_without_a_word_of_it(value: Any) -> None:
    with pytest.raises(ValueError, match="cannot be stored") as refused:
        to_record(replace(case(), answers=(Answers({"q": value}),)))
    assert str(refused.value) == "a case holds something that cannot be stored"
    assert refused.value.__suppress_context__


Change = Mapping[str, object]
RECORDS: list[tuple[str, Change, str]] = [
    ("newer", {"format": FORMAT + 1}, "people/x.json was written by a newer version of this bot"),
    ("older than any", {"format": 0}, "people/x.json does not hold a document"),
    ("number as text", {"format": "1"}, "people/x.json does not hold a document"),
    ("unknown kind", {"kind": "secret"}, "people/x.json does not hold a document"),
    ("another kind", {"kind": "channel"}, "people/x.json does not have the shape of a channel"),
    ("another digest", {"sha256": "0" * 64}, "people/x.json is not as it was written"),
    ("no digest", {"sha256": None}, "people/x.json does not hold a document"),
    ("a list", {"document": ["secret"]}, "people/x.json does not have the shape of a person"),
    ("nothing", {"document": None}, "people/x.json does not have the shape of a person"),
    ("not JSON", {"document": object()}, "people/x.json does not have the shape of a person"),
]


@pytest.mark.parametrize(("change", "said"), [row[1:] for row in RECORDS], ids=[row[0] for row in RECORDS])
def test_a_wrong_record_is_refused_by_name(change: Change, said: str) -> None:
    with pytest.raises(Damaged) as refused:
        from_record({**to_record(person()), **change}, "people/x.json")
    assert str(refused.value) == said


@pytest.mark.parametrize("record", [None, [], "secret", 1, {}], ids=repr)
def test_what_is_no_record_is_refused_by_name(record: object) -> None:
    with pytest.raises(Damaged, match=r"^people/x\.json does not hold a document$"):
        from_record(record, "people/x.json")


BODIES: list[tuple[str, Change]] = [
    ("a field too many", {"secret": 1}),
    ("a number as text", {"revision": "0"}),
    ("a text as number", {"name": 5}),
    ("a moment that is none", {"draft": {**to_record(person())["document"]["draft"], "begun": "secret"}}),
]


@pytest.mark.parametrize("change", [row[1] for row in BODIES], ids=[row[0] for row in BODIES])
def test_a_wrong_body_is_refused_though_its_digest_is_right(change: Change) -> None:
    record = to_record(person())
    body = {**record["document"], **change}
    digest = hashlib.sha256(orjson.dumps(body)).hexdigest()
    with pytest.raises(Damaged, match=r"^people/x\.json does not have the shape of a person$"):
        from_record({**record, "document": body, "sha256": digest}, "people/x.json")
