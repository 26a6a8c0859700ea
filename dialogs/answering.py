"""An answer is taken, waits for a yes, or is refused with the reason."""

from dataclasses import replace

from dialogs.alert_form import BY_ID, NUMBER
from dialogs.answer_words import in_words, is_typed
from dialogs.choosing import together
from dialogs.consistency import later, objection
from dialogs.context import Context, Turn
from dialogs.dates import spoken
from dialogs.prompts import ACCOUNT, joined, offered_words
from dialogs.question import NOT_YET_KNOWN, Question
from dialogs.reading import MOST, clean, read
from dialogs.scene import Scene
from dialogs.standing import asked_again, open_places, still_asked
from dialogs.understood import Answer, ToConfirm, Trouble, Understood
from dialogs.updating import ceiling, taken_over
from dialogs.wording import has, say
from state.answers import NOT_KNOWN, SKIPPED, Value
from state.draft import Pending, Place
from state.message import Message
from state.profile import Profile

_ACCOUNT_CHARACTERS, _ACCOUNT_WORDS = 40, 6
_ONE_LINE = 100  # characters: what is shorter is a name or number, and told anew


def answer(scene: Scene, text: str) -> Turn:
    """Take words as the answer to what is asked. An account told at the wrong moment is kept for the right one."""
    if scene.place is None:
        return scene.refused(Trouble("trouble.not_at_review"))
    question = BY_ID[scene.place.question]
    understood = read(question, text, scene.context)
    if not isinstance(understood, Trouble):
        says_more = isinstance(understood, ToConfirm) and understood.kind == "choice" and is_account(text)
        return settle(_keeping(scene, text) if says_more else scene, scene.place, understood)
    if question.id == ACCOUNT and understood.key == "trouble.too_long":
        return _keep(scene, text, Trouble("trouble.too_long_kept", understood.values), "")
    unsure = understood.key == "trouble.perhaps_danger"
    help_first = (_danger(scene.context.profile),) if unsure else ()
    if question.kind != "text" and is_account(text):
        to_come = Place(ACCOUNT) in open_places(scene.draft)
        key = "interview.words_kept" if to_come else "interview.words_kept_told"
        kept = _keep(scene, text, understood, say(key, number=NUMBER[ACCOUNT]))
        return replace(kept, messages=(*help_first, *kept.messages))
    return scene.turn(say(understood.key, **understood.values), *help_first)


def pick(scene: Scene, place: Place, picked: str) -> Turn:
    """Take what was picked on a card: the id of a choice, or several joined by commas."""
    question, options = BY_ID[place.question], [option.strip() for option in picked.split(",")]
    allowed = [area.id for area in scene.context.profile.areas] if question.kind == "area" else question.choices
    if not set(options).issubset(allowed) or (len(options) > 1 and question.kind != "many"):
        return scene.refused(Trouble("trouble.unknown_option"))
    return settle(scene, place, together(question, options) if question.kind == "many" else Answer(picked.strip()))


def use_kept(scene: Scene) -> Turn:
    """Take the kept words as the account of what happened."""
    if scene.place is None or scene.place.question != ACCOUNT or not scene.kept:
        return scene.refused(Trouble("trouble.nothing_kept"))
    return answer(scene, offered_words(scene.draft, scene.kept))


def is_account(text: str) -> bool:
    """Whether a message is long enough to be an account of what happened, whatever was asked."""
    return _ACCOUNT_CHARACTERS <= len(text) <= MOST and len(text.split()) >= _ACCOUNT_WORDS


def settle(scene: Scene, place: Place, understood: Understood) -> Turn:
    """Take an answer, have it confirmed first, or refuse it."""
    match understood:
        case Trouble():
            return scene.refused(understood)
        case Answer(value):
            more = _more(scene, place, value)
            return scene.having(pending=more, touched=scene.context.now).turn() if more else record(scene, place, value)
        case ToConfirm(kind, value, other, note):
            trouble = None if other else _objection(scene, place, value)
            if trouble:
                return scene.having(pending=None).refused(trouble)
            waiting = scene.having(pending=Pending(kind, place, value, other), touched=scene.context.now)
            return waiting.turn(say(f"confirm.note.{note}") if note else "")


def _more(scene: Scene, place: Place, value: Value) -> Pending | None:
    """Words for an answer that was asked for again, and that hold not those before: whether to add them is asked, so
    that nothing is lost."""
    told = scene.draft.answers.get(place.question, place.child)
    question = BY_ID[place.question]
    if not asked_again(scene.draft, place) or question.longest <= _ONE_LINE or value == NOT_KNOWN:
        return None
    if not is_typed(question, told or SKIPPED) or question.kind != "text" or str(told) in str(value):
        return None
    return Pending("addition", place, value, joined(str(told), str(value)))


def record(scene: Scene, place: Place, value: Value) -> Turn:
    """Note an answer and go on, to the first open question or to the review."""
    trouble = _objection(scene, place, value)
    if trouble:
        return scene.having(pending=None).refused(trouble)
    question, profile = BY_ID[place.question], scene.context.profile
    answers = scene.draft.answers.having(place.question, value, place.child)
    asked = still_asked(scene.draft, place)
    noted = scene.having(answers=answers, asked=asked, at=None, pending=None, touched=scene.context.now)
    if question.kind == "reference":
        noted = replace(noted, draft=taken_over(noted.draft, scene.context.cases[str(value)]))
    if question.id == ACCOUNT:
        noted = replace(noted, kept="")
    danger = (_danger(profile),) if (question.id, value) == ("danger_now", "yes") else ()
    return noted.turn(_noted(question, value, scene.context), *danger)


def _objection(scene: Scene, place: Place, value: Value) -> Trouble | None:
    """Why an answer cannot be taken although it was understood."""
    if place.question == "update_of" and value not in scene.context.cases:
        return Trouble("trouble.not_your_alert", {"ref": value})
    if BY_ID[place.question].kind != "moment" or value == NOT_KNOWN:
        return None
    top = ceiling(scene.draft, scene.context) if place.question == "known_at" else None
    if top and later(str(value), top):
        return Trouble("trouble.known_later", {"before": spoken(top), "given": spoken(str(value))})
    return objection(scene.draft.answers, place, value)


def _noted(question: Question, value: Value, context: Context) -> str:
    if question.kind == "reference":
        return say("interview.taken_over", ref=value)
    if value in (NOT_KNOWN, NOT_YET_KNOWN, (NOT_YET_KNOWN,)):
        return say("interview.not_known")
    if question.kind == "text":
        return say("interview.noted_words")
    own = f"question.{question.id}.noted.{value}"
    return say(own) if has(own) else say("interview.noted", answer=in_words(question, value, context.profile))


def _danger(profile: Profile) -> Message:
    """Keeping people safe comes before the alert. Source: R26 (G17)."""
    contacts = profile.contacts
    return Message(
        say(
            "interview.danger",
            emergency=contacts.emergency,
            duty_team=contacts.duty_team,
            out_of_hours=contacts.out_of_hours,
        )
    )


def _keeping(scene: Scene, text: str) -> Scene:
    """The scene with words kept for the account, where there is room for them."""
    kept = joined(scene.kept, clean(text)) if scene.kept else clean(text)
    return replace(scene, kept=kept) if len(kept) <= MOST else scene


def _keep(scene: Scene, text: str, trouble: Trouble, so: str) -> Turn:
    words = clean(text)
    kept = joined(scene.kept, words) if scene.kept else words
    if len(kept) > MOST:
        return scene.refused(Trouble("trouble.kept_full"))
    return replace(scene, kept=kept).turn(f"{say(trouble.key, **trouble.values)}\n{so}".strip())
