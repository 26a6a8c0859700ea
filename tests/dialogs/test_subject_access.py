"""What is held under a record id: for the PSW alone, in private, and written down."""

from tests.stage import ALERT, AUTHOR, PSW_CHANNEL, QUIET, Stage, bound_stage

WITH_ID = (*ALERT[:5], "1234567, 7654321", *ALERT[6:])


async def told() -> Stage:
    """Two cases, one of which names the record; and a draft that does."""
    stage = await bound_stage()
    await stage.alert_sent(told=WITH_ID)
    await stage.alert_sent("mia", QUIET)
    for text in WITH_ID[:6]:
        await stage.says("rae", text)
    return stage


async def test_every_case_and_draft_with_the_record_is_shown_and_it_is_written_down() -> None:
    stage = await told()
    await stage.says("ada", "do 1 approve")
    await stage.says("uma", "do 1 note text: The ward was told.")
    said = await stage.says("pat", "subject 1234567")
    for held in (
        "NTK-2026-0001",
        "found unwell at home",
        "grandmother",
        "The ward was told.",
        "draft begun on Monday 23",
    ):
        assert held in said
    assert "NTK-2026-0002" not in said
    assert (e := (await stage.case()).entries[-1]).what == "subject.exported"
    assert (e.who, e.role, e.record) == ("pat", "psw", {"answers": 1})
    assert "subject.exported" not in [e.what for e in (await stage.case("NTK-2026-0002")).entries]


async def test_a_draft_that_can_still_be_taken_back_is_held_too() -> None:
    stage = await told()
    for says in ("discard", "yes"):
        await stage.says("rae", says)
    assert "draft begun on Monday 23" in await stage.says("pat", "subject 1234567")


async def test_words_that_were_replaced_are_held_too() -> None:
    stage = await told()
    await stage.says("ada", "do 1 return")
    await stage.says("ada", "More, please.")
    await stage.says("ada", "30")
    await stage.says(AUTHOR, "resume")
    await stage.presses(AUTHOR, "Answer and send again")
    await stage.says(AUTHOR, "The child fell from a wall.")
    await stage.says(AUTHOR, "instead")
    await stage.says(AUTHOR, "submit")
    assert len((await stage.case()).answers) == 2
    said = await stage.says("pat", "subject 7654321")
    assert "fell from a wall" in said
    assert "version 1, replaced since" in said
    assert "found unwell at home" in said


async def test_what_people_have_half_said_in_such_a_case_is_held_too() -> None:
    stage = await told()
    await stage.says("ada", "do 1 return")
    await stage.says("ada", "The ward called twice.")
    await stage.says("mia", "do 2 note")
    said = await stage.says("pat", "subject 1234567")
    assert "NTK-2026-0001: a step half said" in said
    assert "The ward called twice." in said
    assert "NTK-2026-0002" not in said


async def test_words_that_wait_or_name_the_record_are_held_wherever_they_stand() -> None:
    stage = await bound_stage()
    account = "A boy of twelve, record 7654321, was hit by a car on the way to school this morning."
    await stage.says(AUTHOR, account)
    other = "A girl of twelve was hit by a car on the way to school this morning, and her leg is broken."
    await stage.says("rae", other)
    for text in ALERT[:16]:
        await stage.says("sue", text)
    await stage.says("sue", "The child 7654321 rang 07700 900123.")
    said = await stage.says("pat", "subject 7654321")
    assert "A long message that was kept" in said
    assert "A boy of twelve" in said
    assert "rang 07700 900123" in said
    assert "A girl of twelve" not in said
    assert "Nothing is held" in await stage.says("pat", "subject 765432")


async def test_nothing_held_is_said_and_a_part_of_an_id_finds_nothing() -> None:
    stage = await told()
    for words in ("999", "123", "12345678"):
        assert "Nothing is held" in await stage.says("pat", f"subject {words}")


async def test_what_could_not_be_looked_through_is_said() -> None:
    stage = await told()
    stage.store.damaged = ("cases/NTK-2026-0003.json",)
    assert "may not be all" in await stage.says("pat", "subject 1234567")


async def test_nobody_else_may_ask_and_nothing_is_said_in_a_channel() -> None:
    stage = await told()
    for who in (AUTHOR, "ada", "uma", "dee"):
        assert "found unwell" not in await stage.says(who, "subject 1234567")
    assert "found unwell" not in await stage.says("pat", "subject 1234567", PSW_CHANNEL)
    assert "found unwell" not in stage.all(PSW_CHANNEL)


async def test_an_account_that_begins_with_the_word_is_kept_as_an_account() -> None:
    stage = await told()
    words = "Subject was hit by a car on the way to school this morning and is now in hospital."
    await stage.says("joe", words)
    assert (await stage.desk.load_person("joe")).kept == words
    assert "subject ID" in await stage.says("pat", "subject")
