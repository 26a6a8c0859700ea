"""Delivery by itself, while Teams throttles, fails, answers late and loses replies. Source: platform.md 9."""

from dataclasses import replace
from datetime import datetime
from itertools import pairwise
from typing import Any

import orjson
import pytest
from aiohttp import web

from bot.buckets import SEVERAL, TEAMS
from bot.patience import SECONDS
from dialogs import reminding
from dialogs.desk import Owed
from state.deliveries import deliveries_audited
from state.documents import Address, Key
from state.limit import Reminded
from state.message import Message
from state.moments import LONDON
from state.post import Post, Receipt
from state.store.codec import to_record
from state.verifying import faults
from tests.bot.post_office import PostOffice, open_office, text_of
from tests.bot.test_buckets import most_in
from tests.stage import PSW_CHANNEL, Stage, bound_stage

REPEATED = "You may have seen this already"
ADA, BEN = Key("person", "ada"), Key("person", "ben")


def answers(*statuses: int | str, **headers: str) -> list[web.Response | str]:
    """What Teams answers, one after the other; a word stands for a manner of answering."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return [s if isinstance(s, str) else web.Response(status=s, headers=named) for s in statuses]


async def one_case(office: PostOffice) -> Key:
    """A case whose own posts are out of the way."""
    await office.stage.alert_sent()
    for row in (*office.rows("person"), *office.rows("case")):
        document = await office.desk.load(row.key)
        assert document is not None
        await office.desk.save(replace(document, posts=()))
    case = await office.stage.case()
    return Key("case", case.ref)


async def test_a_throttled_conversation_waits_as_long_as_it_is_told_and_holds_up_no_other() -> None:
    async with open_office() as office:
        await office.knows("ada", "ben")
        office.teams.answers_to["chat-ada"] = answers(429, 429, Retry_After="60")
        await office.owes(ADA, office.post("person:ada", "for ada"))
        await office.owes(BEN, office.post("person:ben", "for ben"))
        await office.until(lambda: bool(office.said("chat-ben")))
        assert office.time.now == 0
        await office.quiet()
        first, second, third = (at for at, to in office.connector.began if to == "chat-ada")
        assert second - first >= 60
        assert third - second >= 60
        assert office.said("chat-ada") == ["for ada"] * 3, "a 429 was certainly not delivered: no mark"


def of_the_tenant(retry_after: int) -> web.Response:
    """A 429 that speaks of the whole tenant."""
    error = {"error": {"code": "TooManyRequests", "message": "Quota of the app in this tenant exceeded."}}
    return web.json_response(error, status=429, headers={"Retry-After": str(retry_after)})


async def test_a_reminder_that_teams_did_not_take_by_day_is_not_said_at_night() -> None:
    by_hours = Reminded(("placing_invitation", None, None), datetime(2026, 11, 24, 3, 0, tzinfo=LONDON))
    async with open_office() as office:
        await office.knows("ada")
        office.stage.now = datetime(2026, 11, 23, 17, 30, tzinfo=LONDON)
        waits = office.post("person:ada", "by day", "reminder")
        at_once = office.post("person:ada", "by the hour", "reminder", reminds=by_hours)
        await office.owes(ADA, waits, at_once, office.post("person:ada", "an outcome"))
        await office.until(lambda: len(office.said("chat-ada")) == 2)
        assert office.said("chat-ada") == ["by the hour", "an outcome"]
        office.stage.now = datetime(2026, 11, 24, 8, 30, tzinfo=LONDON)
        await office.quiet()
        assert office.said("chat-ada")[-1] == "by day"
        assert 0 <= office.time.now - 15 * 3600 < 1


async def test_a_reminder_that_waits_falls_silent_as_soon_as_its_limit_is_met() -> None:
    async with open_office() as office:
        await office.knows("ada")
        key = await one_case(office)
        office.stage.now = datetime(2026, 11, 24, 9, 0, tzinfo=LONDON)
        office.teams.answers_to["chat-ada"] = answers(429, Retry_After="3600")
        office.courier.take_up(await reminding.look(office.desk, key))
        await office.until(lambda: len(office.said("chat-ada")) == 1)
        await office.stage.says("ada", "do 1 approve")
        await office.owes(ADA, office.post("person:ada", "and then"))
        await office.until(lambda: "and then" in office.said("chat-ada"))
        assert len(office.said("chat-ada")) == 2, "the try that was throttled, and what came after"
        case = await office.stage.case()
        (reminder,) = (post for post in case.posts if post.kind == "reminder")
        assert (reminder.withdrawn, reminder.delivered, reminder.message) == (office.stage.now, None, None)
        assert "withdrawn" in str(deliveries_audited(case, office.stage.now, "salt").entries[-1].record)
        assert faults(deliveries_audited(case, office.stage.now, "salt")) == ()


async def test_a_reminder_that_is_on_its_way_as_its_limit_is_met_counts_as_said() -> None:
    async with open_office() as office:
        await office.knows("ada")
        key = await one_case(office)
        office.stage.now = datetime(2026, 11, 24, 9, 0, tzinfo=LONDON)
        (owed,) = await reminding.look(office.desk, key)
        await office.stage.says("ada", "do 1 approve")
        async with office.desk.store.lock(key):
            await office.desk.save(deliveries_audited(await office.stage.case(), office.stage.now, "salt"))
        receipt = Receipt("person:ada", office.stage.now, 1, "sent-1", False)
        await office.desk.record(key, [(owed.post.id, receipt)])
        case = await office.stage.case()
        assert next(post.delivered for post in case.posts if post.id == owed.post.id)
        assert faults(case) == ()
        case = deliveries_audited(case, office.stage.now, "salt")
        assert faults(case) == ()
        assert faults(replace(case, posts=tuple(replace(p, attempts=9) for p in case.posts))) != ()


async def test_when_the_tenant_is_throttled_everybody_waits_and_a_reply_is_tried_all_the_same() -> None:
    async with open_office() as office:
        await office.knows("ada", "ben")
        office.teams.answers_to["chat-ada"] = [of_the_tenant(60)]
        await office.owes(ADA, office.post("person:ada", "for ada"))
        await office.until(lambda: len(office.said("chat-ada")) == 1)
        await office.owes(BEN, office.post("person:ben", "for ben"))
        reply = Owed(None, office.post("person:ben", "an answer", "reply"))
        await office.courier.deliver([reply], ("person:ben",), office.address("chat-ben"))
        assert office.said("chat-ben") == ["an answer"]
        await office.quiet()
        began = [(at, to) for at, to in office.connector.began if at > 0]
        assert {to for _, to in began} == {"chat-ada", "chat-ben"}
        assert min(at for at, _ in began) >= 60


async def test_when_several_conversations_are_throttled_at_once_it_is_the_tenant() -> None:
    people = [f"person-{n}" for n in range(SEVERAL)]
    async with open_office() as office:
        await office.knows("ada", *people)
        for person in people:
            office.teams.answers_to[f"chat-{person}"] = answers(429, Retry_After="60")
            await office.owes(Key("person", person), office.post(f"person:{person}", "to each"))
        await office.until(lambda: len(office.said()) == SEVERAL)
        await office.owes(ADA, office.post("person:ada", "for ada"))
        await office.quiet()
        assert [at >= 60 for at, to in office.connector.began if to == "chat-ada"] == [True]


async def test_an_answer_in_between_shows_that_it_is_not_the_tenant() -> None:
    people = [f"person-{n}" for n in range(SEVERAL)]
    async with open_office() as office:
        await office.knows("ada", *people)
        for person in people:
            office.teams.answers_to[f"chat-{person}"] = answers(429, Retry_After="60")
            await office.owes(Key("person", person), office.post(f"person:{person}", "to each"))
            await office.until(lambda to=f"chat-{person}": bool(office.said(to)))  # type: ignore[misc]
            await office.owes(ADA, office.post("person:ada", "for ada"))
            await office.until(lambda person=person: len(office.said("chat-ada")) == people.index(person) + 1)  # type: ignore[misc]
        assert office.time.now < 60


async def test_a_reply_that_was_throttled_waits_as_long_as_it_is_told() -> None:
    async with open_office() as office:
        await office.knows("ada")
        office.teams.answers_to["chat-ada"] = answers(429, Retry_After="60")
        async with office.desk.hearing("ada", "a-1", "person:ada") as turn:
            assert turn is not None
            owed = await office.desk.finish(turn, Message("an answer"))
        await office.courier.deliver(owed, ("person:ada",), office.address("chat-ada"))
        await office.quiet()
        assert [at >= 60 for at, _ in office.connector.began] == [False, True]


async def test_a_fault_of_ours_in_a_reply_loses_nothing_of_what_follows(monkeypatch: pytest.MonkeyPatch) -> None:
    async with open_office() as office:
        await office.knows("ada", "ben")
        send, faults_left = office.connector.send, [ValueError("ours")]

        async def faulty(*args: Any) -> str:
            if faults_left:
                raise faults_left.pop()
            return await send(*args)

        monkeypatch.setattr(office.connector, "send", faulty)
        async with office.desk.hearing("ada", "a-1", "person:ada") as turn:
            assert turn is not None
            turn.posts.append(office.post("person:ben", "for ben"))
            owed = await office.desk.finish(turn, Message("an answer"))
        await office.courier.deliver(owed, ("person:ada",), office.address("chat-ada"))
        await office.quiet()
        assert "for ben" in office.said("chat-ben")
        assert any(text.startswith("an answer") for text in office.said("chat-ada"))


async def test_opening_many_chats_stays_within_what_teams_takes() -> None:
    people = [f"person-{n}" for n in range(80)]
    async with open_office() as office:
        await office.knows("ada")
        for person in people:
            await office.owes(Key("person", person), office.post(f"person:{person}", "hello"))
        await office.quiet()
        times = [at for at, _ in office.connector.began]
        assert len(times) == 160
        for most, seconds in TEAMS.tenant:
            assert most_in(times, seconds) <= most


async def test_beside_others_a_process_takes_its_part_of_what_teams_takes(monkeypatch: pytest.MonkeyPatch) -> None:
    people = [f"person-{n}" for n in range(40)]
    stage = Stage()
    monkeypatch.setattr(stage.store, "processes", lambda: 5)
    async with open_office(stage) as office:
        await office.knows(*people)
        for person in people:
            await office.owes(Key("person", person), office.post(f"person:{person}", "hello"))
        await office.quiet()
        times = [at for at, _ in office.connector.began]
        assert len(times) == 40
        assert most_in(times, 1.0) <= TEAMS.tenant[0][0] // 5


@pytest.mark.parametrize("trouble", [503, 500, 408, "drop"])
async def test_what_may_have_arrived_is_marked_when_it_is_said_again(trouble: Any) -> None:
    async with open_office() as office:
        await office.knows("ada")
        key = await one_case(office)
        office.teams.answers_to["chat-ada"] = answers(trouble, trouble)
        await office.owes(key, office.post("person:ada", "only once"))
        await office.quiet()
        first, *again = office.said("chat-ada")
        assert REPEATED not in first
        assert len(again) == 2
        assert all(REPEATED in text for text in again)
        (post,) = (await office.stage.case()).posts
        assert (post.maybe_repeated, post.attempts) == (True, 3)


async def test_a_long_failure_is_outlasted_with_longer_and_longer_pauses() -> None:
    async with open_office() as office:
        await office.knows("ada")
        office.teams.answers_to["chat-ada"] = answers(*[502] * 30)
        await office.owes(ADA, office.post("person:ada", "at last"))
        await office.quiet()
        times = [at for at, _ in office.connector.began]
        pauses = [after - before for before, after in pairwise(times)]
        assert len(times) == 31
        assert max(pauses[:4]) < max(pauses[-4:]) <= 300


async def test_a_pause_ends_as_soon_as_somebody_is_reached_in_another_way() -> None:
    async with open_office() as office:
        gone = replace(office.address("chat-ada"), service_url="http://127.0.0.1:9/")
        await office.desk.save(replace(await office.desk.load_person("ada"), address=gone))
        await office.owes(ADA, office.post("person:ada", "at last"))
        await office.time.until(lambda: office.time.now > 1000, lambda: office.connector.under_way > 0)
        before = office.time.now
        for _ in range(3):
            office.courier.wake()  # somebody else was met, which changes nothing here
            await office.time.until(lambda: True)
        assert office.said() == []
        await office.meets("ada")
        office.courier.wake()
        await office.until(lambda: bool(office.said("chat-ada")))
        assert office.time.now - before < SECONDS, "it ends the tries that it has begun, and no more"
        assert office.said() == ["at last"], "it never left before: no mark"


async def test_a_throttled_conversation_is_left_alone_though_it_is_reached_in_another_way() -> None:
    async with open_office() as office:
        await office.knows("ada")
        office.teams.answers_to["chat-ada"] = answers(*[429] * 4, Retry_After="120")
        await office.owes(ADA, office.post("person:ada", "at last"))
        await office.until(lambda: len(office.said("chat-ada")) == 1)
        await office.meets("ada", service_url=office.service.replace("127.0.0.1", "localhost"))
        office.courier.wake()
        await office.quiet()
        first, second, *_ = (at for at, _ in office.connector.began)
        assert second - first >= 120


async def test_one_conversation_hears_in_order_whatever_happens() -> None:
    async with open_office() as office:
        await office.knows("ada")
        key = await one_case(office)
        office.teams.answers_to["chat-ada"] = answers(503, "late", 429, "drop", "late", 500)
        posts = [office.post("person:ada", f"no {n}") for n in range(8)]
        await office.owes(key, *posts[1:3])  # from two documents, the first to be taken up not the oldest
        await office.owes(ADA, posts[0], *posts[3:])
        await office.quiet()
        heard = list(dict.fromkeys(text.split("\n")[0] for text in office.said("chat-ada")))
        assert heard == [f"no {n}" for n in range(8)]


async def test_a_burst_of_one_case_costs_few_saves() -> None:
    people = [f"person-{n}" for n in range(20)]
    async with open_office() as office:
        await office.knows(*people)
        key = await one_case(office)
        await office.owes(key, *(office.post(f"person:{person}", "a burst") for person in people))
        before = len(office.saves)
        await office.quiet()
        posts = (await office.stage.case()).posts
        assert all(post.delivered for post in posts)
        assert len({post.activity_id for post in posts}) == 20
        assert len(office.saves) - before <= 2


async def test_a_conversation_is_never_ahead_of_what_is_written_by_more_than_one() -> None:
    async with open_office() as office:
        await office.knows("ada")
        key = await one_case(office)
        await office.owes(key, *(office.post("person:ada", f"no {n}") for n in range(5)))
        seen = []

        async def marked() -> int:
            return sum(1 for post in (await office.stage.case()).posts if post.delivered)

        for _ in range(200):
            await office.until(lambda: True)
            seen.append(len(office.sent("chat-ada")) - await marked())
            if not office.stage.store.row(key).owed:  # type: ignore[union-attr]
                break
            await office.time.until(lambda was=office.time.now: office.time.now > was)  # type: ignore[misc]
        assert max(seen) == 1


async def test_a_burst_stays_within_what_teams_takes_and_a_reply_goes_out_at_once() -> None:
    async with open_office() as office:
        await office.knows("ada", "ben")
        key = await one_case(office)
        await office.owes(key, *(office.post("person:ada", f"no {n:02}") for n in range(20)))
        await office.until(lambda: len(office.said("chat-ada")) == 8)
        held_up = office.time.now
        reply = Owed(None, office.post("person:ada", "an answer", "reply"))
        await office.courier.deliver([reply], ("person:ada",), office.address("chat-ada"))
        assert office.said("chat-ada")[-1] == "an answer"
        assert office.time.now == held_up
        await office.owes(BEN, office.post("person:ben", "not held up"))
        await office.until(lambda: bool(office.said("chat-ben")))
        assert office.time.now == held_up
        await office.quiet()
        times = [at for at, to in office.connector.began if to == "chat-ada"]
        posts = [at for at, text in zip(times, office.said("chat-ada"), strict=True) if text.startswith("no ")]
        assert len(posts) == 20
        for most, seconds in TEAMS.conversation:
            assert most_in(posts, seconds) <= most


async def test_a_channel_document_stays_as_small_however_many_cases_have_a_card_there() -> None:
    async with open_office(await bound_stage()) as office:
        channel = replace(await office.desk.load_channel(PSW_CHANNEL), address=office.address(PSW_CHANNEL))
        await office.desk.save(channel)
        sizes = set()
        for n in range(1, 4):
            await office.stage.alert_sent()
            case = await office.stage.case(f"NTK-2026-000{n}")
            await office.desk.save(replace(case, posts=()))
            key = Key("case", case.ref)
            card = office.post("channel:psw", f"card {n}", "card", about=case.ref, living=True)
            await office.owes(key, card, office.post("channel:psw", f"below {n}", about=case.ref))
            await office.until(lambda key=key: not office.stage.store.row(key).owed)  # type: ignore[misc,union-attr]
            sizes.add(len(orjson.dumps(to_record(await office.desk.load_channel(PSW_CHANNEL)))))
            (kept,) = (await office.stage.case(case.ref)).cards
            below = next(call for call in office.sent(PSW_CHANNEL) if text_of(call) == f"below {n}")
            assert below.body["conversation"]["id"] == f"{PSW_CHANNEL};messageid={kept.activity_id}"
        assert len(sizes) == 1


async def test_the_card_of_a_case_that_was_stored_before_is_still_drawn_in_place() -> None:
    async with open_office(await bound_stage()) as office:
        channel = replace(await office.desk.load_channel(PSW_CHANNEL), address=office.address(PSW_CHANNEL))
        await office.desk.save(channel)
        key = await one_case(office)
        drawn = office.post(f"channel:{PSW_CHANNEL}", "card", "card", about=key.id, living=True)
        drawn = replace(drawn, delivered=office.stage.now, activity_id="old-card", message=None)
        await office.desk.save(replace(await office.stage.case(), posts=(drawn,)))
        await office.owes(key, office.post("channel:psw", "card anew", "card", about=key.id, living=True))
        await office.until(lambda: not office.stage.store.row(key).owed)  # type: ignore[union-attr]
        assert [(c.method, c.path.rpartition("/")[2]) for c in office.sent(PSW_CHANNEL)] == [("PUT", "old-card")]


async def test_a_card_of_which_another_process_may_just_have_shown_a_state_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with open_office(await bound_stage()) as office:
        channel = replace(await office.desk.load_channel(PSW_CHANNEL), address=office.address(PSW_CHANNEL))
        await office.desk.save(channel)
        key = await one_case(office)
        monkeypatch.setattr(office.desk.store, "own_id", lambda token: f"mine.{token}")
        theirs = replace(office.post("channel:psw", "card", "card", about=key.id, living=True), id="other.1")
        await office.desk.save(replace(await office.stage.case(), posts=(theirs,)))
        await office.owes(key, office.post("channel:psw", "card anew", "card", about=key.id, living=True))
        await office.until(lambda: not office.stage.store.row(key).owed)  # type: ignore[union-attr]
        (call,) = office.sent(PSW_CHANNEL)
        assert (call.method, REPEATED in call.body["text"]) == ("POST", True)


async def test_what_waited_for_one_person_is_one_message() -> None:
    async with open_office() as office:
        await office.knows("ada", "ben")
        key = await one_case(office)
        late = [office.post("person:ada", f"late no {n}", "reminder", gathered=True) for n in range(3)]
        await office.owes(key, late[0], office.post("person:ben", "late alone", "reminder", gathered=True))
        await office.owes(ADA, late[1])
        await office.owes(key, late[2], office.post("person:ada", "usual"))
        await office.quiet()
        together, usual = office.said("chat-ada")
        assert [f"late no {n}" in together for n in range(3)] == [True] * 3
        assert usual == "usual"
        assert office.said("chat-ben") == ["late alone"]
        ids = [post.activity_id for post in (await office.stage.case()).posts]
        assert ids[0] == ids[2] != ids[1]


async def test_more_than_one_message_holds_becomes_two() -> None:
    async with open_office() as office:
        await office.knows("ada")
        key = await one_case(office)
        posts = [office.post("person:ada", f"no {n:02}", "reminder", gathered=True) for n in range(40)]
        await office.owes(key, *posts)
        await office.quiet()
        told = "".join(str(call.body) for call in office.sent("chat-ada"))
        assert all(f"no {n:02}" in told for n in range(40))
        assert 2 <= len(office.sent("chat-ada")) <= 4


async def test_what_was_owed_at_a_stop_goes_out_at_the_next_start_marked() -> None:
    stage = Stage()
    async with open_office(stage) as office:
        await office.knows("ada")
        key = await one_case(office)
        office.teams.answers_to["chat-ada"] = answers(*[503] * 8)
        before = office.post("person:ada", "before")
        await office.owes(key, before, *(office.post("person:ada", f"late no {n}", gathered=True) for n in range(2)))
        await office.until(lambda: len(office.said("chat-ada")) >= 5)
    async with open_office(stage) as office:
        await office.knows("ada")
        await office.courier.recover()
        await office.quiet()
        first, together = office.said("chat-ada")
        assert "before" in first
        assert "late no 0" in together
        assert "late no 1" in together
        assert REPEATED in first
        assert REPEATED in together


async def test_the_chat_with_somebody_who_never_wrote_is_opened_and_kept() -> None:
    async with open_office() as office:
        await office.knows("ada")
        await office.owes(BEN, office.post("person:ben", "hello ben"), office.post("person:ben", "and again"))
        await office.quiet()
        opened, *said = office.teams.calls
        assert opened.path == "/v3/conversations"
        assert opened.body == {
            "isGroup": False,
            "bot": {"id": "bot"},
            "members": [{"id": "ben"}],
            "tenantId": "tenant",
            "channelData": {"tenant": {"id": "tenant"}},
        }
        assert [call.body["conversation"]["id"] for call in said] == ["sent-1", "sent-1"]
        assert (await office.desk.load_person("ben")).address == office.address("sent-1")


async def test_while_nobody_was_ever_met_a_post_waits() -> None:
    async with open_office() as office:
        await office.owes(BEN, office.post("person:ben", "hello ben"))
        await office.until(lambda: True)
        assert office.teams.calls == []
        await office.knows("ada")
        office.courier.wake()
        await office.quiet()
        assert "hello ben" in office.said("sent-1")


async def test_the_way_of_a_channel_serves_to_open_a_chat() -> None:
    async with open_office() as office:
        channel = await office.desk.load_channel(PSW_CHANNEL)
        address = replace(office.address(PSW_CHANNEL), only_for="29:somebody")
        await office.desk.save(replace(channel, address=address))
        await office.owes(BEN, office.post("person:ben", "hello ben"))
        await office.quiet()
        assert (await office.desk.load_person("ben")).address == Address(office.service, "sent-1", "tenant", "bot")


async def test_a_post_that_was_given_up_is_not_owed() -> None:
    async with open_office() as office:
        key = await one_case(office)
        case = await office.stage.case()
        post: Post = office.post("person:ada", "lost", failed=office.desk.clock())
        await office.desk.save(replace(case, posts=(post,)))
        row = office.stage.store.row(key)
        assert row is not None
        assert (row.owed, row.owed_since) == ((), None)
        await office.courier.recover()
        await office.until(lambda: True)
        assert office.teams.calls == []


async def test_what_cannot_be_written_down_at_the_end_keeps_nothing_else_from_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stage = Stage()
    for person in ("ada", "ben"):
        document = await stage.desk.load_person(person)
        post = stage.desk.post(f"person:{person}", "outcome", Message("It was approved."))
        await stage.desk.save(replace(document, posts=(post,)))
        stage.desk.note(Key("person", person), post.id, Receipt(post.to, stage.now, 1, "sent-1", False))
    save = stage.store.save

    async def half_full(document: Any) -> Any:
        if document.id == "ada":
            raise OSError("the disk is full")
        return await save(document)

    monkeypatch.setattr(stage.store, "save", half_full)
    await stage.desk.settle()
    assert [row.owed != () for row in stage.store.rows("person")] == [True, False]
