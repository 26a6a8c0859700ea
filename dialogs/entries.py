"""Entries of a file that is to be assessed: read strictly, and refused by field, never repeating what it says."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import orjson

from dialogs.alert_form import BY_ID
from dialogs.answer_values import A_MOMENT, MOST_CHILDREN, expected_of, is_number
from dialogs.question import Question
from state.answers import NOT_KNOWN, SKIPPED, Answers, Value
from state.profile import Profile

ANCHORS = ("sent_at", "invited_at", "dhr_known_at", "dhr_decided_at")
KEYS = ("id", "answers", *ANCHORS, "expect")

Fault = tuple[str, str]
"""A field, and what is expected there."""


class BadEntry(Exception):
    """A file that cannot be assessed. `faults` has a line for each thing to mend: entry, field, what is expected."""

    def __init__(self, *faults: str) -> None:
        super().__init__("; ".join(faults))
        self.faults = faults


@dataclass(frozen=True)
class Entry:
    """One alert to assess: its answers, and the moments that are no answers."""

    id: str | int
    answers: Answers
    anchors: Mapping[str, str]


def read_entries(text: str | bytes, profile: Profile) -> tuple[Entry, ...]:
    """The entries of a JSON list, or of one object. Raises BadEntry with every fault at once."""
    try:
        content = orjson.loads(text)
    except orjson.JSONDecodeError as fault:
        raise BadEntry(f"the file is not valid JSON (line {fault.lineno}, column {fault.colno})") from None
    entries = content if isinstance(content, list) else [content]
    faults = [
        f"{_named(n, entry)}{f', {field}' if field else ''}: {expected}"
        for n, entry in enumerate(entries, start=1)
        for field, expected in _entry_faults(entry, profile)
    ]
    if faults:
        raise BadEntry(*faults)
    return tuple(_entry(entry) for entry in entries)


def _named(n: int, entry: Any) -> str:
    id = entry.get("id") if isinstance(entry, dict) else None
    return f"entry {n} ({id!r})" if _is_id(id) else f"entry {n}"


def _is_id(id: Any) -> bool:
    return (isinstance(id, str) and id != "") or is_number(id)


def _entry(entry: dict[str, Any]) -> Entry:
    answers = entry["answers"]
    children = sorted(answers.get("children", []), key=lambda child: child["n"])
    return Entry(
        entry["id"],
        Answers(_own(answers, "children"), tuple(_own(child, "n") for child in children)),
        {anchor: entry[anchor] for anchor in ANCHORS if anchor in entry},
    )


def _own(answers: Mapping[str, Any], but: str) -> dict[str, Value]:
    return {id: tuple(v) if isinstance(v, list) else v for id, v in answers.items() if id != but}


def _entry_faults(entry: Any, profile: Profile) -> Iterator[Fault]:
    if not isinstance(entry, dict):
        yield "", "should be an object"
        return
    yield from ((key, "is not a key of an entry") for key in _unknown(entry, KEYS))
    if not _is_id(entry.get("id")):
        yield "id", "should be a text or a whole number"
    yield from ((a, A_MOMENT.words) for a in ANCHORS if a in entry and not A_MOMENT.met_by(entry[a]))
    answers = entry.get("answers")
    if isinstance(answers, dict):
        shared = {id: value for id, value in answers.items() if id != "children"}
        yield from _answer_faults("answers", shared, BY_ID, profile)
        if "children" in answers:
            yield from _children_faults(answers, profile)
    else:
        yield "answers", "should be an object of answers by question"


def _children_faults(answers: dict[str, Any], profile: Profile) -> Iterator[Fault]:
    field, children, count = "answers.children", answers["children"], answers.get("child_count")
    if not (isinstance(children, list) and all(isinstance(child, dict) for child in children)):
        yield field, "should be a list of objects"
        return
    if answers.get("same_for_all") != "no":
        yield field, "is only for an entry in which same_for_all is no"
    if len(children) > (count if is_number(count) else MOST_CHILDREN):
        yield field, "should be no more than child_count"
    if {child.get("n") for child in children if is_number(child.get("n"))} != set(range(1, len(children) + 1)):
        yield field, "should each have their number as n: 1, 2 and so on"
    of_child = {id: question for id, question in BY_ID.items() if question.per_child}
    for place, child in enumerate(children, start=1):
        own = {id: value for id, value in child.items() if id != "n"}
        yield from _answer_faults(f"{field}[{place}]", own, of_child, profile)


def _answer_faults(
    field: str, answers: dict[str, Any], questions: Mapping[str, Question], profile: Profile
) -> Iterator[Fault]:
    yield from ((f"{field}.{id}", "is not a question asked here") for id in _unknown(answers, questions))
    for id in (id for id in answers if id in questions):
        expected = expected_of(questions[id], profile)
        if answers[id] not in (NOT_KNOWN, SKIPPED) and not expected.met_by(answers[id]):
            yield f"{field}.{id}", expected.words


def _unknown(given: Iterable[str], known: Iterable[str]) -> list[str]:
    """Names that are not known, safe to show."""
    return [repr(key)[:60] for key in given if key not in known]
