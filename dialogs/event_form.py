"""The small dialog that collects what an event needs, one field at a time. Source: processes.md, head."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from dialogs.alert_form import FORM
from dialogs.review import numbered
from dialogs.wording import has, label_of, say
from state.case import Case, FieldValue, Run
from state.message import Button, Card, Input, Option
from state.process import Event, Need

_DATA = ("do", "ref", "process", "key", "event", "version", "nonce", "field", "value")

WORDS_TYPED = 4000
"""More than this is never read, whatever a field allows."""


@dataclass(frozen=True)
class Read:
    """A field as understood: its name (which may be that of its `or_else`) and its value."""

    name: str
    value: FieldValue


class Unread(Exception):
    """Words that cannot be this field. The text says what would do."""


def card(case: Case, run: Run, event: Event, need: Need) -> Card:
    """The card that asks for one field. Its actions carry `do: "field"` and the field's name."""
    data = {"do": "field", "field": need.name}
    return Card(
        eyebrow=say("form.eyebrow", ref=case.ref, event=event_name(run, event.name)),
        title=asks(run, event, need),
        inputs=(_input(case, need),),
        buttons=(
            Button(say("button.send"), data, style="positive"),
            Button(say("button.cancel"), {"do": "command", "command": "cancel"}),
        ),
    )


def event_name(run: Run, event: str) -> str:
    """An event in words; those that every process knows share theirs."""
    own = f"event.{run.process}.{event}"
    return say(own if has(own) else f"event.any.{event}")


def read(case: Case, need: Need, words: str) -> Read:
    """What was typed or chosen, as the field's value. Raises Unread."""
    words = words[:WORDS_TYPED].strip()
    match need.kind:
        case "questions":
            return _read_questions(case, need, words)
        case "finding":
            return _read_finding(case, need, words)
        case "words":
            return _read_words(need, words)


def typed_fields(needs: tuple[Need, ...], words: str) -> Mapping[str, str]:
    """`field: value; field: value` as typed after an event's name. Words without a field are the first field's."""
    names = [name for need in needs for name in (need.name, need.or_else) if name]
    if not names or not words.strip():
        return {}
    parts = re.split(rf"(?:^|;)\s*({'|'.join(map(re.escape, names))})\s*:", words, flags=re.IGNORECASE)
    pairs = {name.lower(): value.strip(" ;\n") for name, value in zip(parts[1::2], parts[2::2], strict=True)}
    loose = parts[0].strip(" ;\n")
    return {names[0]: loose, **pairs} if loose else pairs


def input_id(field: str) -> str:
    """The name under which a field comes back from its card: its own, unless a card's data uses that already."""
    return f"{field}_given" if field in _DATA else field


def asks(run: Run, event: Event, need: Need) -> str:
    """The question that asks for a field, in words."""
    own = f"ask.{run.process}.{event.name}.{need.name}"
    return say(own if has(own) else f"ask.any.{need.name}")


def _input(case: Case, need: Need) -> Input:
    label, error = say(f"form.label.{need.kind}"), say(f"form.error.{need.kind}")
    if need.kind == "words":
        return Input(input_id(need.name), label, error, multiline=True, max_length=need.max_length)
    options = _answered(case) if need.kind == "questions" else _findings(case)
    return Input(input_id(need.name), label, error, kind="choices", options=options, many=need.kind == "questions")


def _answered(case: Case) -> tuple[Option, ...]:
    return tuple(Option(q.id, f"{numbered(q.id)}. {label_of(q.id)}") for q in FORM if q.id in _asked(case))


def _findings(case: Case) -> tuple[Option, ...]:
    names = dict.fromkeys(f.finding for f in case.findings)
    return tuple(Option(name, say(f"finding.{name}.name")) for name in names)


def _asked(case: Case) -> set[str]:
    answers = case.current
    return set(answers.shared).union(*answers.children)


def _read_words(need: Need, words: str) -> Read:
    if not any(c.isalnum() for c in words):
        raise Unread(say("form.error.words"))
    if len(words) > need.max_length:
        raise Unread(say("form.too_long", length=len(words), limit=need.max_length))
    return Read(need.name, words)


def _read_questions(case: Case, need: Need, words: str) -> Read:
    asked = _asked(case)
    by_number = {str(n): q.id for n, q in enumerate(FORM, start=1)}
    parts = [p.strip().casefold().replace(" ", "_") for p in re.split(r",|;|\band\b|\n", words) if p.strip()]
    if len(parts) == 1 and re.fullmatch(r"[\d_]+", parts[0]):
        parts = parts[0].split("_")
    chosen = [by_number.get(part, part) for part in parts]
    if chosen and all(question in asked for question in chosen):
        return Read(need.name, tuple(dict.fromkeys(chosen)))
    if need.or_else and len(words.split()) > 1:
        return Read(need.or_else, _read_words(need, words).value)
    raise Unread(say("form.error.questions"))


def _read_finding(case: Case, need: Need, words: str) -> Read:
    wanted = words.casefold().replace(" ", "_")
    for option in _findings(case):
        if wanted in (option.id, option.label.casefold().replace(" ", "_")):
            return Read(need.name, option.id)
    raise Unread(say("form.error.finding"))
