"""Commands for everyone: alert, resume, my alerts, status, details, more, do, help, cancel."""

import re
from dataclasses import replace
from functools import partial

from bot.commands.command import Asked, command, in_turn
from bot.commands.helping import help_
from dialogs import acting, showing, telling
from dialogs.desk import Desk, Owed
from dialogs.event_form import seal_of
from dialogs.wishing import Wish
from dialogs.wording import say
from state.common import COMMON
from state.message import Message


@command("alert", private=True, asks=True, group="alert")
async def alert(desk: Desk, asked: Asked) -> tuple[Owed, ...]:
    """Begin an alert. Source: R1."""
    return await in_turn(desk, asked, telling.start)


@command("alert anew", private=True, asks=True, listed=False, group="alert")
async def alert_anew(desk: Desk, asked: Asked) -> tuple[Owed, ...]:
    """Put the open alert away and begin another."""
    return await in_turn(desk, asked, partial(telling.start_anew, seen=asked.pressed.get("anew")))


@command("resume", private=True, asks=True, group="alert")
async def resume(desk: Desk, asked: Asked) -> tuple[Owed, ...]:
    """Go on where one stopped."""
    return await in_turn(desk, asked, telling.resume)


@command("cancel", private=True)
async def cancel(desk: Desk, asked: Asked) -> tuple[Owed, ...]:
    """Leave a step of a case undone; what was asked for is forgotten."""
    async with desk.hearing(asked.speaker, asked.incoming.activity, asked.to, asked.incoming.mentions) as turn:
        if turn is None:
            return ()
        form = turn.person.form
        if form is None:
            return await desk.finish(turn, Message(say("form.nothing")))
        if seal_of(form) != asked.pressed.get("seal", seal_of(form)):
            return await desk.finish(turn, Message(say("form.stale")))
        turn.person = replace(turn.person, form=None)
        return await desk.finish(turn, Message(say("form.cancelled")))


@command("my alerts", private=True, group="alert")
async def my_alerts(desk: Desk, asked: Asked) -> tuple[Owed, ...]:
    """The alerts that one has sent."""
    return desk.say(asked.to, await showing.my_alerts(desk, asked.speaker, asked.page))


@command("status", "reference", usage="REF", example="status 42")
async def status(desk: Desk, asked: Asked) -> tuple[Owed, ...]:
    """Where a case stands."""
    return desk.say(asked.to, await showing.status(desk, asked.speaker, asked.ref, asked.to))


show = replace(status, name="show", example="show 42", listed=False)
"""The same, by what the button of a list is called."""


@command("details", "reference", usage="REF", example="details 42", private=True)
async def details(desk: Desk, asked: Asked) -> tuple[Owed, ...]:
    """The answers of an alert, in personal chat only, whoever asks and wherever."""
    return desk.say(asked.to, await showing.details(desk, asked.speaker, asked.ref))


@command("more", "reference", usage="REF", example="more 42", private=True)
async def more(desk: Desk, asked: Asked) -> tuple[Owed, ...]:
    """What else can be done with a case: notes, corrections, steps back, processes opened by hand."""
    return desk.say(asked.to, await showing.more(desk, asked.speaker, asked.ref))


@command("do", "reference_and_words", usage="REF EVENT field: value; …", example="do 42 approve")
async def do(desk: Desk, asked: Asked) -> tuple[Owed, ...]:
    """Raise any event of any process by typing."""
    wish = await _wish(desk, asked)
    async with desk.hearing(asked.speaker, asked.incoming.activity, asked.to, asked.incoming.mentions) as turn:
        return await acting.act(desk, turn, wish) if turn else ()


async def _wish(desk: Desk, asked: Asked) -> Wish:
    words = _with_ids(desk, asked.words)
    found = re.match(r"(?:(\w+)(?:#([0-9]{1,4}))?\.)?(\w+)(?:#([0-9]{1,4})\b)?[ :]*", words)
    process, event = (found[1], found[3].lower()) if found else (None, "")
    number = int(found[2] or found[4] or 0) if found else 0
    case = await desk.known(asked.speaker, asked.ref)
    runs = case.runs if case else ()
    tables = desk.engine.processes
    known = [run for run in runs if event in COMMON or tables[run.process].event(event)]
    meant = [run for run in known if number in (0, run.key)] or known
    now = [run for run in meant if event in desk.engine.possible(run)] or meant
    first = now[0] if now else None
    return Wish(
        asked.ref,
        process.lower() if process else (first.process if first else "alert"),
        event,
        number or (first.key if first and not process else 1),
        words=words[found.end() :] if found else "",
        nonce=asked.incoming.activity,
    )


def _with_ids(desk: Desk, words: str) -> str:
    """An event said as its button says it, "bring forward", becomes its id, "bring_forward"."""
    names = {e.name: e.name.replace("_", " ") for p in desk.engine.processes.values() for e in p.events}
    for name, spoken in sorted(names.items(), key=lambda pair: len(pair[1]), reverse=True):
        if " " in spoken and re.match(rf"{spoken}\b", words, re.IGNORECASE):
            return name + words[len(spoken) :]
    return words


EVERYONE = (
    alert,
    alert_anew,
    resume,
    my_alerts,
    status,
    show,
    details,
    more,
    do,
    cancel,
    help_,
)
