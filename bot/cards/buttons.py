"""Buttons. Each is an Action.Execute, and an Action.Submit with the same data where a client knows only that."""

from collections.abc import Sequence

from microsoft_teams.cards import core as ac

from bot.cards.blocks import words
from bot.cards.words import one_line
from state.message import Button

_IN_A_ROW = 3
_ROW = 42  # characters that a phone has room for in a row, with 6 for the edges of each button
WHOLE = 30  # characters of a label after which a phone cuts it: such a label stands above its button in full


def rows(buttons: Sequence[Button]) -> list[ac.CardElement]:
    """A few short buttons side by side; otherwise one below the other, so that a phone cuts none."""
    if not buttons:
        return []
    short = sum(len(button.label) + 6 for button in buttons) <= _ROW
    if short and len(buttons) <= _IN_A_ROW:
        return [ac.ActionSet(actions=[_action(button) for button in buttons])]
    stacked = [element for button in buttons for element in _row(button)]
    return [stacked[0].model_copy(update={"spacing": None}), *stacked[1:]]


def _row(button: Button) -> list[ac.CardElement]:
    alone = ac.ActionSet(actions=[_action(button)], spacing="Small")
    return [*words(button.label), alone] if len(button.label) > WHOLE else [alone]


def _action(button: Button) -> ac.Action:
    title, data = _title(one_line(button.label)), dict(button.data)
    style = None if button.style == "default" else button.style
    submit = ac.SubmitAction(title=title, data=data, style=style)
    return ac.ExecuteAction(title=title, verb=str(data["do"]), data=data, style=style, fallback=submit)


def _title(label: str) -> str:
    return label if len(label) <= WHOLE else label[: WHOLE - 1].rstrip() + "…"
