"""What happens between two people, two questions, two moments: nothing is lost, nothing leaks, nobody is left out."""

from dataclasses import replace

import pytest

from bot.cards import plain
from dialogs.desk import Desk
from state.documents import Document, Key, Person
from state.people import Directory, Member
from state.post import Receipt
from tests.stage import AUTHOR, PEOPLE, PSW_CHANNEL, TEAM_CHANNEL, Stage, bound_stage

REF = "NTK-2026-0001"


async def sent() -> Stage:
    stage = await bound_stage()
    await stage.alert_sent()
    return stage


async def test_the_question_asked_last_is_the_one_that_is_answered() -> None:
    stage = await sent()
    await stage.says("ada", "do 1 return")
    await stage.says("ada", "alert")
    assert "Is this a new alert" in await stage.says("ada", "no")
    assert (await stage.desk.load_person("ada")).form is None
    await stage.says("ada", "do 1 return")
    assert "Which questions" in await stage.says("ada", "no news of the siblings")


async def test_information_that_was_given_can_be_read_by_those_who_asked() -> None:
    stage = await sent()
    await stage.says("ada", "do 1 approve")
    await stage.says("uma", "do 1 request_information text: Which ward is it?")
    await stage.says(AUTHOR, "do 1 provide text: The ward on the fourth floor.")
    await stage.says("uma", "do 1 note text: Rang the ward at noon.")
    details = await stage.says("pat", "details 1")
    assert "The ward on the fourth floor." in details
    assert "Rang the ward at noon." in details
    assert "fourth floor" not in "".join(plain(m) for m in stage.heard[PSW_CHANNEL])


async def test_the_author_is_told_the_reason_and_the_channel_is_not() -> None:
    stage = await sent()
    await stage.says("pat", "do 1 bring_forward It cannot wait.")
    assert "It cannot wait." in "".join(plain(m) for m in stage.heard[AUTHOR])
    assert "It cannot wait." not in "".join(plain(m) for m in stage.heard[PSW_CHANNEL])


async def test_answers_that_come_after_the_case_moved_on_go_in_as_an_update() -> None:
    stage = await sent()
    await stage.says("ada", "do 1 return reason: Who was there?; questions: 31")
    await stage.says(AUTHOR, "do 1 resubmit")
    await stage.says(AUTHOR, "All are safe, and nobody else was there.")
    await stage.says(AUTHOR, "instead")
    await stage.says("pat", "do 1 bring_forward reason: It cannot wait.")
    assert "is sent" in await stage.says(AUTHOR, "submit")
    case = await stage.case()
    assert case.current.get("safety_now") == "All are safe, and nobody else was there."
    assert case.entries[-1].what == "alert.update"
    assert case.runs[0].state == "with_unit"


async def test_a_draft_that_was_sent_just_before_a_crash_is_not_sent_again() -> None:
    stage = await sent()
    await stage.says("ada", "do 1 return reason: Who was there?; questions: 31")
    await stage.says(AUTHOR, "do 1 resubmit")
    await stage.says(AUTHOR, "All are safe, and nobody else was there.")
    await stage.says(AUTHOR, "instead")
    before = await stage.desk.load_person(AUTHOR)
    await stage.says(AUTHOR, "submit")
    after = await stage.desk.load_person(AUTHOR)
    await stage.desk.save(replace(after, draft=before.draft))  # as if the bot had been killed between two writes
    entries = len((await stage.case()).entries)
    assert "sent already" in await stage.says(AUTHOR, "submit")
    assert len((await stage.case()).entries) == entries
    assert (await stage.desk.load_person(AUTHOR)).draft is None


async def test_an_alert_that_its_only_approver_wrote_goes_to_somebody_who_can_act() -> None:
    stage = await bound_stage()
    await stage.alert_sent("ada")
    assert "An alert needs your approval" in stage.last("pat")
    assert "Bring forward" in stage.last("pat")


async def test_an_alert_that_the_deputy_wrote_goes_back_to_the_holder() -> None:
    stage = await bound_stage()
    await stage.says("ada", "deputy Mia Brook until Friday")
    await stage.alert_sent("mia")
    assert "[Approve and forward]" in stage.last("ada")


async def test_reading_by_way_of_an_update_is_in_the_audit_and_ends_with_the_role() -> None:
    stage = await sent()
    await stage.says("mia", "do 1 update")
    entry = (await stage.case()).entries[-1]
    assert (entry.what, entry.who, entry.role) == ("details.read", "mia", "manager")
    members = {m.id: m for m in PEOPLE.members.values() if m.id != "mia"}
    stage.people = Directory({**members, "mia": Member("mia", "Mia Brook", ("practitioner",))})
    assert "I cannot find" in await stage.says("mia", "review")
    assert (await stage.desk.load_person("mia")).draft is None


@pytest.mark.parametrize("channel", [TEAM_CHANNEL, "19:elsewhere@thread.tacv2"])
async def test_only_the_psw_channel_sees_findings_and_none_sees_the_reasons(channel: str) -> None:
    stage = await sent()
    said = await stage.says("pat", "status 1", channel)
    assert "With the Area Assistant Director" in said
    for reason in ("It concerns a child", "neglect", "[Withdraw]", "should be notified"):
        assert reason not in said
    psw = await stage.says("pat", "status 1", PSW_CHANNEL)
    assert "The national Panel should be notified – not confirmed yet" in psw
    assert "[Withdraw]" in psw
    assert "It concerns a child" not in psw
    button = stage.button("ada", "Approve and forward").data
    await stage.presses("ada", button)
    stale = await stage.presses("ada", button, channel)
    assert "done already" in stale
    assert "should be notified" not in stale


async def test_a_private_answer_waits_for_the_chat_to_be_opened() -> None:
    stage = await sent()
    assert "private chat" in await stage.says("pat", "details 1", PSW_CHANNEL)
    kept = await stage.desk.load_person("pat")
    assert any(p.message and "found unwell" in plain(p.message) for p in kept.posts)


# Receipts -------------------------------------------------------------------------------------------------------------


async def test_a_receipt_that_comes_during_a_turn_is_not_lost() -> None:
    stage = Stage()
    await stage.says(AUTHOR, "alert")
    key = Key("person", AUTHOR)
    person = await stage.desk.load_person(AUTHOR)
    post = person.posts[0]
    # The reply is delivered after the document was loaded and before it is saved.
    stage.desk.note(key, post.id, Receipt(post.to, stage.now, 1, "sent-1", False))
    await stage.desk.save(person)
    stored = await stage.desk.load_person(AUTHOR)
    assert post.id not in {p.id for p in stored.posts}


class Stumbling(Desk):
    """A desk whose disk fails when a person's document is to be saved."""

    stumbles = False

    async def save(self, document: Document):  # type: ignore[no-untyped-def]
        if self.stumbles and isinstance(document, Person):
            raise OSError
        return await super().save(document)


async def test_what_an_event_owes_goes_out_though_the_persons_document_fails() -> None:
    stage = await sent()
    stage.desk.__class__ = Stumbling
    assert isinstance(stage.desk, Stumbling)
    stage.desk.stumbles = True
    assert "With the Safeguarding Unit" in await stage.says("ada", "do 1 approve")
    assert (await stage.case()).runs[0].state == "with_unit"
    assert "was approved" in stage.last(AUTHOR)
