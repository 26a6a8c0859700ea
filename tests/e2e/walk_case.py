"""A case goes through the hands of those who act: returned, answered, approved; read by the PSW; reminded of."""

from tests.e2e.client import Client
from tests.e2e.walking import REFERENCE, acts_as, submit_one


def bind_the_psw_channel(client: Client) -> None:
    acts_as(client, "psw")
    client.open("General")
    client.mentions("here psw")
    client.sees("This channel is now")
    client.open("Personal")
    acts_as(client, "me")


def test_returned_answered_and_approved(client: Client) -> None:
    submit_one(client)
    acts_as(client, "area_ad")
    client.says("waiting")
    client.picture("approval", "Approve and forward")
    client.says("status 1")
    client.presses("Return")
    client.hears("What is missing or unclear?")
    client.fills("Who is with the children tonight?")
    client.presses("Send")
    client.hears("Which questions should be answered again?")
    client.says("31")
    client.hears("Sent back to its author")
    acts_as(client, "me")
    client.presses("Answer and send again")
    client.hears("being kept safe now?")
    client.says("Both are with their grandmother tonight.")
    client.hears("Add to what you wrote, or put this in its place?")
    client.presses("Add to it")
    client.hears("Please look it over")
    client.says("submit")
    client.hears(REFERENCE)
    acts_as(client, "area_ad")
    client.says("status 1")
    client.presses("Approve and forward")
    client.hears("With the Safeguarding Unit")


def test_the_living_card_changes_in_place(client: Client) -> None:
    bind_the_psw_channel(client)
    submit_one(client)
    client.open("General")
    client.sees(REFERENCE)
    assert client.cards(REFERENCE).count() == 1
    client.open("Personal")
    acts_as(client, "area_ad")
    client.says("status 1")
    client.presses("Approve and forward")
    client.open("General")
    client.sees("With the Safeguarding Unit")
    client.picture("channel")
    assert client.cards(REFERENCE).count() == 1


def test_the_psw_asks(client: Client) -> None:
    submit_one(client)
    client.says("clock +4d")
    submit_one(client)
    acts_as(client, "psw")
    client.says("status 1")
    client.hears(REFERENCE, "Who must act")
    client.says("why 1")
    client.hears("The national Panel should be notified")
    client.says("cases")
    client.hears(REFERENCE, "Overdue")
    client.picture("board")


def test_a_reminder_comes_when_it_is_time_and_an_old_card_changes_nothing(client: Client) -> None:
    submit_one(client)
    acts_as(client, "area_ad")
    client.says("status 1")
    client.says("clock +1d")
    client.hears("For Sanjay Mistry")
    client.picture("reminder")
    client.says("status 1")
    client.presses("Approve and forward")
    client.hears("With the Safeguarding Unit")
    client.presses("Approve and forward", oldest=True)
    client.hears("out of date")


REMINDED = ("Approval by the Area Assistant Director", "Approve and forward", "I am on it")
"""What stands on a reminder of the Area AD, and on no card of anybody else."""
TIMETABLE = (
    ("2026-11-23T23:00", 0),
    ("2026-11-24T08:59", 0),
    ("2026-11-24T09:00", 1),
    ("2026-11-24T15:30", 2),
    ("2026-11-25T06:00", 2),
    ("2026-11-25T09:00", 3),
)
"""What the clock shows, and how often the Area AD was reminded by then: the limit passes at midnight."""


def test_an_area_ad_is_reminded_by_day_alone_and_not_once_it_is_done(client: Client) -> None:
    submit_one(client)
    acts_as(client, "area_ad")
    for moment, times in TIMETABLE:
        client.says(f"clock {moment}")
        client.sees_cards(times, *REMINDED)
    client.picture("overdue", *REMINDED)
    client.says("status 1")
    client.presses("Approve and forward")
    client.hears("With the Safeguarding Unit")
    client.says("clock 2026-11-27T09:00")
    client.sees_cards(3, *REMINDED)
