"""An alert is told, one question at a time, by typing or by button: a draft and what was said in, a turn out."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from dialogs.answering import answer, pick
from dialogs.commands import Command, typed_command
from dialogs.confirming import confirm, confirmation, other_words
from dialogs.context import Context, Said, Turn
from dialogs.moves import Confirmed, Filled, Picked, pressed, words_in
from dialogs.scene import Scene, ask
from dialogs.standing import current
from dialogs.steering import steer
from dialogs.understood import Trouble
from dialogs.updating import begin_again
from state.answers import Answers
from state.draft import Draft

__all__ = ["Context", "Said", "Turn", "ask", "asks_for_case", "begin", "begin_again", "hear", "words_of"]


def begin(context: Context, draft_id: str) -> Draft:
    """A new alert. The area is known where the person has exactly one. Source: R1."""
    areas = context.areas
    answers = Answers({"area": areas[0]}) if len(areas) == 1 else Answers()
    return Draft(draft_id, begun=context.now, touched=context.now, answers=answers)


def hear(draft: Draft, said: Said, kept: str, context: Context) -> Turn:
    """What becomes of a draft by one message. Whatever is said, the reply ends with what is to be answered next.

    Only "later", a confirmed "discard" and "submit" end it otherwise.
    """
    scene = Scene(replace(draft, paused=False), kept, context)
    return _typed(scene, said.text) if said.data is None else _pressed(scene, said.data)


def asks_for_case(draft: Draft) -> bool:
    """Whether a reference is being asked for, so that the case it names is to be at hand in the context."""
    place = current(draft)
    return place is not None and place.question == "update_of"


def words_of(said: Said, question: str) -> str:
    """What was said in answer to a question, typed or by card."""
    return said.text if said.data is None else words_in(said.data, question)


def _typed(scene: Scene, text: str) -> Turn:
    pending = scene.draft.pending
    value = confirmation(pending, text) if pending else None
    if pending and value:
        return confirm(scene, pending, value)
    command = typed_command(text)
    if command:
        return steer(scene, command)
    if text.lstrip().startswith("/"):
        return scene.refused(Trouble("trouble.not_a_command"))
    return other_words(scene, pending, text) if pending else answer(scene, text)


def _pressed(scene: Scene, data: Mapping[str, Any]) -> Turn:
    move = pressed(scene.draft, data)
    match move:
        case Trouble():
            return scene.refused(move)
        case Filled(words):
            return answer(scene, words)
        case Picked(place, options):
            return pick(scene, place, options)
        case Confirmed(pending, value):
            return confirm(scene, pending, value)
        case Command():
            return steer(scene, move)
