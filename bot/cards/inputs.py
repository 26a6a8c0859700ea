"""Things to fill in. None is required: "don't know yet" on the same card must work while it is empty."""

import re

from microsoft_teams.cards import core as ac

from bot.cards.words import clean, one_line, unlinked
from state.message import Input

_NUMBER = re.compile(r"-?[0-9]{1,9}")  # what was typed before need not be one
_LISTED = 12  # more options than this make a card too long: they go into a list that opens


def input_of(asked: Input) -> ac.CardElement:
    """The element that asks for it."""
    match asked.kind:
        case "text":
            return _text(asked)
        case "number":
            return _number(asked)
        case "choices":
            return _choices(asked)


def _text(asked: Input) -> ac.CardElement:
    box = ac.TextInput(
        id=asked.id,
        label=one_line(asked.label),
        error_message=one_line(asked.error),
        placeholder=one_line(asked.placeholder) or None,
        value=clean(asked.value) or None,
        is_multiline=asked.multiline or None,
    )
    return box if asked.max_length is None else box.with_max_length(asked.max_length)


def _number(asked: Input) -> ac.CardElement:
    box = ac.NumberInput(
        id=asked.id,
        label=one_line(asked.label),
        error_message=one_line(asked.error),
        placeholder=one_line(asked.placeholder) or None,
    )
    return box.with_value(int(asked.value)) if _NUMBER.fullmatch(asked.value) else box


def _choices(asked: Input) -> ac.CardElement:
    return ac.ChoiceSetInput(
        id=asked.id,
        label=one_line(asked.label),
        error_message=one_line(asked.error),
        placeholder=one_line(asked.placeholder) or None,
        value=asked.value or None,
        choices=[ac.Choice(title=unlinked(one_line(option.label)), value=option.id) for option in asked.options],
        style="compact" if len(asked.options) > _LISTED else "expanded",
        is_multi_select=asked.many or None,
        wrap=True,
    )
