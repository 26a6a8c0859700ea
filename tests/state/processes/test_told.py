"""Who hears of what, and who must act in which state, against a table written by hand. Source: processes.md."""

import pytest

from state.process import Process
from state.processes import APART, PROCESSES
from state.roles import PSW_CHANNEL, TEAM

# event → who hears of it at least
TOLD = """
alert.submit                            ad_spsqa team psw_channel
alert.approve                           author team psw_channel
alert.return                            author
alert.update                            area_ad
alert.found_anew                        area_ad author
director_briefing.tell_director         director
strategy_discussion.open                manager
panel_notification.decide_notify        author area_ad manager team
panel_notification.decide_not_notify    author area_ad manager team
panel_notification.record_notified      author area_ad manager kscmp ad_spsqa
panel_notification.panel_response       area_ad manager
panel_notification.found_anew           area_ad
partnership_referral.open               ad_spsqa
partnership_referral.share              kscmp
partnership_referral.executive_view     corporate_director area_ad manager
looked_after_death.record_notified      author area_ad manager
rapid_review.open                       kscmp
rapid_review.finalise                   director area_ad
rapid_review.tell_teams                 author area_ad manager team
agency_summary.appoint                  area_ad report_author
agency_summary.send_back                report_author
local_review.open                       author area_ad manager
local_review.family_informed            area_ad manager
local_review.panel_meeting              area_ad manager ad_spsqa
local_review.progress                   area_ad manager
management_review.appoint               area_ad report_author
child_death.jar_held                    area_ad ad_spsqa
homicide_review.open                    sm_spsqa
adult_review.open                       sm_spsqa
learning_action.open                    action_owner
"""

# process, state → who must act
AWAITED = """
director_briefing.open                  ad_spsqa
strategy_discussion.needed              manager unit
strategy_discussion.arranged            manager unit
panel_notification.considering          unit psw
panel_notification.awaiting_decision    corporate_director psw
panel_notification.to_notify            unit psw
placing_authority.to_invite             unit psw
placing_authority.invited               unit psw
placing_authority.confirmed             unit psw
placing_authority.kent_notifies         unit psw
looked_after_death.to_notify            unit psw
care_leaver_death.to_notify             unit psw
partnership_referral.to_share           unit psw
partnership_referral.shared             kscmp
partnership_referral.not_met            psw
rapid_review.to_convene                 kscmp
rapid_review.convened                   kscmp
rapid_review.circulated                 kscmp
rapid_review.held                       kscmp
rapid_review.finalised                  kscmp
rapid_review.submitted                  director psw
agency_summary.author_needed            psw
agency_summary.appointed                psw
agency_summary.writing                  report_author
agency_summary.with_psw                 psw
agency_summary.with_ad                  ad_spsqa
agency_summary.approved                 psw
local_review.commissioned               kscmp
local_review.author_appointed           kscmp
local_review.under_way                  kscmp
local_review.drafting                   kscmp
local_review.agreed                     kscmp
management_review.requested             psw
management_review.appointed             psw
management_review.reviewing             report_author
management_review.with_psw              psw
management_review.with_ad               ad_spsqa
management_review.approved              kscmp
management_review.circulated            psw
practitioner_event.planned              kscmp psw
practitioner_event.invited              psw
practitioner_event.held                 psw
internal_review.proposed                ad_spsqa
internal_review.authorised              psw
internal_review.appointed               report_author
internal_review.with_psw                psw
internal_review.with_ad                 ad_spsqa
child_death.opened                      unit manager
child_death.jar_to_hold                 manager
child_death.update_due                  manager
adult_review.considered                 unit psw
adult_review.referred                   psw
adult_review.under_way                  psw
homicide_review.considered              psw
homicide_review.deciding                psw
homicide_review.under_way               psw
learning_action.open                    action_owner psw
learning_action.done                    psw
staff_support.offered                   author
staff_support.group_requested           manager
tell_other_authority.to_tell            unit psw
tell_other_authority.told               unit psw
"""


def lines(table: str) -> list[tuple[str, str, set[str]]]:
    """Each line as process, name, roles."""
    split = [line.split() for line in table.strip().splitlines()]
    return [(place.split(".")[0], place.split(".")[1], set(roles)) for place, *roles in split]


@pytest.mark.rule("R31")
@pytest.mark.rule("R57")
@pytest.mark.rule("R101")
@pytest.mark.rule("R106")
@pytest.mark.parametrize(("process", "event", "roles"), lines(TOLD))
def test_who_hears_of_an_event(process: str, event: str, roles: set[str]) -> None:
    row = PROCESSES[process].event(event)
    assert row is not None
    assert roles <= set(row.tells)


def test_who_must_act() -> None:
    tables = {**PROCESSES, **APART}
    awaited = {(n, s): set(r) for n, t in tables.items() if n != "alert" for s, r in t.awaits.items()}
    assert awaited == {(process, state): roles for process, state, roles in lines(AWAITED)}


@pytest.mark.parametrize("process", PROCESSES.values(), ids=lambda process: process.name)
def test_the_psw_channel_hears_of_everything_that_is_done(process: Process) -> None:
    for event in process.events:
        assert PSW_CHANNEL in event.tells, event.name


@pytest.mark.rule("R94")
def test_channels_never_hear_of_support() -> None:
    table = APART["staff_support"]
    told = {role for event in (table.opening, *table.events) for role in event.tells}
    assert told.isdisjoint({TEAM, PSW_CHANNEL})
