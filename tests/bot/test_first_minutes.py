"""The first minutes: the welcome, help in the light of where it is asked, and words that are no command."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from bot.cards import plain
from bot.commands.registry import Commands
from bot.server import COMMANDS
from bot.welcome import welcome_card
from dialogs.likely import COMMANDS as LIKELY
from dialogs.likely import command_of, is_greeting, likely, needs_reference, phrases
from dialogs.wording import SENTENCES, say
from state.message import Message
from state.store.protocol import Damaged
from tests.door import opened, sample
from tests.stage import ALERT, AUTHOR, PSW_CHANNEL, TEAM_CHANNEL, Stage, bound_stage, buttons_of

YEAR = 2026
SECTIONS = {words for key, words in SENTENCES.items() if key.startswith("section.")}


async def sent() -> Stage:
    stage = await bound_stage()
    await stage.alert_sent()
    return stage


def labels(stage: Stage, to: str) -> list[str]:
    return [button.label for button in buttons_of(stage.heard[to][-1].card)]


# The welcome


@pytest.mark.parametrize("says", ["hi", "Hello!", "Good morning", "hello there", "Hi, Need to Know", "", "frobnicate"])
async def test_whoever_speaks_for_the_first_time_is_welcomed(says: str) -> None:
    stage = Stage()
    heard = await stage.says(AUTHOR, says)
    assert "I help you to raise a Need to Know" in heard
    for said in ("call 999 first", "When a child is seriously harmed or dies", "Three things to do first", "“alert” –"):
        assert said in heard
    assert "“my alerts” –" in heard
    assert "“support” –" in heard
    assert "no names or addresses. Teams itself keeps what you type" in heard
    assert heard.index("999") < heard.index("Three things")
    assert labels(stage, AUTHOR) == ["Start an alert", "My alerts", "Support for me or my team", "Help"]


async def test_whoever_holds_a_role_hears_first_what_waits_for_them() -> None:
    stage = Stage()
    heard = await stage.says("ada", "hello")
    assert "You are here as Area Assistant Director." in heard
    assert "Nothing waits for you at the moment." in heard
    await stage.alert_sent()
    assert "One thing waits for you." in await stage.says("ada", "hello")
    assert labels(stage, "ada") == ["What waits for me", "Start an alert", "Help"]
    await stage.alert_sent()
    assert "2 things wait for you." in await stage.says("ada", "hello")
    assert "NTK-2026-0001" in await stage.presses("ada", "What waits for me")
    assert "Nothing waits for you" in await stage.says("wes", "hello")


async def test_a_welcome_counts_what_its_waiting_lists() -> None:
    stage = await sent()
    await stage.says(AUTHOR, "support group")
    await stage.says("ada", "do 1 approve")
    for who in ("mia", "ada", "uma", "pat", "ash", "kim", "sam", "dee", "cor"):
        card = plain(Message(card=await welcome_card(stage.desk, who)))
        await stage.says(who, "waiting")
        listed = stage.heard[who][-1].card
        count = len(listed.sections) if listed else 0
        expected = {0: "Nothing waits for you", 1: "One thing waits for you"}.get(count, f"{count} things wait for you")
        assert expected in card, who


async def test_whose_alert_was_sent_back_hears_so_without_a_role() -> None:
    stage = await sent()
    assert "waits for you" not in await stage.says(AUTHOR, "hello")
    for says in ("do 1 return", "Please say who was there.", "30"):
        await stage.says("ada", says)
    assert "One thing waits for you." in await stage.says(AUTHOR, "hello")


async def test_a_long_list_is_not_counted_to_its_end() -> None:
    stage = Stage()
    for _ in range(7):
        await stage.alert_sent()
    assert "More than 5 things wait for you." in await stage.says("ada", "hello")


async def test_a_case_that_cannot_be_read_keeps_nobody_from_a_welcome(monkeypatch: pytest.MonkeyPatch) -> None:
    stage = await sent()

    async def damaged(*_: object) -> None:
        raise Damaged("case NTK-2026-0001 cannot be read.")

    monkeypatch.setattr(stage.desk, "known", damaged)
    heard = await stage.says("ada", "hello")
    assert "You are here as Area Assistant Director." in heard
    assert "Three things to do first" in heard


async def test_whoever_installs_the_app_and_holds_a_role_hears_what_waits(tmp_path: Path) -> None:
    async with opened(tmp_path / "data") as door:
        for says in (*ALERT, "submit"):
            await door.says(says)
        installed = sample("personal_install")
        sanjay = "5b0f6a52-7c1e-4f0a-9d3b-2f6c8e4a1d03"
        person = {**installed["from"], "aadObjectId": sanjay}
        chat = {**installed["conversation"], "id": "a:sanjay"}
        assert (await door.posts({**installed, "from": person, "conversation": chat})).status == 200
        welcome = await door.hears("I help you to raise a Need to Know", "a:sanjay")
        assert "One thing waits for you." in json.dumps(welcome.body)


async def test_a_team_is_told_once_what_to_type_first(tmp_path: Path) -> None:
    added = sample("channel_members_added")
    async with opened(tmp_path / "data") as door:
        for id in ("first", "page-loaded-again"):
            assert (await door.posts({**added, "id": id})).status == 200
        heard = [call.body for call in door.connector.calls if "Nothing is shown here yet" in json.dumps(call.body)]
        assert len(heard) == 1
        assert "type “here psw”, or “here team north”" in heard[0]["text"]
        assert "“alert”. If a child is in danger now, call 999 first." in heard[0]["text"]
        await door.says("act psw")
        await door.says("here psw", channel=added["conversation"]["id"])
        await door.hears("This channel is now the Principal Social Worker’s", added["conversation"]["id"])


async def test_whoever_joins_a_team_that_has_the_bot_brings_no_welcome(tmp_path: Path) -> None:
    async with opened(tmp_path / "data") as door:
        joined = {**sample("channel_members_added"), "membersAdded": [{"id": "29:somebody"}]}
        assert (await door.posts(joined)).status == 200
        assert door.connector.calls == []


async def test_later_what_is_not_understood_is_said_to_be_so() -> None:
    stage = Stage()
    await stage.says(AUTHOR, "hello")
    heard = await stage.says(AUTHOR, "frobnicate the doohickey")
    assert "I am sorry, I did not understand that" in heard
    assert "call 999 first" in heard
    assert labels(stage, AUTHOR)[0] == "Start an alert"
    assert "Three things" in await stage.says(AUTHOR, "hi")


# Words that are no command

MEANT: list[tuple[str, str, str]] = [
    (AUTHOR, "how do I report something", "alert"),
    (AUTHOR, "How do I report something?", "alert"),
    (AUTHOR, "a child has been hurt", "alert"),
    (AUTHOR, "A baby has died.", "alert"),
    (AUTHOR, "I need to tell someone", "alert"),
    (AUTHOR, "help a child has been hurt", "alert"),
    (AUTHOR, "alert: a child has died", "alert"),
    (AUTHOR, "what is due today", "waiting"),
    ("ada", "what is due today", "waiting"),
    ("pat", "what is due today", "due today"),
    ("pat", "what must happen today?", "due today"),
    ("pat", "What must happen today", "due today"),
    ("pat", "today", "due today"),
    ("pat", "Today?", "due today"),
    ("ada", "what must happen today", "waiting"),
    ("mia", "what must happen today", "waiting"),
    ("mia", "today", "waiting"),
    (AUTHOR, "today a child was hurt", "alert"),
    ("pat", "What’s due this week?", "due week"),
    ("pat", "what is late", "overdue"),
    ("pat", "show cases", "cases"),
    ("ada", "who is waiting for me", "waiting"),
    ("ada", "what do I have to do?", "waiting"),
    (AUTHOR, "what happened to my alert", "my alerts"),
    (AUTHOR, "where is 42", "status NTK-2026-0042"),
    (AUTHOR, "how is case 42 going?", "status NTK-2026-0042"),
    (AUTHOR, "status of 2026-42", "status NTK-2026-0042"),
    (AUTHOR, "I can’t cope", "support"),
    (AUTHOR, "I feel terrible", "support"),
    (AUTHOR, "what is a Rapid Review?", "guidance Rapid Review"),
    (AUTHOR, "what is the national Panel?", "guidance Child Safeguarding Practice Review Panel"),
    (AUTHOR, "what can you do", "help"),
    (AUTHOR, "I am lost", "help"),
    ("ada", "I am lost, what do I do now?", "waiting"),
    ("pat", "where are the clocks?", "waiting"),
    ("ada", "I am on leave", "deputy"),
    ("pat", "how many cases were there", "trends"),
]


@pytest.mark.parametrize(("who", "says", "meant"), MEANT)
async def test_words_of_ones_own_get_the_likely_command_as_a_button(who: str, says: str, meant: str) -> None:
    stage = Stage()
    assert f"Did you mean “{meant}”?" in await stage.says(who, says)
    button = stage.button(who, meant)
    assert button.data == {"do": "command", "command": meant}
    assert "Did you mean" not in await stage.presses(who, meant)


# how much of the alert is told, what is asked about, what is explained, and the question that is asked again
EXPLAINED: list[tuple[int, str, str, str]] = [
    (15, "what is a Strategy Discussion?", "G17", "Has there been a Strategy Discussion?"),
    (15, "What's a strategy discussion", "G17", "Has there been a Strategy Discussion?"),
    (9, "what does PSW mean?", "Principal Social Worker", "What is the harm to the child"),
    (16, "What is a Rapid Review?", "G24", "What happened?"),
]


@pytest.mark.parametrize(("told", "says", "explains", "asks"), EXPLAINED)
async def test_what_is_x_within_a_question_is_explained_and_the_question_asked_again(
    told: int, says: str, explains: str, asks: str
) -> None:
    stage = Stage()
    for text in ALERT[:told]:
        await stage.says(AUTHOR, text)
    before = (await stage.desk.load_person(AUTHOR)).draft
    heard = await stage.says(AUTHOR, says)
    assert explains in heard
    assert asks in heard[heard.index(explains) :]
    assert (await stage.desk.load_person(AUTHOR)).draft == before


async def test_what_is_x_within_a_step_of_a_case_is_explained_as_well() -> None:
    stage = await sent()
    await stage.says("ada", "do 1 return")
    heard = await stage.says("ada", "what is a Strategy Discussion?")
    assert heard.index("G17") < heard.index("What is missing or unclear?")


async def test_a_question_about_something_else_is_still_an_answer() -> None:
    stage = Stage()
    for text in ALERT[:16]:
        await stage.says(AUTHOR, text)
    await stage.says(AUTHOR, "What is known: he fell.")
    draft = (await stage.desk.load_person(AUTHOR)).draft
    assert draft is not None
    assert draft.answers.get("what_happened") == "What is known: he fell."


async def test_no_button_carries_what_was_typed() -> None:
    for says in (
        "explain rapid revew pls",
        "what is Jasmine Rapid Review",
        "where is 42, Jasmine asks",
        "Jasmine is hurt",
    ):
        stage = Stage()
        await stage.says("pat", says)
        assert "jasmine" not in str(stage.heard["pat"][-1].card).casefold(), says
        assert "revew" not in str(stage.heard["pat"][-1].card), says


async def test_a_child_who_was_hurt_is_met_with_kindness_and_999() -> None:
    stage = Stage()
    heard = await stage.says(AUTHOR, "a child has been hurt")
    assert "I am sorry" in heard
    assert "call 999 first" in heard
    assert "Is anyone in immediate danger?" in await stage.presses(AUTHOR, "alert")


async def test_who_needs_support_is_told_that_it_is_right_to_ask() -> None:
    assert "it is right to ask" in await Stage().says(AUTHOR, "I can't cope any more")


async def test_a_long_question_is_answered_and_its_words_are_kept() -> None:
    stage = Stage()
    heard = await stage.says("ada", "please tell me who is waiting for me to approve something today")
    assert "I have kept what you wrote" in heard
    assert "call 999 first" in heard
    assert "Nothing waits for you" in await stage.presses("ada", "waiting")
    assert (await stage.desk.load_person("ada")).kept.startswith("please tell me")


async def test_nobody_is_offered_a_command_that_they_may_not_use() -> None:
    for who in (AUTHOR, "ada", "kim"):
        stage = Stage()
        for name in LIKELY:
            words = " ".join(max(phrases(name), key=len)).replace("#", "42")
            await stage.says(who, words)
            for button in buttons_of(stage.heard[who][-1].card):
                if button.data["do"] == "command":
                    assert "Only this role" not in await stage.presses(who, button.data), words


@pytest.mark.parametrize("name", LIKELY)
def test_each_stands_for_a_command_that_there_is(name: str) -> None:
    typed = command_of(name) + (" 42" if needs_reference(name) else "")
    commands = Commands(*COMMANDS)
    assert commands.find(typed, YEAR) or commands.named_in(typed)
    assert [words for words in phrases(name) if len(words) < 1] == []


@pytest.mark.parametrize("name", LIKELY)
def test_each_phrase_finds_its_command(name: str) -> None:
    for words in phrases(name):
        said = " ".join(words).replace("#", "42")
        assert any(meant.startswith(command_of(name)) for meant in likely(said, YEAR)), said


TOLD = [
    "We met her today",
    "He was found by his aunt",
    "ok",
    "thanks",
    "42",
    "yes",
    "The doctor called us at six",
    "x" * 200,
]


@pytest.mark.parametrize("words", TOLD)
def test_other_words_mean_no_command(words: str) -> None:
    assert likely(words, YEAR) == ()


def test_a_long_text_is_no_search_for_a_command() -> None:
    assert likely("a child was hurt " + "and then " * 20, YEAR) == ()


def test_a_greeting_is_a_greeting_alone() -> None:
    assert is_greeting("Hi there!")
    assert not is_greeting("hi, the child is hurt")


# Progress in the alert


async def test_each_question_says_where_one_is_and_none_is_asked_twice() -> None:
    stage, seen, numbers = Stage(), [], []
    for says in ALERT:
        await stage.says(AUTHOR, says)
        card = stage.heard[AUTHOR][-1].card
        assert card is not None
        if card.title == say("review.title"):
            break
        where = re.fullmatch(r"(.+) · (\d+) of about (\d+)", card.eyebrow)
        assert where, card.eyebrow
        assert where[1] in SECTIONS
        assert int(where[2]) <= int(where[3])
        seen.append(card.title)
        numbers.append(int(where[2]))
    assert len(seen) == len(set(seen)) == len(ALERT) - 1
    assert numbers == list(range(1, len(numbers) + 1))


async def test_an_area_that_is_known_is_not_asked_but_said_and_can_be_changed() -> None:
    stage = Stage()
    heard = await stage.says("ada", "alert")
    assert "You work for East Kent, so I have noted that area." in heard
    await stage.says("ada", "no")
    assert "How many children" in await stage.says("ada", "new")
    assert "Which area is this for?" in await stage.says("ada", "edit 4")
    assert "How many children" in await stage.says("ada", "west")
    assert (draft := (await stage.desk.load_person("ada")).draft) is not None
    assert draft.answers.get("area") == "west"
    for who in (AUTHOR, "pat"):
        assert "You work for" not in await stage.says(who, "alert")


# Help in the light of where it is asked


async def test_within_a_step_help_is_about_what_is_asked() -> None:
    stage = await sent()
    await stage.says("ada", "do 1 return")
    for says in ("help", "/help"):
        heard = await stage.says("ada", says)
        assert "You are in the midst of a step: NTK-2026-0001 · Return." in heard
        assert "Please write a few words." in heard
        assert "“cancel” leaves the whole step undone" in heard
        assert "What I can do" not in heard
        assert "What is missing or unclear?" in stage.last("ada")
    await stage.says("ada", "Please say more.")
    assert "Please name the questions by their numbers" in await stage.says("ada", "help")
    await stage.says("ada", "cancel")
    assert "What I can do" in await stage.says("ada", "help")


async def test_a_date_that_waits_for_a_yes_is_helped_with() -> None:
    stage = await sent()
    await stage.says("ada", "do 1 approve")
    await stage.says("uma", "do 1 strategy_discussion.hold when: today at 10:00")
    assert "Is this right?" in stage.last("uma")
    assert "type yes or no" in await stage.says("uma", "help")


async def test_what_may_be_passed_by_is_said_so() -> None:
    stage = await sent()
    await stage.says("ada", "do 1 approve")
    await stage.says("uma", "status 1")
    await stage.presses("uma", "Overrule a finding")
    assert "“skip” passes this one by" in await stage.says("uma", "help")


@pytest.mark.parametrize("channel", [PSW_CHANNEL, TEAM_CHANNEL])
async def test_in_a_channel_help_lists_what_works_there(channel: str) -> None:
    stage = await bound_stage()
    for says in ("help", "hello", "frobnicate"):
        heard = await stage.says("pat", says, channel)
        assert "What you can say here" in heard
        assert "call 999 first" in heard
        assert "overdue [filter] – " in heard
        assert "status REF – " in heard
        for private in ("alert – ", "waiting [page] – ", "export", "check TEXT", "subject"):
            assert private not in heard, private
    assert "overdue [filter] – " not in await stage.says(AUTHOR, "help", channel)


async def test_in_a_channel_a_welcome_says_nothing_of_what_waits() -> None:
    stage = await sent()
    for says in ("hello", "frobnicate"):
        assert "wait for you" not in await stage.says("ada", says, TEAM_CHANNEL)


GROUPED: list[tuple[str, list[str]]] = [
    ("pat", ["Today’s work", "waiting [page]", "overdue [filter]", "One case", "status REF", "why REF",
             "Lists and figures", "cases [filter]", "trends", "Documents", "export REF", "People and support", "reach",
             "Help and settings", "here psw", "An alert", "referral"]),
    (AUTHOR, ["An alert", "alert – ", "my alerts", "Today’s work", "One case", "Help and settings", "help [command]"]),
]  # fmt: skip


@pytest.mark.parametrize(("who", "order"), GROUPED)
async def test_help_lists_commands_by_what_somebody_wants_to_do(who: str, order: list[str]) -> None:
    heard = (await Stage().says(who, "help")).splitlines()
    at = [next(n for n, line in enumerate(heard) if line.startswith(words)) for words in order]
    assert at == sorted(at)
    assert [line for line in heard if line.startswith("cases [filter]")] == [
        line for line in heard if who == "pat" and "cases east overdue" in line
    ]


async def test_help_says_first_what_is_urgent_and_what_ref_is() -> None:
    heard = await Stage().says(AUTHOR, "help")
    assert "Lists and figures" not in heard
    assert "REF is the reference of a case: NTK-2026-0042, 2026-42, or just 42." in heard
    assert "call 999 first" in heard


PROMISED = (
    "alert", "resume", "my alerts", "status", "details", "do", "help", "guidance", "support", "waiting", "deputy",
    "check", "cases", "why", "timeline", "due", "overdue", "referral", "link", "fold", "action", "remind", "snooze",
    "find", "trends", "digest", "export", "cases csv", "hold", "release", "here psw", "here team", "people", "reach",
)  # fmt: skip
"""Every command of the specification."""


async def test_help_alone_names_every_command_and_how_it_is_typed() -> None:
    stage = Stage()
    lines = (await stage.says("pat", "help")).splitlines()
    for name in PROMISED:
        [line] = [one for one in lines if re.match(rf"{name}( [A-Z@\[][^–]*)? – \w", one)]
        usage = line.partition(" – ")[0]
        assert usage == name or f"For example: {name}" in line
        assert f"For example: {name}" in await stage.says("pat", f"help {name}")


async def test_within_a_question_help_is_about_that_question() -> None:
    stage = Stage()
    rows: list[tuple[str, Any]] = [("alert", "danger"), ("help", "You can answer with yes or no.")]
    for says, hears in rows:
        assert hears in await stage.says(AUTHOR, says)
    assert "Is anyone in immediate danger?" in stage.last(AUTHOR)
