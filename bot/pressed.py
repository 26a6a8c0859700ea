"""What becomes of a card once it was pressed: it shows the answer in place of its buttons."""

from collections.abc import Mapping
from typing import Any

from dialogs.alert_form import BY_ID
from dialogs.answer_words import in_words
from dialogs.wording import say
from state.documents import Person
from state.message import Card


def pressed_card(data: Mapping[str, Any], before: Person, after: Person) -> Card | None:
    """The answered state of a question's card; None for a press that answered nothing."""
    question, child = data.get("question"), data.get("child")
    if data.get("do") != "answer" or not isinstance(question, str) or before.draft is None or after.draft is None:
        return None
    place = child if isinstance(child, int) and not isinstance(child, bool) else None
    answer = after.draft.answers.get(question, place)
    if answer is None or after.draft.id != before.draft.id or answer == before.draft.answers.get(question, place):
        return None
    words = in_words(BY_ID[question], answer)
    return Card(say(f"question.{question}.ask"), lines=(say("pressed.answered", answer=words),))
