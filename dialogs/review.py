"""Every answer with its number, before an alert is sent and when it is read. Source: R1, G23."""

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby

from dialogs.alert_form import BY_ID, NUMBER, steps
from dialogs.answer_words import in_words, is_typed
from dialogs.context import Context
from dialogs.question import Question
from dialogs.seal import seal
from dialogs.standing import REFERRAL, is_fixed, named, open_places
from dialogs.wording import label_of, say
from state.answers import Answers, Value
from state.draft import Draft, Place
from state.message import Button, Card, Fact, Input, Option, Section

LISTED = 60
"""So many answers stand on the list of those to change; with more children they are named by typing."""

CHANGE = "change"
"""The input of the review that names the answer to change."""

Words = Callable[[Question, Value], str]


def numbered(question: str, child: int | None = None) -> str:
    """The number of a question in the form, and of the child: "11", "11.2". Raises KeyError."""
    return f"{NUMBER[question]}.{child}" if child else str(NUMBER[question])


def review_card(draft: Draft, context: Context, kept: str) -> Card:
    """All answers, one list to change any of them, and a button to send them where nothing is open."""
    complete = not open_places(draft)
    updates = draft.base is not None and draft.event in ("update", REFERRAL)
    answered = [p for p in steps(draft.answers) if draft.answers.get(p.question, p.child) is not None]
    changeable = [place for place in answered if not is_fixed(draft, place)]
    waiting = (say("review.kept", number=numbered("what_happened")),) if kept else ()
    submit = Button(say("review.submit"), {"do": "submit", "draft": draft.id, "seal": seal_of(draft)}, style="positive")
    return Card(
        title=say("review.update" if updates else "review.title"),
        lines=(say(f"review.{'not_sent' if complete else 'so_far'}{'_again' if draft.base else ''}"), *waiting),
        sections=(
            *_sections(answered, draft.answers, lambda question, value: in_words(question, value, context.profile)),
            *((_change(draft, changeable),) if changeable else ()),
        ),
        buttons=(submit,) if complete else (),
    )


def seal_of(draft: Draft) -> int:
    """What tells this review from one that showed other answers."""
    return seal(draft.id, draft.answers.to_json())


def details_of(answers: Answers, title: str) -> Card:
    """All answers of an alert that was sent. The area is left to the title, which names it in the council's words."""
    places = [p for p in steps(answers) if p.question != "area" and answers.get(p.question, p.child) is not None]
    return Card(title, sections=tuple(_sections(places, answers, in_words)))


def _sections(places: Iterable[Place], answers: Answers, words: Words) -> Iterable[Section]:
    for heading, group in groupby(places, key=lambda place: _heading(place, answers)):
        yield Section(heading, facts=tuple(_fact(place, answers, words) for place in group))


def _heading(place: Place, answers: Answers) -> str:
    if place.child:
        return say("review.child_of", child=place.child, count=answers.get("child_count"))
    return say(f"section.{BY_ID[place.question].section}")


def _fact(place: Place, answers: Answers, words: Words) -> Fact:
    question, value = BY_ID[place.question], answers.get(place.question, place.child) or ""
    label = say("review.option", number=numbered(place.question, place.child), label=label_of(question.id))
    return Fact(label, words(question, value), said=is_typed(question, value))


def _change(draft: Draft, places: Sequence[Place]) -> Section:
    if len(places) > LISTED:
        return Section(lines=(say("review.type"),))
    options = tuple(Option(named(place), _option(place)) for place in places)
    which = Input(CHANGE, say("review.which"), say("review.which_error"), "choices", options)
    return Section(inputs=(which,), buttons=(Button(say("review.edit"), {"do": "edit", "draft": draft.id}),))


def _option(place: Place) -> str:
    number, label = numbered(place.question, place.child), label_of(place.question)
    if place.child:
        return say("review.option_child", number=number, label=label, child=place.child)
    return say("review.option", number=number, label=label)
