"""Every command typed in the real client: in private and in a channel, by somebody who may and by somebody who may not.

In private the PSW types them as they are, and a practitioner with a slash; in the channel the other way round.
"""

import pytest

from bot.server import COMMANDS
from tests.e2e.client import Client
from tests.e2e.walking import PRIVATELY, Asked, acts_as, submit_one

ONLY = "Only this role can use that command"
HELD = "That command is for people who hold a role here"
UNSEEN = "I cannot find NTK-2026-0001"

MAY: tuple[Asked, ...] = (
    ("help", "What I can do", "What you can say here"),
    ("help due", "For example: due week", ...),
    ("status 1", "Who must act", ...),
    ("details 1", "The child was found unwell at home.", PRIVATELY),
    ("more 1", "What else can be done", PRIVATELY),
    ("why 1", "The national Panel should be notified", PRIVATELY),
    ("timeline 1", "That you read this is recorded", PRIVATELY),
    ("do 1 approve", "Only this role can do that", ...),
    ("do 1 note", "What would you like to say?", PRIVATELY),
    ("cancel", "Nothing was changed", PRIVATELY),
    ("guidance Rapid Review", "all agencies look at a child’s case", ...),
    ("cases", "Due within a week: 2", ...),
    ("cases east overdue since March", "There is no case to show: East Kent", ...),
    ("cases csv", "A table of 2 cases", PRIVATELY),
    ("find 2026-2", "NTK-2026-0002", ...),
    ("due", "Due", ...),
    ("due week", "Due by Sunday 29 November 2026", ...),
    ("overdue", "No limit has passed", ...),
    ("trends", "By month", "Numbers under 5 are not shown"),
    ("trends csv", "May I put it into your OneDrive?", PRIVATELY),
    ("digest", "The week from Monday 23 November 2026", ...),
    ("waiting", "What waits for you", PRIVATELY),
    ("on it 1", "Thank you", PRIVATELY),
    ("snooze 1 until tomorrow 10:00", "before Tuesday 24 November 2026, 10:00", PRIVATELY),
    ("remind 1 tomorrow at 10:00 ask for the minutes", "Did I understand the time of your reminder?", PRIVATELY),
    ("reminders", "I am to remind you", PRIVATELY),
    ("deputy Grace Appiah until Friday", "Grace Appiah acts for you", PRIVATELY),
    ("deputy off", "Nobody acts for you now", PRIVATELY),
    ("people", "Sanjay Mistry", PRIVATELY),
    ("reach", "Who cannot be reached", PRIVATELY),
    ("subject 123456", "Nothing is held under that record id", PRIVATELY),
    ("check The LADO didn’t attend.", "LADO", "Please send me that in our personal chat"),
    ("hold 1", "is on hold now", PRIVATELY),
    ("release 1", "is released", PRIVATELY),
    ("link 1 2", "now name each other", ...),
    ("unlink 1 2", "do not name each other any more", ...),
    ("fold 2 into 1", "NTK-2026-0002 is folded into NTK-2026-0001", ...),
    ("cases closed", "Folded into NTK-2026-0001", ...),
    ("export 1", "What would you like to have?", PRIVATELY),
    ("export 1 docx", "NTK-2026-0001 alert.docx", PRIVATELY),
    ("export 1 ics", "NTK-2026-0001 calendar.ics", PRIVATELY),
    ("export 1 json", "NTK-2026-0001 data.json", PRIVATELY),
    ("my alerts", "You have sent no alert yet", PRIVATELY),
    ("support", "For yourself", PRIVATELY),
    ("statsu 1", "Did you mean “status NTK-2026-0001”?", ...),
    ("here psw", "Please say that in the channel you mean", "This channel is now the Principal Social Worker’s"),
    ("here team east", "Please say that in the channel you mean", "This channel is now that of the East Kent team"),
    ("resume", "no alert", PRIVATELY),
    ("action 1 Brief the team by 18 December", "Friday 18 December 2026", PRIVATELY),
    ("referral", "Which area is this for?", PRIVATELY),
    ("alert", "You have begun an alert already", PRIVATELY),
)

MAY_NOT: tuple[Asked, ...] = (
    ("help", "What I can do", "What you can say here"),
    ("help due", "For example: due week", ...),
    *((f"{command} 1", UNSEEN, PRIVATELY) for command in ("details", "more", "export", "on it")),
    ("status 1", UNSEEN, ...),
    ("snooze 1 until tomorrow 10:00", UNSEEN, PRIVATELY),
    ("do 1 approve", UNSEEN, ...),
    ("guidance Rapid Review", "all agencies look at a child’s case", ...),
    *(
        (line, ONLY, ...)
        for line in (
            "why 1", "timeline 1", "cases", "cases east overdue", "cases csv", "find 1", "due week", "overdue",
            "trends", "trends csv", "digest", "people", "reach", "subject 123456", "hold 1", "release 1", "link 1 2",
            "unlink 1 2", "fold 2 into 1", "action 1 Brief the team", "remind 1 tomorrow at 10:00 ask", "reminders",
            "referral", "here psw", "here team east",
        )
    ),
    ("deputy Grace Appiah until Friday", HELD, ...),
    ("check The LADO didn’t attend.", HELD, ...),
    ("waiting", HELD, PRIVATELY),
    ("my alerts", "You have sent no alert yet", PRIVATELY),
    ("support", "For yourself", PRIVATELY),
    ("cancel", "There is nothing to cancel", PRIVATELY),
    ("resume", "no alert", PRIVATELY),
    ("statsu 1", "Did you mean “status NTK-2026-0001”?", ...),
    ("alert", "Is anyone in immediate danger?", PRIVATELY),
)  # fmt: skip


@pytest.mark.parametrize("rows", [MAY, MAY_NOT])
def test_every_command_is_walked(rows: tuple[Asked, ...]) -> None:
    said = "\n".join(f"{line} " for line, *_ in rows)
    listed = [one.name for group in COMMANDS for one in group if one.listed]
    assert listed
    assert [name for name in listed if f"\n{name} " not in f"\n{said}"] == []


@pytest.mark.parametrize(("role", "slash", "rows"), [("psw", "", MAY), ("me", "/", MAY_NOT)])
def test_in_private(client: Client, role: str, slash: str, rows: tuple[Asked, ...]) -> None:
    two_alerts(client)
    acts_as(client, role)
    for line, hears, _ in rows:
        client.says(slash + line)
        client.hears(hears)


@pytest.mark.parametrize(("role", "slash", "rows"), [("psw", "/", MAY), ("me", "", MAY_NOT)])
def test_in_a_channel(client: Client, role: str, slash: str, rows: tuple[Asked, ...]) -> None:
    """What is private is answered in the chat, and the channel hears no word of it."""
    two_alerts(client)
    acts_as(client, role)
    client.open("General")
    for line, hears, here in rows:
        client.mentions(slash + line)
        client.hears_below(slash + line, hears if here is ... else here)
    client.open("Personal")
    client.sees(*(hears for _, hears, here in rows if here == PRIVATELY))


def two_alerts(client: Client) -> None:
    """Told by somebody who then asks nothing."""
    acts_as(client, "practitioner")
    submit_one(client)
    submit_one(client)
    client.hears("NTK-2026-0002")
