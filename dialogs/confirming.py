"""What waits for a yes gets its answer."""

from dialogs.alert_form import BY_ID
from dialogs.answering import answer, record, settle
from dialogs.choosing import plain, yes_or_no
from dialogs.context import Turn
from dialogs.scene import Scene
from dialogs.understood import Answer, Trouble
from dialogs.wording import say
from state.draft import Draft, Pending
from state.message import Message

_SPELLINGS = {
    "yes": "ok|okay|correct|right|that is right|thats right|yes that is right|sure",
    "first": "first|the first|1|first one|the first one",
    "second": "second|the second|2|second one|the second one",
    "add": "add|add it|add them|add these|add this|add to it|add to what i wrote|both|as well",
    "instead": "instead|replace|replace it|replace them|in its place|put it in its place|put this in its place",
    "take_out": "take out|take them out|take it out|remove|remove them|yes take them out",
    "keep": "keep|keep them|keep it|keep my words|no keep my words",
}
_VALUES = {phrase: value for value, phrases in _SPELLINGS.items() for phrase in phrases.split("|")}


def confirmation(pending: Pending, text: str) -> str | None:
    """What a whole message says to a confirmation; None where it is something else."""
    value = _VALUES.get(plain(text[:40])) or yes_or_no(text)
    return value if value in _possible(pending) else None


def confirm(scene: Scene, pending: Pending, value: str) -> Turn:
    """Act on the answer to what waits for a yes."""
    if value not in _possible(pending):
        return scene.refused(Trouble("trouble.unreadable_card"))
    match pending.kind, value:
        case "discard", "yes":
            return Turn(
                None, (Message(say("interview.changes_discarded" if scene.draft.base else "interview.discarded")),), ""
            )
        case "discard", _:
            return scene.having(pending=None).turn(say("interview.not_discarded"))
        case "date" | "choice", "no":
            return scene.having(pending=None).turn(say(f"confirm.{pending.kind}.again"))
        case "identifiers", "yes" | "take_out":
            return answer(scene.having(pending=None), str(pending.other))
        case "identifiers", _:
            return settle(scene.having(pending=None), pending.place, Answer(pending.value))
        case "addition", "add" if len(str(pending.other)) > BY_ID[pending.place.question].longest:
            limit = BY_ID[pending.place.question].longest
            return scene.refused(Trouble("confirm.addition.full", {"limit": limit}))
        case _, "second" | "add":
            return record(scene, pending.place, pending.other)
        case _:
            return record(scene, pending.place, pending.value)


def other_words(scene: Scene, pending: Pending, text: str) -> Turn:
    """Words that are neither yes nor no: a date or choice is tried anew; the others need their yes or no first."""
    if pending.kind in ("date", "choice"):
        return answer(scene, text)
    return scene.refused(first_this(pending))


def first_this(pending: Pending) -> Trouble:
    """What to say where a yes or no must come first, so that words which wait are not lost."""
    return Trouble(f"confirm.{pending.kind}.first")


def unsettled(draft: Draft) -> Pending | None:
    """The confirmation that nothing may go past: words of the person that would be lost."""
    return draft.pending if draft.pending and draft.pending.kind in ("identifiers", "addition") else None


def _possible(pending: Pending) -> tuple[str, ...]:
    match pending.kind:
        case "discard" | "choice":
            return ("yes", "no")
        case "identifiers":
            return ("yes", "no", "take_out", "keep")
        case "addition":
            return ("add", "instead")
        case "date":
            return ("yes", "no", "first", "second") if pending.other else ("yes", "no")
