"""Who hears of an event, and what: outcomes to people and channels, tasks to those who must act, the case's card."""

from dataclasses import replace

from dialogs.advice import advice
from dialogs.alike import pointed_out
from dialogs.author_card import author_card, is_authors, names_author
from dialogs.case_card import task_card
from dialogs.desk import Desk
from dialogs.facts import happened, next_step, stage
from dialogs.living import living
from dialogs.wording import has, say
from state.able import able
from state.case import Case, Finding, Run
from state.engine import Done
from state.message import Button, Card, Fact, Message
from state.people import turn_to
from state.post import Post
from state.roles import APPOINTED, AUTHOR, PSW, PSW_CHANNEL, REPORT_AUTHOR, TEAM, UNIT

BY_CHANNEL = (UNIT, PSW)
"""These work from the PSW channel: its card is their task, so they get none of their own."""


def announced(desk: Desk, done: Done) -> Case:
    """The case with every post that an event owes, and all that followed from it, saved with it in one write."""
    steps = (done, *done.then)
    drawn = living(desk, done.case, left=done.before.area)  # first: what is said of the case stands in its thread
    outcomes = [post for one in steps for post in _outcomes(desk, one)]
    tasks = [post for one in steps for post in _tasks(desk, one)]
    owed = (*drawn, *outcomes, *_differences(desk, done), *pointed_out(desk, done), *tasks)
    return replace(done.case, posts=(*done.case.posts, *owed))


def _outcomes(desk: Desk, done: Done) -> list[Post]:
    run = done.run
    tasked = _tasked(desk, done.case, run)
    # Somebody who takes a report over gets no task: it stands where it stood.
    by_task = (AUTHOR,) if done.step.source == run.state else (AUTHOR, REPORT_AUTHOR)
    posts = []
    for audience in done.event.told(run, done.step.fields):
        for to in addresses(desk, done.case, audience, run):
            if to == f"person:{done.step.by}" or (audience in by_task and to in tasked):
                continue
            if names_author(run, done.event.name, audience):
                told = Message(card=author_card(desk, done.case, to.removeprefix("person:"), run))
            else:
                told = _with_reason(done, to, _told(desk, done, run, audience))
            message = _with_advice(told, _advice(done, audience, to))
            posts.append(desk.post(to, "outcome", message, about=done.case.ref))
    return posts


def _with_reason(done: Done, to: str, told: str) -> Message:
    """People are told the reason that was given, in words that are shown as they are; channels never."""
    reason = done.step.fields.get("reason")
    if not to.startswith("person:") or not isinstance(reason, str):
        return Message(told)
    return Message(card=Card(told, facts=(Fact(say("field.reason"), reason, said=True),)))


def _advice(done: Done, audience: str, to: str) -> tuple[Button, ...]:
    choice = str(done.step.fields.get("choice", ""))
    return advice(done.run, done.event, choice, audience, private=to.startswith("person:"))


def _with_advice(message: Message, buttons: tuple[Button, ...]) -> Message:
    """The same outcome, with what the guidance offers at this moment. Source: R93–R98."""
    if not buttons:
        return message
    card = message.card or Card(say("advice.title"))
    return replace(message, card=replace(card, buttons=(*card.buttons, *buttons)))


def _told(desk: Desk, done: Done, run: Run, audience: str) -> str:
    keys = (f"told.{run.process}.{done.event.name}.{audience}", f"told.any.{done.event.name}.{audience}")
    kind = "author" if audience == AUTHOR else "others"
    values = {
        "ref": done.case.ref,
        "area": desk.area_name(done.case.area),
        "happened": happened(run, done.event.name),
        "stage": stage(run),
        "other": done.step.fields.get("other", ""),
        "next": next_step(desk, done.case, run, done.case.author if audience == AUTHOR else ""),
    }
    return say(next(filter(has, keys), f"told.{kind}"), **values)


def _differences(desk: Desk, done: Done) -> list[Post]:
    """What changed answers changed in the findings. Source: criteria.md."""
    if done.step.answers is None or not done.before.answers:
        return []
    before, after = _by_child(done.before), _by_child(done.case)
    new = [("difference.new", f) for key, f in after.items() if key not in before]
    gone = [("difference.gone", f) for key, f in before.items() if key not in after]
    lines = [say(key, finding=say(f"finding.{f.finding}.name")) for key, f in (*new, *gone)]
    if not lines:
        return []
    text = say("difference.head", ref=done.case.ref) + "\n" + "\n".join(lines)
    return [desk.post("channel:psw", "outcome", Message(text), about=done.case.ref)]


def _by_child(case: Case) -> dict[tuple[str, int | None], Finding]:
    return {(f.finding, f.child): f for f in case.findings}


def _tasks(desk: Desk, done: Done) -> list[Post]:
    """A card for each person who must act now, when the state or the task changed."""
    run = done.run
    if done.step.source == run.state:
        return []
    return [desk.post(to, "card", _task(desk, done, run, to)) for to in _tasked(desk, done.case, run)]


def _task(desk: Desk, done: Done, run: Run, to: str) -> Message:
    """The author of the alert, or of a report, hears of it by their task alone, so its advice stands there."""
    person = to.removeprefix("person:")
    if is_authors(desk, run):
        task = Message(card=author_card(desk, done.case, person, run))
        return _with_advice(task, _advice(done, REPORT_AUTHOR, to))
    task = Message(card=task_card(desk, done.case, person, run))
    return _with_advice(task, _advice(done, AUTHOR, to)) if person == done.case.author else task


def _tasked(desk: Desk, case: Case, run: Run) -> tuple[str, ...]:
    roles = [r for r in desk.engine.processes[run.process].awaits.get(run.state, ()) if r not in BY_CHANNEL]
    return tuple(dict.fromkeys(to for role in roles for to in _able(desk, case, run, role)))


def _able(desk: Desk, case: Case, run: Run, role: str) -> tuple[str, ...]:
    """Those of a role who can act now. Where none can, as when the only deputy wrote the alert, or nothing was shared
    with the partnership: its holders who can, and then the PSW. Source: A7."""
    directory = desk.directory
    people = able(desk.engine, directory, case, run, role) or able(desk.engine, directory, case, run, PSW)
    return tuple(f"person:{person}" for person in people)


def addresses(desk: Desk, case: Case, audience: str, run: Run) -> tuple[str, ...]:
    """Where an audience of a case is reached: a channel by what it is for, or the people who hold the role.

    Nobody holds it: the PSW is told in their stead, so that nothing is owed to no one.
    """
    if audience == TEAM:
        return (f"channel:team:{case.area}",)
    if audience == PSW_CHANNEL:
        return ("channel:psw",)
    people = turn_to(desk.directory, audience, case, run)
    if not people and audience not in (AUTHOR, *APPOINTED):
        people = desk.directory.acting(PSW, case.area)
    return tuple(f"person:{person}" for person in people)
