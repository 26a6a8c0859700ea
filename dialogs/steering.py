"""The ways through the interview: back, edit, skip, why, review, later, discard, help, submit."""

from collections.abc import Callable
from dataclasses import replace

from dialogs.alert_form import BY_ID, FORM, steps
from dialogs.answering import settle, use_kept
from dialogs.choosing import needed, unknown
from dialogs.commands import Command
from dialogs.confirming import first_this, unsettled
from dialogs.context import Turn
from dialogs.review import numbered, review_card
from dialogs.scene import Scene
from dialogs.standing import before, is_fixed, open_places, still_asked
from dialogs.understood import Trouble
from dialogs.wording import say
from state.answers import SKIPPED
from state.draft import Draft, Pending, Place
from state.message import Message

_BESIDE = ("help", "why", "later", "review")
"""Commands that leave what waits for a yes as it is."""


def steer(scene: Scene, command: Command) -> Turn:
    """Carry out a command. What waits for a yes is let go, unless words would be lost."""
    waiting = unsettled(scene.draft)
    if waiting and command.name not in _BESIDE:
        return scene.refused(first_this(waiting))
    if command.name not in (*_BESIDE, "submit"):
        scene = scene.having(pending=None)
    return _edit(scene, command.target) if command.name == "edit" else _HANDLERS[command.name](scene)


def _back(scene: Scene) -> Turn:
    place = before(scene.draft, scene.place)
    return scene.having(at=place).turn() if place else scene.refused(Trouble("trouble.no_back"))


def _edit(scene: Scene, target: str) -> Turn:
    place = _meant(scene.draft, target)
    return scene.refused(place) if isinstance(place, Trouble) else scene.having(at=place).turn()


def _meant(draft: Draft, target: str) -> Place | Trouble:
    name, _, child = target.partition(".")
    question = FORM[_number(name) - 1].id if 0 < _number(name) <= len(FORM) else name
    if question not in BY_ID:
        return Trouble("trouble.not_in_form" if name else "trouble.edit_what")
    place, places = Place(question, _number(child) or None), steps(draft.answers)
    number = {"number": numbered(question)}
    if is_fixed(draft, place):
        return Trouble("trouble.fixed", {"ref": draft.base})
    if place in places:
        return place
    if any(other.question == question for other in places):
        return Trouble("trouble.which_child" if Place(question, 1) in places else "trouble.one_for_all", number)
    return Trouble("trouble.not_asked", number)


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 4 else 0


def _skip(scene: Scene) -> Turn:
    """Go on without an answer; an answer that is there is left as it was."""
    place = scene.place
    if place is None:
        return scene.refused(Trouble("trouble.not_now"))
    if scene.draft.answers.get(place.question, place.child) is not None:
        kept = scene.having(at=None, asked=still_asked(scene.draft, place))
        return kept.turn(say("interview.left"))
    question = BY_ID[place.question]
    if question.required:
        return scene.refused(needed(question))
    answers = scene.draft.answers.having(place.question, SKIPPED, place.child)
    asked = still_asked(scene.draft, place)
    skipped = scene.having(answers=answers, asked=asked, at=None, touched=scene.context.now)
    return skipped.turn(say("interview.skipped", number=numbered(place.question, place.child)))


def _not_known(scene: Scene) -> Turn:
    if scene.place is None:
        return scene.refused(Trouble("trouble.not_now"))
    return settle(scene, scene.place, unknown(BY_ID[scene.place.question]))


def _why(scene: Scene) -> Turn:
    if scene.place is None:
        return scene.turn(say("interview.why_review"))
    key = f"question.{scene.place.question}"
    letters = say("why.letters")
    return scene.turn(say("interview.why", why=say(f"{key}.why"), source=say(f"{key}.source"), letters=letters))


def _review(scene: Scene) -> Turn:
    """All answers so far; then the question that is open, if one is."""
    if not open_places(scene.draft) and scene.draft.pending is None:
        return scene.having(at=None).turn()
    return scene.turn("", Message(card=review_card(scene.draft, scene.context, scene.kept)))


def _later(scene: Scene) -> Turn:
    return Turn(replace(scene.draft, paused=True), (Message(say("interview.later")),), scene.kept)


def _discard(scene: Scene) -> Turn:
    return scene.having(pending=Pending("discard", scene.place or Place(""))).turn()


def _help(scene: Scene) -> Turn:
    here = BY_ID[scene.place.question].kind if scene.place else "review"
    kind = "confirm" if scene.draft.pending else here
    return scene.turn(f"{say(f'interview.help.{kind}')}\n\n{say('interview.help.commands')}")


def _submit(scene: Scene) -> Turn:
    """The whole alert is sent only from the review, where it has just been seen."""
    if scene.place is None and scene.draft.pending is None:
        return Turn(scene.draft, (), "", submit=True)
    trouble = Trouble("trouble.still_open" if open_places(scene.draft) else "trouble.look_first")
    return scene.having(at=None, pending=None).refused(trouble)


_HANDLERS: dict[str, Callable[[Scene], Turn]] = {
    "back": _back,
    "skip": _skip,
    "keep": _skip,
    "not_known": _not_known,
    "why": _why,
    "review": _review,
    "later": _later,
    "discard": _discard,
    "help": _help,
    "submit": _submit,
    "kept": use_kept,
}
