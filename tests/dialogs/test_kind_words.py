"""Kind at the hard moments: what is said when a child has died, when somebody is asked twice, refused, or told no."""

import re

import pytest

from dialogs.wording import SENTENCES
from tests.stage import AUTHOR, Stage, bound_stage

BLAMES = re.compile(
    r"\b(?:you (?:failed|forgot|should have|must not|did not fill)|wrong answer|your (?:mistake|fault)|illegal)\b",
    re.IGNORECASE,
)


def test_no_sentence_blames() -> None:
    said = {key: words for key, words in SENTENCES.items() if not key.startswith("rule.")}
    assert [key for key, words in said.items() if BLAMES.search(words)] == []


HARD: list[tuple[str, str]] = [
    ("question.outcome.noted.died", "so sorry"),
    ("question.outcome.noted.expected_to_die", "so sorry"),
    ("question.age_group.noted.stillborn", "sorry"),
    ("ask.child_death.died.when", "sorry"),
    ("done.child_death.died", "so sorry"),
    ("told.child_death.died.area_ad", "think of the team"),
    ("told.child_death.died.manager", "think of the team"),
    ("told.looked_after_death.record_notified.author", "sorry for this loss"),
    ("told.care_leaver_death.record_notified.author", "sorry for this loss"),
    ("retell.after", "this is hard"),
    ("asking.asked_again", "no reproach"),
    ("told.alert.return.author", "You did nothing wrong"),
    ("told.alert.request_information.author", "no reproach"),
    ("task.alert.returned.text", "You did nothing wrong"),
    ("told.alert.withdraw.author", "You did nothing wrong"),
    ("told.panel_notification.decide_not_notify.author", "You did the right thing"),
    ("told.panel_notification.record_notified.author", "learning, not blame"),
    ("interview.discarded", "You did nothing wrong"),
    ("trouble.needs_answer", "hard to say"),
    ("trouble.needs_words", "this can be hard"),
    ("support.text", "asking for help is right"),
    ("likely_said.alert", "I am sorry"),
    ("likely_said.support", "it is right to ask"),
]


@pytest.mark.parametrize(("key", "kind"), HARD)
def test_what_is_hard_is_said_kindly(key: str, kind: str) -> None:
    assert kind in SENTENCES[key]


async def test_an_alert_that_is_sent_back_blames_nobody() -> None:
    stage = await bound_stage()
    await stage.alert_sent()
    for says in ("do 1 return", "Please say who was in the home.", "30"):
        await stage.says("ada", says)
    heard = stage.all(AUTHOR)
    assert "You did nothing wrong" in heard
    assert "Please say who was in the home." in heard
    await stage.presses(AUTHOR, "Answer and send again")
    assert "That is no reproach" in stage.last(AUTHOR)


async def test_who_puts_an_alert_away_hears_that_help_is_there() -> None:
    stage = Stage()
    for says in ("alert", "no", "discard"):
        await stage.says(AUTHOR, says)
    heard = await stage.says(AUTHOR, "yes")
    assert "You did nothing wrong by beginning it" in heard
    assert "“support”" in heard


def test_what_has_one_name_keeps_it() -> None:
    """The national Panel, the Safeguarding Unit and a limit are not called by a second name."""
    told = {key: words for key, words in SENTENCES.items() if not key.startswith(("rule.", "guidance.", "likely."))}
    second = re.compile(r"National Panel|the unit\b|\bdeadlines?\b(?!})")
    assert [key for key, words in told.items() if second.search(words)] == []
