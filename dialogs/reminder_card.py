"""The card that reminds somebody: what, until when, and the buttons to do it. Kind, and never the same words twice."""

from dialogs.case_card import command_button
from dialogs.clock_words import day
from dialogs.desk import Desk
from dialogs.event_buttons import event_buttons
from dialogs.event_form import event_name
from dialogs.facts import case_title, role_title, stage
from dialogs.limit_words import last_day, left, limit_name, who_must
from dialogs.snoozing import snooze_buttons
from dialogs.wording import has, say
from state.case import Case, Run
from state.limit import Limit
from state.message import Button, Card, Fact, Message
from state.moments import moment_of
from state.people import may, may_read
from state.reminders import Reminder


def reminder_message(desk: Desk, case: Case, reminder: Reminder, others: tuple[str, ...]) -> Message:
    """A reminder for one person; `others` are the roles that are told of it as well."""
    limit = reminder.limit
    if limit is None:
        return Message(card=_meeting(desk, case, reminder))
    words = {"deadline": limit_name(limit), "day": last_day(limit), "n": str(reminder.step.overdue or reminder.step.n)}
    kind = _kind(reminder)
    named = ", ".join(role_title(desk, role) for role in others)
    told = say("reminder.others.some", who=named) if others else say("reminder.others.none")
    text = say(f"reminder.{kind}.text", others=told, who=who_must(desk, case, limit))
    return Message(
        card=Card(
            say(f"reminder.{kind}.title", **words),
            eyebrow=case_title(desk, case),
            lines=(text, _asked(desk, reminder, limit), *_why_them(desk, reminder)),
            facts=(Fact(limit_name(limit), left(desk, case, limit)),),
            buttons=_buttons(desk, case, reminder, limit),
        )
    )


def gathered_line(desk: Desk, case: Case, reminder: Reminder) -> Message:
    """The same in one line, for what is said late together with other things."""
    title = case_title(desk, case)
    if reminder.limit is None:
        line = say("reminder.line_meeting", title=title, day=_held(desk, reminder))
    else:
        deadline = limit_name(reminder.limit)
        line = say("reminder.line", title=title, deadline=deadline, left=left(desk, case, reminder.limit))
    return Message(card=Card(line, lines=_why_them(desk, reminder), buttons=(command_button("status", case.ref),)))


def _kind(reminder: Reminder) -> str:
    """Which words: they differ from step to step, and for those who are told of what others must do."""
    step = reminder.step
    if reminder.to.rung and step.overdue:
        return "told" if step.overdue == 1 else "told_again"
    match step.kind:
        case "before" | "hours_before" if step.n == 1:
            return f"{step.kind}_one"
        case "on_the_day" if step.n > 1:
            return "on_the_day_again"
        case "overdue" if step.overdue > 1:
            return "overdue_again"
    return step.kind


def _asked(desk: Desk, reminder: Reminder, limit: Limit) -> str:
    """What is to be done: as the task said it, or what alone ends the limit; where it stands, for those who work from
    the channel or are told of what others must do."""
    run = reminder.to.run
    task = f"task.{run.process}.{run.state}.title"
    if not reminder.to.rung and (ending := _ending(desk, run, limit)):
        return say("reminder.ending", event=event_name(run.process, ending))
    if not reminder.to.rung and has(task):
        return say("reminder.task", task=say(task))
    return say("reminder.where", stage=stage(run))


def _ending(desk: Desk, run: Run, limit: Limit) -> str:
    """The event that alone ends a limit, whatever the state; nothing where a state ends it."""
    return desk.engine.processes[run.process].until.get(limit.deadline, "")


def _why_them(desk: Desk, reminder: Reminder) -> tuple[str, ...]:
    """Why it comes to them: as a deputy, or because nobody else can be reached."""
    to = reminder.to
    deputy = (say("reminder.deputy", name=desk.directory.name(to.deputy_for)),) if to.deputy_for else ()
    own_turn = reminder.step.overdue or reminder.step.kind == "snoozed"
    instead = (say("reminder.instead"),) if to.rung and not own_turn else ()
    return (*instead, *deputy)


def _buttons(desk: Desk, case: Case, reminder: Reminder, limit: Limit) -> tuple[Button, ...]:
    person, run = reminder.to.person, reminder.to.run
    events = event_buttons(
        desk,
        case,
        run,
        lambda event: (
            (bool(event.targets) or event.name == _ending(desk, run, limit))
            and may(desk.directory, person, event, case, run) is not None
        ),
        desk.token(),
    )
    details = (command_button("details", case.ref),) if may_read(desk.directory, person, case) else ()
    on_it = Button(say("reminder.button.on_it"), {"do": "command", "command": f"on it {case.ref} {limit.deadline}"})
    return (*events, *details, on_it, *snooze_buttons(desk, case.ref, limit))


def _meeting(desk: Desk, case: Case, reminder: Reminder) -> Card:
    n = reminder.step.n
    return Card(
        say("reminder.meeting.title", day=_held(desk, reminder)),
        eyebrow=case_title(desk, case),
        lines=(
            say("reminder.meeting.one") if n == 1 else say("reminder.meeting.more", n=n),
            say("reminder.meeting.text"),
        ),
    )


def _held(desk: Desk, reminder: Reminder) -> str:
    run = reminder.to.run
    meets = desk.engine.processes[run.process].meets
    meeting = meets(run) if meets else None
    moment = moment_of(meeting[0]) if meeting else None
    assert moment is not None
    return day(moment[0].date() if moment[1] else moment[0])
