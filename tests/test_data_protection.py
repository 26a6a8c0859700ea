"""What the page for the data protection officer says of the product, where no other test shows it."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from aiohttp import web

from bot.addresses import Addresses
from bot.housekeeping import Housekeeping
from bot.incoming import Incoming
from dialogs.retention import purge
from state.documents import Key
from state.store.backup import back_up
from tests.bot.post_office import PostOffice, open_office
from tests.dialogs.test_retention import A_YEAR, delivered, withdrawn
from tests.stage import AUTHOR, PSW_CHANNEL, Stage, bound_stage
from tests.state.store.making import ADDRESS
from tests.state.store.test_backup import filled


async def test_whoever_begins_an_alert_is_told_that_teams_keeps_what_is_typed() -> None:
    stage = await bound_stage()
    assert "Teams itself keeps what you type here" in await stage.says(AUTHOR, "alert")


async def test_what_the_bot_said_of_a_purged_case_is_deleted_in_teams_where_teams_lets_it() -> None:
    async with open_office(await bound_stage()) as office:
        stage = office.stage
        await withdrawn(stage)
        await delivered(stage)
        await office.knows("pat", "ada", AUTHOR)
        office.teams.answers_to[""] = [web.Response(status=403)]  # a call that deletes names no conversation inside
        stage.now += A_YEAR
        await a_day(office)
        assert len(deleted(office)) > 1, "the first was refused, and the others were tried all the same"
        assert (await stage.case()).purged
        before = len(deleted(office))
        await a_day(office)
        assert len(deleted(office)) == before, "each was tried once"


@pytest.mark.parametrize("status", [503, 429, 401])
async def test_what_could_not_be_deleted_in_teams_is_tried_again_the_next_day_even_by_another_process(
    status: int,
) -> None:
    async with open_office(await bound_stage()) as office:
        stage = office.stage
        await withdrawn(stage)
        await delivered(stage)
        await office.knows("pat", "ada", AUTHOR)
        stage.now += A_YEAR
        office.teams.answers_to[""] = [web.Response(status=200), web.Response(status=status)]
        await a_day(office)
        assert len(deleted(office)) == 2, "after a failure that may pass, the rest waits"
        first = deleted(office)[0]
        again = Stage(stage.store, stage.now, begun=2)  # as after a kill: nothing is remembered but what is stored
        again.now += timedelta(days=1)
        await a_day(replace(office, stage=again))
        assert len(deleted(office)) > 4
        assert first not in deleted(office)[2:]
        assert (await again.case()).unsay == ()


def deleted(office: PostOffice) -> list[str]:
    """The messages that Teams was asked to delete."""
    return [call.path for call in office.teams.calls if call.method == "DELETE"]


async def a_day(office: PostOffice) -> None:
    """The house is kept for a day, and what is to be deleted in Teams is."""
    desk = office.stage.desk
    house = Housekeeping(desk, office.connector, Addresses(desk, local=False))
    await house.of_the_day()
    assert house.unsaying
    await house.unsaying


async def test_an_answer_in_a_chat_leaves_nothing_by_which_it_could_be_deleted() -> None:
    async with open_office() as office:
        await office.knows("pat")
        await office.owes(Key("person", "pat"), office.post("person:pat", "What you asked for."))
        await office.quiet()
        assert office.said("chat-pat") != []
        assert (await office.desk.load_person("pat")).posts == ()


async def test_who_holds_a_role_and_what_a_channel_is_have_no_period() -> None:
    stage = await bound_stage()
    person = await stage.desk.load_person("pat")
    await stage.desk.save(replace(person, name="Pat Moss", address=ADDRESS, heard=stage.now))
    before = await stage.desk.load_person("pat"), await stage.desk.load_channel(PSW_CHANNEL)
    await purge(stage.desk, stage.now + 20 * A_YEAR)
    assert (await stage.desk.load_person("pat"), await stage.desk.load_channel(PSW_CHANNEL)) == before


async def test_whoever_was_forgotten_is_met_anew_where_they_were() -> None:
    stage = await bound_stage()
    addresses = Addresses(stage.desk, local=False)
    rae = Incoming("a1", "rae", "Rae Hill", "personal", ADDRESS)
    assert await addresses.met(rae)
    stage.now += timedelta(days=1)
    await purge(stage.desk, stage.now)
    await purge(stage.desk, stage.now + A_YEAR)
    assert stage.store.row(Key("person", "rae")) is None
    assert await addresses.met(rae)
    assert (await stage.desk.load_person("rae")).address == ADDRESS


def test_a_backup_holds_documents_and_no_exported_file(tmp_path: Path) -> None:
    filled(tmp_path / "data", 1)
    (tmp_path / "data" / "exports").mkdir()
    (tmp_path / "data" / "exports" / "alert.docx").write_bytes(b"words")
    assert back_up(tmp_path / "data", tmp_path / "backup") == 2
    assert list((tmp_path / "backup").rglob("*.docx")) == []
