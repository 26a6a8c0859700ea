"""Somebody who is mentioned with @ is who their id says, whatever anybody's name is."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from botbuilder.schema import Activity

from bot.activities import incoming_of
from bot.incoming import Incoming
from dialogs.field_kinds import Asking, Unread
from dialogs.field_reading import read
from state.case import Run
from state.documents import Address
from state.process import Need
from state.processes import PROCESSES
from state.roles import TEAM_MANAGER_OR_ABOVE
from tests.door import sample
from tests.stage import NOW, PEOPLE, bound_stage
from tests.state.processes.playing import KENT, Story


def mention(name: str, **of: str) -> dict[str, object]:
    return {"type": "mention", "text": f"<at>{name}</at>", "mentioned": {"name": name, **of}}


def test_the_ids_of_those_who_are_mentioned_come_with_the_words() -> None:
    spoken = sample("channel_mention")
    spoken["text"] = "<at>Need to Know</at> status 42 <at>Sam Ford</at> <at>Ann Lee</at> <at>Jo</at> <at>Jo</at>"
    spoken["entities"] += [
        mention("Sam Ford", id="29:sam", aadObjectId="sam"),
        mention("Ann Lee", id="ann"),
        mention("Jo", id="jo-1"),
        mention("Jo", id="jo-2"),
    ]
    incoming = incoming_of(Activity().deserialize(spoken))
    assert incoming.text == "status 42 Sam Ford Ann Lee Jo Jo"
    assert incoming.mentions == {"sam ford": "sam", "ann lee": "ann", "jo": ""}


def named(words: str, mentions: Mapping[str, str], among: tuple[str, ...] = ()) -> object:
    case, event = Story().case, PROCESSES["internal_review"].event("appoint")
    assert event
    asking = Asking(case, Run("internal_review", 1, "authorised"), event, KENT, PEOPLE, NOW, mentions)
    return read(asking, Need("person", "person", among=among), words).value


@pytest.mark.parametrize(
    ("words", "mentions", "who"),
    [
        ("Sam Ford", {}, "sam"),
        ("@Sam Ford", {"sam ford": "sam"}, "sam"),
        ("Sam Ford", {"sam ford": "wes"}, "wes"),  # the id counts, not the name
        ("Sam Ford", {"sam ford": "another"}, "another"),
        ("Ann Lee", {"ann lee": "ann"}, "ann"),  # nobody of the people file
    ],
)
def test_a_mention_is_of_the_one_whose_id_it_bears(words: str, mentions: dict[str, str], who: str) -> None:
    assert named(words, mentions) == who


@pytest.mark.parametrize(
    ("words", "mentions"), [("Ann Lee", {}), ("Sam Ford", {"sam ford": ""}), ("Sam Ford", {"sam ford": "another"})]
)
def test_where_nobody_is_certain_or_a_role_is_needed_a_name_is_not_trusted(
    words: str, mentions: dict[str, str]
) -> None:
    with pytest.raises(Unread):
        named(words, mentions, TEAM_MANAGER_OR_ABOVE)


async def test_somebody_of_no_file_is_appointed_by_a_mention_and_shown_by_name() -> None:
    stage = await bound_stage()
    await stage.alert_sent()
    await stage.says("ann", "help")
    await stage.desk.save(replace(await stage.desk.load_person("ann"), name="Ann Lee"))
    for who, does in (("pat", "internal_review.open text: Why?"), ("ash", "internal_review.authorise")):
        assert "Done" in await stage.says(who, f"do 1 {does}")
    owed = await stage.router.hear(
        Incoming("m1", "pat", "Pat", "personal", Address("https://example.invalid/", "chat-pat", "tenant", "bot"),
                 "do 1 internal_review.appoint Ann Lee", mentions={"ann lee": "ann"}), "pat"
    )  # fmt: skip
    stage.deliver(owed)
    assert (await stage.case()).run("internal_review").person == "ann"  # type: ignore[union-attr]
    assert "Ann Lee" in await stage.says("pat", "details 1")
