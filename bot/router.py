"""What a message is: a press on a card, a command, an answer to an open question, or something else."""

from dataclasses import replace

from bot.card_data import Pressed, choice_of, is_whole, number_of, text_of, turns_page, wish_of
from bot.commands.command import Asked
from bot.commands.guidance import guidance
from bot.commands.registry import Commands, Given
from bot.guessing import asked_about, guess, guess_in_channel, likely_button, likely_command, meant_card
from bot.incoming import Incoming
from bot.welcome import command_button, start_card
from dialogs import acting, listening, own_reminders, supporting, telling
from dialogs.answering import is_account
from dialogs.desk import Desk, Owed, PersonTurn
from dialogs.event_form import input_id
from dialogs.facts import titles
from dialogs.interview import Said
from dialogs.to_do import named_step
from dialogs.wording import say
from state.documents import Person
from state.draft import Draft
from state.message import Card, Message
from state.roles import HELD

TELLING = ("answer", "confirm", "edit", "submit")


class Router:
    """Finds the use case for what arrived."""

    def __init__(self, desk: Desk, commands: Commands) -> None:
        self._desk, self._commands = desk, commands

    async def hear(self, incoming: Incoming, speaker: str) -> tuple[Owed, ...]:
        """Everything that one message leads to: replies first, then what others are owed."""
        if incoming.data is not None and "do" in incoming.data:
            return await self._pressed(incoming, speaker, incoming.data)
        return await self._said(incoming, speaker, incoming.text)

    async def _pressed(self, incoming: Incoming, speaker: str, data: Pressed) -> tuple[Owed, ...]:
        do = data["do"]
        way = do == "command" and incoming.scope == "personal" and "draft" in data
        if do == "command" and not way:
            return await self._said(incoming, speaker, "/" + text_of(data, "command"))
        of_support = do == "event" and text_of(data, "process") == supporting.PROCESS
        if of_support and text_of(data, "event") == supporting.ARRANGED:
            return await supporting.arrange(self._desk, speaker, choice_of(data))
        async with self._desk.hearing(speaker, incoming.activity, _to(incoming, speaker), incoming.mentions) as turn:
            if turn is None:
                return ()
            if (way or do in TELLING) and incoming.scope == "personal":
                return await telling.tell(self._desk, turn, Said(data=data))
            before = turn.person
            if do == "field":
                field = text_of(data, "field")
                words, card = text_of(data, input_id(field)) or text_of(data, "value"), (field, number_of(data, "seal"))
                done = await acting.fill(self._desk, turn, words, card)
            elif of_support:
                done = await supporting.choose(self._desk, turn, choice_of(data))
            elif do == "event" and is_whole(data):
                done = await acting.act(self._desk, turn, wish_of(data))
            else:
                done = await self._desk.finish(turn, Message(say("pressed.unknown")))
        return (*done, *await self._then_asked(incoming, before))

    async def _said(self, incoming: Incoming, speaker: str, text: str) -> tuple[Owed, ...]:
        desk = self._desk
        personal = incoming.scope == "personal"
        person = await desk.load_person(speaker) if personal else Person(speaker)
        given = self._commands.find(text, desk.clock().year) or self._asks_what(person, text)
        if given and self._is_command(given, text, person):
            answer = await self._command(incoming, speaker, given)
            alone = given.command.asks or not personal or turns_page(incoming.data)
            return answer if alone else (*answer, *await self._asked(person))
        if not personal:
            return await self._unknown_in_channel(incoming, speaker, text)
        async with desk.hearing(speaker, incoming.activity, _to(incoming, speaker), incoming.mentions) as turn:
            if turn is None:
                return ()
            if person.form and not text.startswith("/"):
                filled = await acting.fill(desk, turn, text)
            elif listening.guides(person, text) or (listening.tells(person) and not text.startswith("/")):
                return await telling.tell(desk, turn, Said(text=text))
            else:
                return await self._unknown(turn, text, new=person.heard is None)
        return (*filled, *await self._then_asked(incoming, person))

    def _asks_what(self, person: Person, text: str) -> Given | None:
        """In the midst of a question “what is …?” is no answer: it is explained, and the question is asked again."""
        term = asked_about(text) if person.form or listening.tells(person) else ""
        return Given(guidance, term) if term else None

    def _is_command(self, given: Given, text: str, person: Person) -> bool:
        """While words are asked for, only a whole message that can be nothing else is a command. Source: product.md."""
        if listening.guides(person, text):
            return False
        if text.startswith("/") or not listening.asks_for_words(person):
            return True
        free = given.command.shape in ("words", "perhaps_words") and given.words
        return not free or given.command.fits(self._desk, given.words)

    async def _command(self, incoming: Incoming, speaker: str, given: Given) -> tuple[Owed, ...]:
        desk, command = self._desk, given.command
        here = _to(incoming, speaker)
        if command.roles and not desk.directory.holds_any(speaker, command.roles):
            refused = "refused.no_role" if command.roles == HELD else "refused.command"
            return desk.say(here, Message(say(refused, who=titles(desk, command.roles))))
        to = f"person:{speaker}" if command.private or command.hides(given.words) else here
        answer = await command.handler(desk, Asked(incoming, speaker, to, self._commands, given.words, given.ref))
        if to == here:
            return answer
        unsaved = [one.post.message for one in answer if one.key is None and one.post.message]
        kept = await desk.keep(speaker, *unsaved) if unsaved else ()
        saved = tuple(one for one in answer if one.key is not None)
        return (*desk.say(here, Message(say("form.in_private"))), *saved, *kept)

    async def _unknown(self, turn: PersonTurn, text: str, *, new: bool) -> tuple[Owed, ...]:
        """Nothing is lost: a long message is kept, and offered as the account of what happened. Source: product.md."""
        if (yes := own_reminders.answers(turn.person, text)) is not None:
            return await own_reminders.answer(self._desk, turn, "", yes=yes)
        if is_account(text):
            return await self._kept(turn, text)
        if turn.person.kept and turn.person.draft is None and turn.person.form is None and listening.agrees(text):
            return await telling.start(self._desk, turn)
        if turn.person.draft and turn.person.draft.paused and not text.startswith("/"):
            resume = replace(command_button("resume"), style="positive")
            return await self._desk.finish(turn, Message(card=Card(say("unknown.paused"), buttons=(resume,))))
        steps = () if turn.person.draft else await named_step(self._desk, turn.person.id, text)
        if len(steps) == 1:
            return await acting.act(self._desk, turn, wish_of(steps[0].data))
        if steps:
            return await self._desk.finish(turn, Message(card=meant_card("waiting")))
        asked = await acting.open_question(self._desk, turn.person)
        meant = await guess(self._desk, self._commands, turn.person.id, text, new=new)
        return await self._desk.finish(turn, meant, *([asked] if asked else []))

    async def _kept(self, turn: PersonTurn, text: str) -> tuple[Owed, ...]:
        """Keep an account, and offer to begin with it; or what a question of that length probably asks for."""
        turn.person = replace(turn.person, kept=listening.kept(turn.person.kept, text))
        card, meant = start_card(), likely_command(self._desk, self._commands, turn.person.id, text)
        if meant not in (None, "alert"):
            card = replace(card, buttons=(*card.buttons, likely_button(str(meant))))
        return await self._desk.finish(turn, Message(say("unknown.kept"), card))

    async def _unknown_in_channel(self, incoming: Incoming, speaker: str, text: str) -> tuple[Owed, ...]:
        """An account that was told where others hear it is kept as well; it is offered in private."""
        here = _to(incoming, speaker)
        if not is_account(text):
            return self._desk.say(here, guess_in_channel(self._desk, self._commands, speaker, text))
        async with self._desk.hearing(speaker, incoming.activity, f"person:{speaker}") as turn:
            if turn is None:
                return ()
            kept = await self._kept(turn, text)
            return (*self._desk.say(here, Message(say("form.in_private"))), *kept)

    async def _then_asked(self, incoming: Incoming, before: Person) -> tuple[Owed, ...]:
        """After a step of a case: the question of the alert that is open besides."""
        return await self._asked(replace(before, form=None)) if incoming.scope == "personal" else ()

    async def _asked(self, before: Person) -> tuple[Owed, ...]:
        """The question that is still open, so that every reply ends with it; nothing where another was just asked."""
        now = await self._desk.load_person(before.id)
        if _told(now.draft) != _told(before.draft) or now.form not in (None, before.form):
            return ()
        asked = await acting.open_question(self._desk, now)
        return self._desk.say(f"person:{now.id}", asked) if asked else ()


def _told(draft: Draft | None) -> Draft | None:
    """A draft as it was told: a reminder in between changes nothing of it."""
    return draft and replace(draft, reminded=None)


def _to(incoming: Incoming, speaker: str) -> str:
    return f"person:{speaker}" if incoming.scope == "personal" else f"channel:{incoming.place}"
