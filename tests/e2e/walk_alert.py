"""A practitioner tells an alert in the real client: by clicking, by typing, and going on after the bot was killed."""

from tests.e2e.client import Client
from tests.e2e.machines import Machines
from tests.e2e.walking import CLICKED, REFERENCE, TYPED, walk


def test_by_clicking(client: Client) -> None:
    client.says("alert")
    walk(client, CLICKED[:7])
    client.hears("When did the incident happen?")
    client.picture("conversation")
    walk(client, CLICKED[7:])
    client.hears("Please look it over")
    client.picture("review")
    client.presses("Submit")
    client.hears(REFERENCE)
    client.picture("sent")


def test_by_typing_with_back_edit_and_a_date_to_confirm(client: Client) -> None:
    client.says("alert", *TYPED[:5])
    client.says("today at 9am")
    client.hears("Is this right?", "Monday 23 November 2026, 09:00")
    client.says("no")
    client.hears("first know of this")
    client.says("today at half past nine")
    client.hears("Monday 23 November 2026, 09:30")
    client.says("yes", "back", "23 November 2026 at 9am", *TYPED[6:])
    client.says("edit 4")
    client.hears("Which area is this for?")
    client.says("west")
    client.hears("Please look it over", "West Kent", "Monday 23 November 2026, 09:00")
    client.says("submit")
    client.hears(REFERENCE)


def test_goes_on_at_the_same_question_after_the_bot_was_killed(client: Client, machines: Machines) -> None:
    client.says("alert", *TYPED[:10])
    machines.kill_bot()
    machines.start_bot("2026-11-23 14:40")
    client.says("resume")
    client.hears("Who may have caused the harm?")
    client.says(*TYPED[10:], "submit")
    client.hears(REFERENCE)


def test_a_date_that_does_not_exist_and_words_that_fit_nothing(client: Client) -> None:
    client.says("alert", *TYPED[:5], "31 February at noon")
    client.hears("first know of this")
    client.says("purple")
    client.hears("first know of this")
    client.says("23 November 2026 at 9am")
    client.hears("When did the incident happen?")
