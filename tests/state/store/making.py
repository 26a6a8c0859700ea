"""Invented documents, from the smallest to one with everything in it."""

from datetime import UTC, datetime, timedelta, timezone

from state.anchor import Head, next_anchor
from state.answers import Answers
from state.audit import sealed
from state.case import Case, Finding, Passed, Run, Step
from state.documents import Address, Channel, Deputy, Document, Person, Support
from state.draft import Discarded, Draft, Pending, Place
from state.edition import edition_of
from state.journal import Journal
from state.message import Button, Card, Message
from state.own_reminder import OwnReminder
from state.post import Post
from state.profile_file import load_profile

AT = datetime(2026, 4, 7, 9, 30, tzinfo=timezone(timedelta(hours=1)))
KEYS = ("bmV3ZXIgaW52ZW50ZWQga2V5IGZvciB0ZXN0cyAwMDE=", "b2xkZXIgaW52ZW50ZWQga2V5IGZvciB0ZXN0cyAwMDI=")
"""Invented Fernet keys, newest first."""

ADDRESS = Address("https://service.example", "conversation", "tenant", "bot")


def post(seq: int, *, delivered: bool = False) -> Post:
    message = Message("Thank you.", Card("A card", buttons=(Button("Yes", {"do": "event", "version": 1}),)))
    return Post(f"post-{seq}", seq, "person:ada", "card", AT, message, delivered=AT if delivered else None)


def case(number: int = 1, *, words: int = 3, posts: tuple[Post, ...] = ()) -> Case:
    """A case with something in every part of it; `words` sets how long its account is."""
    answers = Answers(
        {"child_count": 2, "same_for_all": "no", "account": "tumble " * words, "agencies": ("police", "health")},
        ({"age": 7}, {"age": "7"}),
    )
    steps = (Step("approve", AT, "ada", "area_ad", "waiting", "approved", {"text": "Yes", "who": ("a", "b")}),)
    entries = sealed(
        (), at=AT, who="ada", role="area_ad", what="approve", record={"text": "Yes", "who": ["a", "b"]}, salt="salt"
    )
    return Case(
        ref=f"NTK-2026-{number:04}",
        area="north",
        author="ada",
        draft=f"draft-{number}",
        profile="kent",
        opened=AT,
        answers=(answers,),
        findings=(Finding("notify", None, None, (Passed("died", "no"),), ("R1",), ()),),
        runs=(Run("approval", 1, "approved", steps=steps),),
        entries=entries,
        posts=posts,
    )


def person(id: str = "ada", *, posts: tuple[Post, ...] = ()) -> Person:
    draft = Draft("draft", AT, AT, Answers({"area": "north"}), at=Place("area"))
    asked = Pending("date", Place("when", 2), "2026-04-07", ("2026-04-07", "2026-07-04"))
    return Person(
        id,
        name="Ada Example",
        address=ADDRESS,
        draft=Draft(draft.id, AT, AT.astimezone(UTC), draft.answers, at=draft.at, pending=asked),
        discarded=Discarded(draft, "what was kept", AT),
        deputy=Deputy("grace", "2026-04-30"),
        support=(
            Support("offer", "north", Run("staff_support", 1, "group_requested", steps=(Step("accept", AT, *"abcd"),))),
        ),
        seen=("one", "two"),
        reminders=(OwnReminder("own", "NTK-2026-0001", AT, "Ask again."),),
        posts=posts,
    )


def channel(id: str = "19:example@thread.tacv2", *, posts: tuple[Post, ...] = ()) -> Channel:
    return Channel(id, address=ADDRESS, bound="psw", posts=posts)


ANCHOR = next_anchor((), "2026-04-07", AT, [Head("NTK-2026-0001", 1, "hash")])

JOURNAL = Journal("2026-04", sealed((), at=AT, who="pat", role="psw", what="deputy.off", record={}, salt="salt"))

ONE_OF_EACH: tuple[Document, ...] = (person(), channel(), case(), edition_of(load_profile()), ANCHOR, JOURNAL)
