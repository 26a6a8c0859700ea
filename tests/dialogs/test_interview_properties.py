"""Whatever is said or sent, nothing breaks, nothing is lost, and the reply ends with what is to be answered next."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from dialogs.commands import typed_command
from dialogs.confirming import confirmation
from dialogs.interview import Turn, ask
from dialogs.reading import clean
from dialogs.standing import current
from state.answers import Answers, Value
from state.draft import Draft, Place
from tests.dialogs.conversations import CONTEXT, TYPED, Talk, buttons
from tests.dialogs.test_interview import FAMILY
from tests.dialogs.test_interview_again import CASE, REF, again, updating

WORDS = [
    *TYPED.values(),
    "yes", "no", "back", "skip", "why", "review", "discard", "later", "help", "submit", "edit", "first", "second", "1",
    "2", "3", "7", "42", "died", "update", "edit 8", "edit 9", "edit 11", "edit 13", "edit 11.2", "edit 5", "edit 2",
    "use these words", "keep my answer", "2 April 2026", "1 April 2026 at 10:00", "yesterday about 6pm", "3/4/2026",
    "25 October 2026 at 01:30", "tomorrow", "looked after, placed", "none", "not yet known", "other physical injury",
    "take out", "keep", "/nonsense", "Ring mum on 07700 900123",
    "He was seen by the doctor and then he was sent home again",
]  # fmt: skip

JUNK: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | st.sampled_from(WORDS),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=5), inner, max_size=2),
    max_leaves=3,
)
KEYS = ("question", "child", "value", "draft", "command", "change", "seal", "outcome", "status", "known_at")
DOINGS = st.sampled_from(["answer", "command", "confirm", "edit", "submit"])
DATA = st.builds(lambda do, rest: {"do": do, **rest}, DOINGS | JUNK, st.dictionaries(st.sampled_from(KEYS), JUNK))
PRESS = st.tuples(st.integers(0, 30), st.sampled_from(WORDS) | st.just(""))
MOVES = st.lists(st.sampled_from(WORDS) | st.text(max_size=60) | DATA | PRESS | PRESS, min_size=1, max_size=12)


@cache
def starts() -> list[Talk]:
    """Conversations that have come to different places."""
    talk, found = Talk(), [Talk(), updating(), again(CASE, "resubmit", "outcome", "known_at")]
    for says, _ in FAMILY:
        talk.says(says)
        found.append(replace(talk))
    return found


def places(answers: Answers) -> Iterator[tuple[Place, Value]]:
    yield from ((Place(question), value) for question, value in answers.shared.items())
    for child, own in enumerate(answers.children, start=1):
        yield from ((Place(question, child), value) for question, value in own.items())


def do(talk: Talk, move: Any, stale: list[dict[str, Any]]) -> None:
    if not isinstance(move, tuple):
        talk.says(move)
        return
    number, box = move
    stale += [dict(button.data) for button in buttons(talk.card)]
    data = stale[-1 - number % len(stale)] if stale else {}
    talk.says({**data, str(data.get("question", "change")): box})


def check(before: Draft, kept: str, turn: Turn, context: Any) -> None:
    if turn.draft is None:
        assert before.pending is not None
        assert before.pending.kind == "discard"
        return
    lost = dict(places(before.answers))
    now = dict(places(turn.draft.answers))
    assert lost.keys() <= now.keys()
    changed = {place for place in now if now[place] != lost.get(place)}
    if turn.draft.base == before.base:
        assert changed <= {current(before)}
    if turn.kept != kept and not turn.submit:
        assert kept in turn.kept or Place("what_happened") in changed
    if turn.submit:
        assert current(before) is None
    elif not turn.draft.paused:
        assert turn.messages[-1].card == ask(turn.draft, context, turn.kept).card


@settings(deadline=None)
@given(st.integers(0, 60), MOVES)
def test_nothing_is_lost_and_there_is_always_a_way_on(start: int, moves: list[Any]) -> None:
    talk, stale = replace(starts()[start % len(starts())]), list[dict[str, Any]]()
    if start % 2:
        talk.context = replace(CONTEXT, cases={REF: CASE})
    for move in moves:
        before, kept = talk.draft, talk.kept
        do(talk, move, stale)
        assert talk.turn is not None
        check(before, kept, talk.turn, talk.context)
        if talk.turn.draft is None or talk.turn.submit:
            talk = Talk(talk.context)


@settings(deadline=None)
@given(st.text(min_size=1, max_size=200))
def test_words_for_a_text_question_are_its_answer_unless_something_is_said_about_them(text: str) -> None:
    talk = next(replace(talk) for talk in starts() if current(talk.draft) == Place("what_happened"))
    talk.says(text)
    assert talk.turn is not None
    taken = talk.draft.answers.get("what_happened")
    assert taken == clean(text) if taken else talk.draft.pending or talk.turn.messages[-1].text or typed_command(text)


@given(st.text(max_size=60))
def test_a_confirmation_is_never_anything_but_what_the_card_offers(text: str) -> None:
    talk = replace(starts()[0])
    talk.says("discard")
    assert talk.draft.pending is not None
    assert confirmation(talk.draft.pending, text) in (None, "yes", "no")
