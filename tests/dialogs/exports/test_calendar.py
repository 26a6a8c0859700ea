"""The calendar of a case: deadlines until they are met, meetings as set last, and never a word of the case."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from icalendar import Calendar

from tests.dialogs.exports.opened import made, played
from tests.stage import ALERT, Stage, bound_stage


async def events(stage: Stage) -> dict[str, Any]:
    calendar = Calendar.from_ical(await made(stage, "ics"))
    return {str(event["uid"]): event for event in calendar.walk("VEVENT")}


def named(found: dict[str, Any], part: str) -> Any:
    return next(event for uid, event in found.items() if part in uid)


@pytest.mark.rule("R27")
async def test_a_limit_in_days_is_a_whole_day_and_its_target_another() -> None:
    stage = await bound_stage()
    await stage.alert_sent()
    found = await events(stage)
    limit, target = named(found, "panel_notification-0-0-limit"), named(found, "panel_notification-0-0-target")
    assert (limit["dtstart"].dt, limit["dtend"].dt) == (date(2026, 11, 30), date(2026, 12, 1))
    assert target["dtstart"].dt == date(2026, 11, 27)
    assert str(limit["summary"]) == "NTK-2026-0001: Notifying the national Panel"
    assert str(limit["description"]) == "Stage: Being considered: whether to notify the national Panel"
    approval = named(found, "area_ad_approval-0-0-limit")
    assert str(approval["description"]) == "Stage: With the Area Assistant Director, for approval"
    assert str(target["summary"]).endswith("(aim)")


@pytest.mark.rule("R84")
async def test_a_limit_in_hours_has_its_hour() -> None:
    stage = await bound_stage()
    told = (
        *ALERT[:9], "died", "2026-11-23T10:00", "yes", "external_cause", "suspected", "parent_or_carer", "yes",
        "in_area", "in_area", *ALERT[14:18], "skip", "none", "skip", "skip",
    )  # fmt: skip
    await stage.alert_sent(told=told)
    limit = named(await events(stage), "joint_agency_response")
    assert limit["dtstart"].dt == datetime(2026, 11, 26, 10, 0, tzinfo=UTC)


async def test_what_is_done_is_left_out_and_what_is_late_is_not() -> None:
    stage = await bound_stage()
    await stage.alert_sent()
    await stage.later(days=3)
    found = await events(stage)
    assert any("area_ad_approval" in uid for uid in found)
    await stage.says("ada", "do 1 approve")
    assert not any("area_ad_approval" in uid for uid in await events(stage))


async def test_a_meeting_stands_where_it_was_set_last() -> None:
    stage = await played()
    before = await events(stage)
    await stage.says("kim", "do 1 rapid_review.reschedule meeting_at: 2026-12-10T15:30; reason: The room was taken.")
    after = await events(stage)
    assert named(before, "rapid_review-1-meeting")["dtstart"].dt == datetime(2026, 12, 9, 10, 0, tzinfo=UTC)
    meeting = named(after, "rapid_review-1-meeting")
    assert meeting["dtstart"].dt == datetime(2026, 12, 10, 15, 30, tzinfo=UTC)
    assert str(meeting["summary"]) == "NTK-2026-0001: The Rapid Review"
    assert set(before) == set(after)


async def test_a_meeting_in_summer_is_told_in_universal_time() -> None:
    stage = await bound_stage()
    await stage.alert_sent()
    await stage.says("uma", "do 1 strategy_discussion.arrange meeting_at: 2027-06-01T10:00")
    meeting = named(await events(stage), "strategy_discussion-1-meeting")
    assert meeting["dtstart"].dt == datetime(2027, 6, 1, 9, 0, tzinfo=UTC)


async def test_no_answer_and_no_name_stands_in_it(stage: Stage) -> None:
    content = (await made(stage, "ics")).decode()
    words = ("unwell", "grandmother", "bruises", "Train the team", "Sam Ford", "Wes Moor", "Pat Heath", "room", "sam")
    assert [word for word in words if word in content] == []
