"""The card of a question: what is asked, the answers to choose from, and quiet ways on below them."""

from dialogs.alert_form import BY_ID
from dialogs.answer_words import in_words, refilled
from dialogs.consistency import clashes
from dialogs.context import Context
from dialogs.question import NOT_ON_RECORD, NOT_YET_KNOWN, Question
from dialogs.standing import asked_again, before, places
from dialogs.wording import either, has, label_of, option_label, say
from state.draft import Draft, Place
from state.message import Button, Card, Data, Input, Option, Section

ACCOUNT = "what_happened"
"""The question that words kept from elsewhere are offered to."""

KEPT = "kept"
"""The value of the button that takes the kept words, which themselves never stand in card data."""


def question_card(draft: Draft, place: Place, context: Context, kept: str) -> Card:
    """The card that asks one question. Every button names draft, question and child, so that an old card is known."""
    question = BY_ID[place.question]
    offered = offered_words(draft, kept) if kept and place.question == ACCOUNT else ""
    return Card(
        title=say(f"question.{question.id}.ask"),
        eyebrow=_eyebrow(draft, place, question),
        lines=_lines(draft, place, question, context, offered),
        sections=(
            Section(
                inputs=_inputs(draft, place, question, offered),
                buttons=_answers(draft, place, question, context, offered),
            ),
            *_ways_round(draft, place, question),
        ),
        buttons=_ways_on(draft, place),
    )


def about(draft: Draft, place: Place) -> Data:
    """What every button of a card about a question carries."""
    child = {"child": place.child} if place.child else {}
    return {"draft": draft.id, "question": place.question, **child}


def offered_words(draft: Draft, kept: str) -> str:
    """The account as it would be with the kept words added to it."""
    told = draft.answers.get(ACCOUNT)
    return joined(told, kept) if isinstance(told, str) else kept


def joined(words: str, more: str) -> str:
    """Words with more words after them, without saying anything twice."""
    if words in more or more in words:
        return max(words, more, key=len)
    return f"{words}\n\n{more}"


def _eyebrow(draft: Draft, place: Place, question: Question) -> str:
    section = say(f"section.{question.section}")
    if place.child:
        section = say("asking.of_child", child=place.child, count=draft.answers.get("child_count"), section=section)
    if draft.base is not None:
        return section
    applying = places(draft)
    return say("asking.progress", section=section, number=applying.index(place) + 1, total=len(applying))


def _lines(draft: Draft, place: Place, question: Question, context: Context, offered: str) -> tuple[str, ...]:
    lines = [say(clash.trouble.key, **clash.trouble.values) for clash in clashes(draft.answers) if clash.asks(place)]
    value = draft.answers.get(place.question, place.child)
    if asked_again(draft, place) and value is not None:
        lines.append(say("asking.asked_again"))
    hint = f"question.{question.id}.hint"
    if has(hint):
        others = context.profile.other_authorities
        elsewhere = either(others) if others else say("asking.every_other")
        lines.append(say(hint, authority=context.profile.authority, others=elsewhere))
    if question.kind == "text":
        lines.append(say("asking.leave_out"))
    if offered:
        lines.append(say("asking.kept"))
    elif value is not None and not refilled(question, value):
        lines.append(say("asking.now", answer=in_words(question, value, context.profile)))
    return tuple(lines)


def _inputs(draft: Draft, place: Place, question: Question, offered: str) -> tuple[Input, ...]:
    if question.kind in ("yes_no", "choice", "area"):
        return ()
    value = offered or refilled(question, draft.answers.get(place.question, place.child))
    placeholder = f"question.{question.id}.placeholder"
    if question.kind == "many":
        options = tuple(Option(option, option_label(question.id, option)) for option in question.options)
        label, error = say("asking.choose_all"), say("asking.choose")
        return (Input(question.id, label, error, "choices", options, many=True, value=value),)
    return (
        Input(
            question.id,
            label_of(question.id),
            say("asking.fill_in"),
            "number" if question.kind == "number" else "text",
            multiline=question.kind == "text" and question.longest > 100,
            max_length=question.longest if question.longest > len(value) else None,
            value=value,
            placeholder=say(placeholder) if has(placeholder) else "",
        ),
    )


def _answers(draft: Draft, place: Place, question: Question, context: Context, offered: str) -> tuple[Button, ...]:
    data = {"do": "answer", **about(draft, place)}
    match question.kind:
        case "yes_no" | "choice":
            choices = [(option, option_label(question.id, option)) for option in question.choices]
        case "area":
            choices = [(area.id, area.name) for area in context.profile.areas]
        case _:
            save = Button(say("asking.save"), data, style="positive")
            return (save, *_besides(question, data, offered))
    return tuple(Button(label, {**data, "value": option}) for option, label in choices)


def _besides(question: Question, data: Data, offered: str) -> tuple[Button, ...]:
    if offered:
        return (Button(say("asking.use_kept"), {**data, "value": KEPT}),)
    if question.kind == "records":
        return (Button(say("answer.not_on_record"), {**data, "value": NOT_ON_RECORD}),)
    return ()


def _ways_round(draft: Draft, place: Place, question: Question) -> tuple[Section, ...]:
    """Ways past a question. "Not yet known" is among its choices where the question has it."""
    ways = []
    if question.unknown is not None and NOT_YET_KNOWN not in question.options:
        ways.append(_command(draft, place, "not_known"))
    if draft.answers.get(place.question, place.child) is not None:
        ways.append(_command(draft, place, "keep"))
    elif not question.required:
        ways.append(_command(draft, place, "skip"))
    return (Section(buttons=tuple(ways)),) if ways else ()


def _ways_on(draft: Draft, place: Place) -> tuple[Button, ...]:
    names = ("back", "why", "later") if before(draft, place) else ("why", "later")
    return tuple(_command(draft, place, name) for name in names)


def _command(draft: Draft, place: Place, name: str) -> Button:
    return Button(say(f"asking.{name}"), {"do": "command", "command": name, **about(draft, place)})
