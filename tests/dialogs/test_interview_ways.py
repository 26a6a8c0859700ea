"""The ways through the interview: back, edit, skip, why, review, later, discard, help; and words kept for later."""

from dataclasses import replace

import pytest

from dialogs.commands import Command, typed_command
from dialogs.interview import begin
from dialogs.standing import REFERRAL
from state.draft import Place
from tests.dialogs.conversations import CONTEXT, Row, Talk, buttons, play, told, told_until

TYPED_COMMANDS = [
    ("back", Command("back")),
    ("Back.", Command("back")),
    ("/back", Command("back")),
    (" go back ", Command("back")),
    ("why?", Command("why")),
    ("Why do you ask?", Command("why")),
    ("skip it", Command("skip")),
    ("finish later", Command("later")),
    ("HELP!", Command("help")),
    ("submit", Command("submit")),
    ("edit", Command("edit")),
    ("edit 7", Command("edit", "7")),
    ("Edit question 7", Command("edit", "7")),
    ("edit 11.2", Command("edit", "11.2")),
    ("edit 11 for child 2", Command("edit", "11.2")),
    ("edit outcome", Command("edit", "outcome")),
    ("edit what happened", Command("edit", "what_happened")),
    ("edit outcome.3", Command("edit", "outcome.3")),
]
ANSWERS = [
    "support worker found him",
    "why did nobody come",
    "help came at once",
    "back home by noon",
    "edit the record, please",
    "edit the record",
    "later that day he was seen",
    "review of the plan was due",
    "skip to the end of the road and turn left",
    "back " * 20,
]


@pytest.mark.parametrize(("says", "command"), TYPED_COMMANDS)
def test_a_whole_message_can_be_a_command(says: str, command: Command) -> None:
    assert typed_command(says) == command


@pytest.mark.parametrize("says", ANSWERS)
def test_words_that_only_begin_like_a_command_are_an_answer(says: str) -> None:
    assert typed_command(says) is None
    talk = told_until("what_happened")
    talk.says(says)
    assert talk.draft.answers.get("what_happened") == says.strip()


def test_a_slash_is_always_a_command() -> None:
    play(told_until("what_happened"), [("/found at home", "I do not know that command"), ("/why", "Source: G23, R3")])


def test_why_explains_the_letters_of_its_sources() -> None:
    letters = (
        "G is a paragraph of the guidance, R a rule drawn from it, and A a choice made where the guidance is unclear."
    )
    assert letters in told_until("what_happened").says("why?")


BACK: list[Row] = [
    ("back", "This is the first question."),
    ("no", "Is this a new alert"),
    ("new", "Which area"),
    ("back", "Your answer now: New alert."),
    ("back", "Your answer now: No."),
    ("back", "This is the first question."),
    ("no", "Which area"),
    ("east", "How many children"),
    ("two", "same for every child"),
    ("back", "How many children"),
    ("keep my answer", "I have left your answer as it was."),
    ("yes", "ids on Liberi"),
]


def test_back_and_forth() -> None:
    play(Talk(), BACK)


EDIT: list[tuple[str, str]] = [
    ("edit 11", "Your answer now: Life-threatening harm."),
    ("edit outcome", "Your answer now: Life-threatening harm."),
    ("edit what happened", "What happened?"),
    ("edit 3", "Question 3 is not asked in this alert"),
    ("edit 99", "I do not know that question"),
    ("edit 0", "I do not know that question"),
    ("edit 11.2", "the same for every child here: type “edit 11”"),
    ("edit", "Type “edit” and its number"),
]


@pytest.mark.parametrize(("says", "hears"), EDIT)
def test_edit_at_the_review(says: str, hears: str) -> None:
    assert hears in told().says(says)


def test_edit_asks_which_child_is_meant() -> None:
    talk = play(told_until("child_count"), [("2", ""), ("no", "ids on Liberi")])
    assert "For which child? Type “edit 11.1”" in talk.says("edit 11")
    play(talk, [("edit 11.2", "Child 2 of 2"), ("edit 11.3", "For which child?")])


def test_edit_shows_what_was_typed_and_comes_back_to_the_review() -> None:
    talk = told()
    boxes = {
        "edit 30": "The child was found unwell at home.",
        "edit 5": "1",
        "edit 8": "Thursday 2 April 2026, 11:00",
        "edit 24": "open_other",
    }
    for says, value in boxes.items():
        talk.says(says)
        assert talk.card is not None
        assert [box.value for section in talk.card.sections for box in section.inputs] == [value]
    assert "Please look it over" in talk.says("closed, child in need")
    assert talk.draft.answers.get("status") == ("child_in_need", "closed")


def test_edit_of_the_list_on_the_review() -> None:
    talk = told()
    assert talk.card is not None
    options = [option for section in talk.card.sections for box in section.inputs for option in box.options]
    assert (options[0].id, options[0].label) == ("danger_now", "1. Immediate danger")
    assert len(options) == 21
    assert "Where did the harm happen?" in talk.presses("Change it", change="place_of_harm")
    talk = told()
    assert "Type “edit” and its number" in talk.presses("Change it")


def test_an_answer_ahead_of_its_turn_is_not_asked_again() -> None:
    talk = play(Talk(), [("edit 30", "What happened?"), ("A fall.", "Is anyone in immediate danger?")])
    assert talk.draft.answers.get("what_happened") == "A fall."


REVIEW: list[Row] = [
    ("no", ""),
    ("review", "1. Immediate danger: No"),
    ("review", "This is what you have told me so far."),
    ("submit", "Some answers are still needed"),
]


def test_review_on_the_way_ends_with_the_question() -> None:
    talk = play(Talk(), REVIEW)
    talk.says("review")
    assert talk.turn is not None
    assert len(talk.turn.messages) == 2
    assert "Submit" not in [b.label for message in talk.turn.messages for b in buttons(message.card)]
    assert talk.asks().startswith("Is this a new alert")


def test_nothing_is_sent_from_anywhere_but_the_review() -> None:
    talk = told()
    talk.says("edit 30")
    assert "Please look it over, then submit it" in talk.says("submit")
    assert talk.turn is not None
    assert not talk.turn.submit
    talk.says("submit")
    assert talk.turn.submit


AT_REVIEW: list[tuple[str | dict[str, str], str]] = [
    ("skip", "no question is open"),
    ({"do": "command", "command": "not_known"}, "no question is open"),
    ("why", "so that you decide what is sent"),
    ("help", "You can send the alert with “submit”"),
    ("back", "reference of the form on Liberi"),
    ("yes", "I did not change anything"),
    ("and another thing that I forgot to say before", "I did not change anything"),
    ("review", "Nothing has been sent yet."),
]


@pytest.mark.parametrize(("says", "hears"), AT_REVIEW)
def test_at_the_review(says: str | dict[str, str], hears: str) -> None:
    assert hears in told().says(says)


def test_a_submit_at_the_wrong_moment_shows_the_review_first() -> None:
    talk = told()
    data = talk.button("Submit").data
    play(talk, [("discard", "Delete this alert?"), ("submit", "Please look it over, then submit it")])
    talk.says("discard")
    assert "Please look it over, then submit it" in talk.says(data)
    assert talk.turn is not None
    assert not talk.turn.submit


def test_later_keeps_everything() -> None:
    talk = told_until("outcome")
    answers = talk.draft.answers
    assert "Type “resume” when you want to go on." in talk.says("later")
    assert talk.draft.paused
    assert talk.draft.answers == answers


def test_discard_asks_first() -> None:
    talk = told_until("outcome")
    play(
        talk,
        [
            ("discard", "It has 8 answers so far."),
            ("perhaps", "Please say yes to delete the alert"),
            ("help", "type yes or no"),
            ("no", "Everything is still here."),
        ],
    )
    assert talk.asks().startswith("What is the harm")
    play(talk, [("discard", "Delete this alert?"), ("back", "How old was the child")])
    play(talk, [("discard", "Delete this alert?"), ("y", "The alert is deleted.")])
    assert talk.turn is not None
    assert talk.turn.draft is None


def test_discard_by_button() -> None:
    talk = told()
    talk.says("discard")
    assert "Everything is still here" in talk.presses("No, keep it")
    talk.says("discard")
    talk.presses("Yes, delete it")
    assert talk.turn is not None
    assert talk.turn.draft is None


LONG = "12 year old, hit by a car on the way to school this morning"


@pytest.mark.parametrize(
    "question", ["danger_now", "alert_kind", "area", "child_count", "known_at", "outcome", "status"]
)
def test_an_account_told_too_early_is_kept_and_offered(question: str) -> None:
    talk = told_until(question)
    asks = talk.asks()
    assert "Your words are not lost" in talk.says(LONG)
    assert (talk.asks(), talk.kept) == (asks, LONG)
    offered = told_until("what_happened")
    offered.kept = talk.kept
    offered.says("review")
    assert offered.card is not None
    assert "These are the words you sent before. Change them as you like." in offered.card.lines
    assert [box.value for section in offered.card.sections for box in section.inputs] == [LONG]
    assert LONG not in str([button.data for button in buttons(offered.card)])
    offered.presses("Use these words")
    assert (offered.draft.answers.get("what_happened"), offered.kept) == (LONG, "")


USED: list[tuple[str, str]] = [("use these words", LONG), ("In my own words.", "In my own words.")]


@pytest.mark.parametrize(("says", "told_as"), USED)
def test_kept_words_are_used_or_left(says: str, told_as: str) -> None:
    talk = told_until("what_happened")
    talk.kept = LONG
    talk.says(says)
    assert (talk.draft.answers.get("what_happened"), talk.kept) == (told_as, "")


def test_the_box_wins_over_the_kept_words() -> None:
    talk = told_until("what_happened")
    talk.kept = LONG
    talk.says("review")
    talk.presses("Use these words", what_happened="Changed in the box.")
    assert talk.draft.answers.get("what_happened") == "Changed in the box."


def test_kept_words_add_up_and_nothing_is_kept_twice() -> None:
    talk, other = Talk(), "His mother is with him in the ambulance right now, he is awake"
    for says in (LONG, other, LONG):
        talk.says(says)
    assert talk.kept == f"{LONG}\n\n{other}"
    for n in range(120):
        talk.says(f"{n} {other}")
    assert "I cannot keep more" in talk.says(f"And one more: {other}")
    assert len(talk.kept) <= 6000


def test_words_kept_after_the_account_are_offered_as_an_addition() -> None:
    talk = told_until("adult_affected")
    assert "“edit 30” adds them to your account" in talk.says(LONG)
    play(talk, [("none", ""), ("skip", ""), ("skip", "I still keep words that are not in your account.")])
    talk.says("edit 30")
    talk.presses("Use these words")
    assert talk.draft.answers.get("what_happened") == f"The child was found unwell at home.\n\n{LONG}"


def test_an_account_that_is_too_long_stays_in_the_box() -> None:
    talk, long = told_until("what_happened"), "He fell. " * 200
    assert "1799 characters, and there is room for 1500" in talk.says(long)
    assert talk.card is not None
    box = next(box for section in talk.card.sections for box in section.inputs)
    assert (box.value, box.max_length) == (long.strip(), None)
    assert talk.draft.answers.get("what_happened") is None


def test_too_much_is_not_looked_at() -> None:
    talk = Talk()
    assert "longer than I can take in" in talk.says("word " * 3000)
    assert talk.kept == ""


@pytest.mark.parametrize("says", ["use these words", {"do": "answer", "question": "what_happened", "value": "kept"}])
def test_words_that_are_not_kept_any_more(says: str) -> None:
    assert "There are no kept words any more" in told_until("what_happened").says(says)


def test_edit_leads_to_a_place_and_no_further() -> None:
    talk, at = told(), []
    for says in ("edit 11", "died"):
        talk.says(says)
        at.append(talk.draft.at)
    assert at == [Place("outcome"), None]
    assert talk.asks() == "When did the child die?"


CHOOSING: list[tuple[str, list[Row], object]] = [
    ("by_whom", [("mum's boyfriend", "By whom: Parent or carer"), ("yes", "Noted: Parent or carer.")],
     ("parent_or_carer",)),
    ("by_whom", [("mum's boyfriend", "your words to mean"), ("no", "Please choose"), ("5", "Noted: Someone else.")],
     ("someone_else",)),
    ("by_whom", [("her uncle", "Other family member"), ("mum", "Parent or carer"), ("ok", "Noted: Parent or carer.")],
     ("parent_or_carer",)),
    ("place_of_harm", [("at home in Margate", "Where the harm happened: In our area"), ("yes", "Noted: In our area.")],
     "in_area"),
    ("strategy_discussion", [("it's booked for tomorrow", "Strategy Discussion: Arranged"), ("later", "resume"),
                             ("yes", "Noted: Arranged.")], "arranged"),
    ("age_group", [("she is 7", "Noted: Under 18.")], "under_18"),
    ("status", [("it is all rather unclear", "Please say one of these: “Looked after by us”"),
                ("hm", "“later” stops here, and keeps your answers")], None),
]  # fmt: skip


@pytest.mark.parametrize(("question", "rows", "stored"), CHOOSING)
def test_a_choice_told_in_a_sentence_is_repeated_and_waits_for_a_yes(
    question: str, rows: list[Row], stored: object
) -> None:
    talk = play(told_until(question), rows)
    assert talk.draft.answers.get(question) == stored


def test_a_choice_is_confirmed_by_button() -> None:
    talk = told_until("by_whom")
    talk.says("mum's boyfriend")
    talk.presses("Yes, that is right")
    assert talk.draft.answers.get("by_whom") == ("parent_or_carer",)


UNSURE = ["im not sure", "i dont know", "i dont know, the little one is still at home with her mums boyfriend"]


@pytest.mark.parametrize("says", UNSURE)
def test_whoever_is_unsure_of_danger_is_told_of_help_and_goes_on(says: str) -> None:
    talk = Talk()
    heard = talk.says(says)
    assert "Call 999 now if anyone is in danger." in heard
    assert "Not to be sure is all right" in heard
    assert "immediate danger" in talk.asks()
    play(talk, [("no", "new alert")])
    assert talk.kept == (says if len(says) > 40 else "")


def test_what_is_said_beside_a_choice_is_kept_for_the_account() -> None:
    says = "suspected yes, the drs think its non accidental"
    talk = play(told_until("abuse_or_neglect"), [(says, "Is this right?"), ("yes", "Who may have caused the harm?")])
    assert (talk.draft.answers.get("abuse_or_neglect"), talk.kept) == ("suspected", says)


def test_words_are_kept_until_what_happened_only_where_that_is_still_asked() -> None:
    referral = Talk(CONTEXT, replace(begin(CONTEXT, "draft-1"), event=REFERRAL))
    heard = referral.says("He was hit by a stranger in the park last night")
    assert "until I ask" not in heard
    assert "“edit 30” adds them to your account" in heard
    assert referral.kept
    assert "not lost" not in play(Talk(), [("hm well", "keeps your answers")]).says("what now")
