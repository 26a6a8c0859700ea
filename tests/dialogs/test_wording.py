"""The words: every key that is used is there, every key that is there is used, and the words are easy to read."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from contextvars import Context, copy_context
from functools import cache
from itertools import chain
from pathlib import Path
from string import Formatter
from typing import get_args

import pytest

from bot.server import COMMANDS
from dialogs.alert_form import FORM
from dialogs.dates import Note, Reason
from dialogs.question import Question
from dialogs.wording import SENTENCES, either, has, label_of, option_label, say, speak_for
from state.profile_file import load_profile
from tests.stories.councils import KENT, STRATHMUIR, proper_names

OWN = set(load_profile().spoken)
"""What the council's profile puts into sentences."""

ROOT = Path(__file__).parents[2]
CODE = [path for folder in ("dialogs", "bot") for path in sorted((ROOT / folder).rglob("*.py"))]
INTERVIEW = [
    "question.",
    "section.",
    "answer.",
    "asking.",
    "interview.",
    "confirm.",
    "review.",
    "trouble.",
    "unclear.",
]


@cache
def trees() -> list[ast.Module]:
    return [ast.parse(path.read_text("utf-8")) for path in CODE if "node_modules" not in path.parts]


def nodes() -> Iterator[ast.AST]:
    return chain.from_iterable(ast.walk(tree) for tree in trees())


def said() -> Iterator[tuple[str, set[str] | None]]:
    """Each key that stands as it is in a call of `say` or `Trouble`, with the names of its values where these do."""
    for node in nodes():
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("say", "Trouble"):
            match node.args:
                case [ast.Constant(value=str(key))]:
                    names = {keyword.arg or "" for keyword in node.keywords}
                    yield key, None if "" in names else names
                case [ast.Constant(value=str(key)), ast.Dict(keys=keys)]:
                    names = {str(key.value) if isinstance(key, ast.Constant) else "" for key in keys}
                    yield key, None if "" in names else names
                case [ast.Constant(value=str(key)), _]:
                    yield key, None


def patterns() -> set[re.Pattern[str]]:
    """The keys that are put together in code, such as f"question.{id}.ask", as patterns."""
    found = set()
    for node in nodes():
        if isinstance(node, ast.JoinedStr):
            parts = [re.escape(str(p.value)) if isinstance(p, ast.Constant) else r".+" for p in node.values]
            if "." in "".join(parts).replace(".+", ""):
                found.add(re.compile("".join(parts)))
    return found


def names_in(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


def test_every_key_that_code_names_is_there() -> None:
    keys = [key for key, _ in said()]
    assert len(keys) > 100
    assert [key for key in keys if not has(key)] == []


def test_every_sentence_is_used() -> None:
    constants = {str(node.value) for node in nodes() if isinstance(node, ast.Constant)}
    built = patterns()
    unused = [key for key in SENTENCES if key not in constants and not any(p.fullmatch(key) for p in built)]
    assert unused == []


def test_each_sentence_gets_the_values_that_stand_in_it() -> None:
    lacking = [
        key for key, names in said() if names is not None and has(key) and names_in(SENTENCES[key]) - names - OWN
    ]
    assert lacking == []


@pytest.mark.parametrize(("family", "literal"), [("unclear", Reason), ("confirm.note", Note)])
def test_a_date_can_be_refused_and_doubted_in_words(family: str, literal: object) -> None:
    assert [name for name in get_args(literal) if name and not has(f"{family}.{name}")] == []


@pytest.mark.parametrize("question", FORM, ids=lambda question: question.id)
def test_every_question_has_its_words(question: Question) -> None:
    for part in ("ask", "why", "source"):
        assert has(f"question.{question.id}.{part}")
    assert label_of(question.id)
    assert say(f"section.{question.section}")
    assert say(f"interview.help.{question.kind}")
    sources = say(f"question.{question.id}.source").split(", ")
    assert set(question.rules) <= set(sources)


@pytest.mark.parametrize("question", [q for q in FORM if q.choices], ids=lambda question: question.id)
def test_choices_are_short_and_differ_early(question: Question) -> None:
    labels = [option_label(question.id, option) for option in question.choices]
    assert max(map(len, labels)) <= (45 if question.kind == "many" else 30)  # a phone cuts longer words on a button
    begun = Counter(" ".join(label.casefold().split()[:2]) for label in labels)
    assert begun.most_common(1)[0][1] == 1


def mine() -> dict[str, str]:
    return {key: sentence for key, sentence in SENTENCES.items() if key.startswith(tuple(INTERVIEW))}


def test_sentences_are_short() -> None:
    sentences = ((key, part) for key, words in mine().items() for part in re.split(r"(?<=[.?!:])\s|\n", words))
    assert [key for key, part in sentences if len(part.split()) > 25] == []


def test_sentences_are_plain_text() -> None:
    assert [key for key, words in mine().items() if re.search(r"[`*#]|\]\(", words)] == []


def test_words_that_people_should_not_have_to_read() -> None:
    jargon = re.compile(r"\b(?:invalid|error|failed|input|field|mandatory|utilise|please note|user)\b", re.IGNORECASE)
    assert [key for key, words in mine().items() if jargon.search(words)] == []


@pytest.mark.parametrize(("key", "values"), [("no.such.key", {}), ("trouble.not_asked", {})])
def test_a_missing_key_or_value_is_a_fault(key: str, values: dict[str, str]) -> None:
    with pytest.raises(KeyError):
        say(key, **values)


def test_what_people_typed_is_never_taken_for_a_placeholder() -> None:
    assert "“{0.__class__}”" in say("unclear.too_far", what="{0.__class__}", one="{x}", two="")


def test_every_command_says_what_it_does() -> None:
    assert [c.name for group in COMMANDS for c in group if not has(f"command.{c.name.replace(' ', '_')}")] == []


def test_no_key_stands_in_two_files() -> None:
    files = tuple((ROOT / "dialogs" / "words").glob("*.toml"))
    tables = Counter(table for file in files for table in re.findall(r"(?m)^\[([\w.]+)\]", file.read_text("utf-8")))
    assert [table for table, count in tables.items() if count > 1] == []


def test_names_to_choose_from() -> None:
    assert either(["one"]) == "one"
    assert either(["one", "two", "three"]) == "one, two or three"


def test_no_sentence_names_anything_of_kents() -> None:
    """But for the rules of Kent's own guidance, which `app.py rules` alone shows."""
    names = proper_names(KENT)
    assert {"Kent", "KSCMP", "Medway", "CYPE", "Liberi", "Amparo", "PSW", "Area AD", "Thanet", "SPSQA"} <= names
    named = re.compile("|".join(rf"\b{re.escape(name)}(?!\w)" for name in names))
    assert [
        (key, found[0]) for key, words in SENTENCES.items() if _is_said(key) and (found := named.search(words))
    ] == []


def _is_said(key: str) -> bool:
    return not key.startswith("rule.")


def test_sentences_speak_for_the_council_that_was_named() -> None:
    def said() -> str:
        speak_for(STRATHMUIR.profile)
        return say("stage.alert.with_unit")

    assert copy_context().run(said) == "With the Protection Hub"
    assert say("stage.alert.with_unit") == "With the Safeguarding Unit"


def test_nothing_is_said_before_it_is_known_for_which_council() -> None:
    with pytest.raises(LookupError):
        Context().run(say, "stage.alert.with_unit")
