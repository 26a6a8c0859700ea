"""The council's own file: Kent's as it stands, and every fault that a file can have."""

import dataclasses
import re
from datetime import date
from pathlib import Path

import pytest

from state.deadline_table import DEADLINES
from state.profile import DEADLINE_IDS, TITLED, Profile
from state.profile_file import KENT, Unreadable, load_profile
from state.profile_parts import Span
from state.roles import HELD

TEXT = KENT.read_text(encoding="utf-8")
STATE = KENT.parent
INVENTED = Path(__file__).with_name("invented_council.toml")


def test_kent_has_its_areas_and_districts() -> None:
    assert {area.id: area.districts for area in load_profile().areas} == {
        "north": ("Dartford", "Gravesham", "Sevenoaks"),
        "east": ("Canterbury", "Swale", "Thanet"),
        "south": ("Ashford", "Dover", "Folkestone and Hythe"),
        "west": ("Maidstone", "Tonbridge and Malling", "Tunbridge Wells"),
        "countywide": (),
    }
    assert load_profile().other_authorities == ("Medway",)


@pytest.mark.rule("R94")
def test_kent_names_whom_to_turn_to_and_gives_no_number_but_999() -> None:
    contacts = load_profile().contacts
    assert (contacts.support_individual, contacts.support_group) == ("Support Line", "Amparo")
    assert re.findall(r"\d+", " ".join(dataclasses.astuple(contacts))) == ["999"]


LENGTHS = [
    # the limit, the target, whether the council set it itself, and where it stands
    ("area_ad_approval", Span(1, "working_days"), None, False, "G253"),
    ("unit_enquiries", Span(3, "working_days"), None, False, "G254"),
    ("executive_view", None, Span(3, "day"), False, "G236"),
    ("panel_notification", Span(5, "working_days"), Span(5, "day"), False, "G18"),
    ("looked_after_death", Span(5, "working_days"), None, True, "A5"),
    ("care_leaver_death", Span(5, "working_days"), None, True, "A5"),
    ("tell_other_authority", Span(24, "hours"), None, True, "G13"),
    ("placing_invitation", Span(1, "working_days"), None, True, "G19"),
    ("placing_authority_confirmation", Span(24, "hours"), None, False, "G19"),
    ("joint_agency_response", Span(72, "hours"), None, False, "G84"),
    ("child_death_form", Span(24, "hours"), None, True, "R100"),
    ("rapid_review", Span(15, "working_days"), None, False, "G256"),
    ("rapid_review_summaries", None, Span(9, "day"), False, "G234"),
    ("agency_summary_to_psw", Span(7, "day"), None, True, "A15"),
    ("rapid_review_meeting", None, Span(13, "day"), False, "G233"),
    ("rapid_review_report", None, Span(15, "day"), False, "G232"),
    ("homicide_review_decision", Span(1, "months"), None, False, "G120"),
    ("homicide_review_report", Span(6, "months"), None, False, "G122"),
    ("partnership_share", None, Span(1, "day"), False, "G237"),
    ("rapid_review_convened", None, Span(1, "day"), False, "G235"),
    ("local_review_report", None, Span(6, "months"), True, "G64"),
    ("internal_review_report", None, Span(30, "working_days"), True, "G70"),
    ("jar_update", Span(1, "working_days"), None, True, "G92"),
]


@pytest.mark.rule("R9")
@pytest.mark.rule("R13")
@pytest.mark.rule("R27")
@pytest.mark.rule("R35")
@pytest.mark.rule("R44")
@pytest.mark.rule("R84")
@pytest.mark.rule("R91")
@pytest.mark.rule("R100")
@pytest.mark.parametrize(("id", "limit", "target", "local", "paragraph"), LENGTHS)
def test_kents_limits_stand_with_source_and_date(
    id: str, limit: Span | None, target: Span | None, local: bool, paragraph: str
) -> None:
    lengths = load_profile().limits[id]
    assert (lengths.limit, lengths.target, lengths.local) == (limit, target, local)
    assert paragraph in lengths.source.split(", ")
    assert lengths.dated <= date(2026, 11, 23)


@pytest.mark.parametrize("profile", [load_profile(), load_profile(INVENTED)], ids=lambda p: p.id)
def test_every_deadline_has_a_length_and_every_length_a_deadline(profile: Profile) -> None:
    timed = tuple(dict.fromkeys(deadline.id for deadline in DEADLINES if deadline.id != "learning_action"))
    assert timed == DEADLINE_IDS == tuple(profile.limits) == tuple(row[0] for row in LENGTHS)


@pytest.mark.rule("R47")
def test_a_rapid_review_ends_as_the_council_says() -> None:
    assert {outcome.id: outcome.opens for outcome in load_profile().rapid_review_outcomes} == {
        "no_further_review": (),
        "local_review": ("local_review",),
        "national_review": (),
        "other_learning": ("internal_review", "practitioner_event", "learning_action"),
    }
    assert [outcome.name for outcome in load_profile(INVENTED).rapid_review_outcomes] == [
        "Nothing further",
        "A deeper look",
        "Learning in the locality",
    ]


RULES_IN_CODE = [
    *(STATE / "criteria").glob("*.py"),
    *(STATE / name for name in ("deadline_table.py", "deadlines.py", "moments.py", "working_days.py")),
]


def test_nothing_of_kent_stands_in_the_rules() -> None:
    kent = load_profile()
    names = [kent.authority, *kent.other_authorities, *(area.name for area in kent.areas)]
    names += [district for area in kent.areas for district in area.districts]
    names += [title for role in ("kscmp", "corporate_director") for title in kent.titles[role]]
    named = re.compile("|".join(rf"\b{re.escape(name)}\b" for name in names))
    assert [path.name for path in RULES_IN_CODE if named.search(path.read_text(encoding="utf-8"))] == []


def test_every_role_has_a_title_and_every_area_a_name() -> None:
    profile = load_profile()
    assert profile.title("psw") == "Principal Social Worker"
    assert all(profile.title(role) for role in TITLED)
    assert profile.area("east").name == "East Kent"
    with pytest.raises(KeyError):
        profile.area("medway")


def test_a_profile_is_frozen() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        load_profile().authority = "Elsewhere"  # type: ignore[misc]


def test_a_file_of_ones_own_is_read(tmp_path: Path) -> None:
    own = TEXT.replace("closures = []", 'closures = [{ day = 2026-12-29, name = "Council closed" }]')
    profile = load_profile(written(tmp_path, own))
    assert [(closure.day, closure.name) for closure in profile.calendar.closures] == [
        (date(2026, 12, 29), "Council closed")
    ]


FAULTS = [
    # what is changed, into what, and the line that says what to mend
    ('id = "kent"', "id = 5", "id: should be a valid string"),
    ('version = "2026-11.5"\n', "", "version is missing"),
    ('authority = "Kent"', 'authority = ""', "authority: String should have at least 1 character"),
    ('authority = "Kent"', 'authority = "Kent"\nmotto = "x"', "motto is not a key of a profile"),
    ('id = "east"', 'id = "East Kent"', "areas.2.id: String should match pattern '^[a-z][a-z_]*$'"),
    ('id = "east"', 'id = "north"', "areas: should be one area or more, with no id and no district named twice"),
    ('"Swale"', '"dartford"', "areas: should be one area or more, with no id and no district named twice"),
    ('"Swale"', "7", "areas.2.districts.2: should be a valid string"),
    (
        "psw = [",
        "psvv = [",
        f"titles: should name at least one title for each of {', '.join(TITLED)}, and for no other role",
    ),
    ('practitioner = ["practitioner"]', "practitioner = []", "titles: should name at least one title for each of"),
    ("duty_team =", "duty =", "contacts.duty_team is missing"),
    ("duty_team =", "duty =", "contacts.duty is not a key of a profile"),
    (
        'country = "GB"',
        'country = "Kent"',
        "calendar.country: should be a country code whose public holidays are known",
    ),
    ('"ENG"', '"Kent"', "calendar: subdivision should be one of ENG, NIR, SCT, WLS"),
    ("closures = []", 'closures = [{ day = "soon", name = "x" }]', "calendar.closures.1.day: should be a valid date"),
    ('"08:30"', '"17:30"', "hours: closes should be later than opens"),
    ('"08:30"', '"25:30"', "hours.opens: should be in a valid time format"),
    ("[reminders]", "[reminder]", "reminders is missing"),
    (
        'overdue_at = "09:00"',
        'overdue_at = "07:00"',
        "reminders: every time of day should lie within the working hours",
    ),
    ("before = [2, 1]", "before = [2, 0]", "reminders.before.2: should be greater than 0"),
    (
        '"psw", "ad_spsqa", "director"]',
        '"mayor"]',
        f"reminders.ladder: should name roles of {', '.join(HELD)}, and not mayor",
    ),
    ("count = 3", "count = 0", "limits.unit_enquiries.limit.count: should be greater than 0"),
    ("count = 3", 'count = "3"', "limits.unit_enquiries.limit.count: should be a valid integer"),
    (
        '"day"',
        '"weeks"',
        "limits.executive_view.target.unit: should be 'working_days', 'day', 'hours' or 'months'",
    ),
    (
        "[limits.unit_enquiries]",
        "[limits.enquiries]",
        "limits: should have a table for unit_enquiries",
    ),
    (
        "[limits.unit_enquiries]",
        '[limits.enquiries]\nlimit = { count = 3, unit = "day" }\nsource = "x"\ndated = 2026-01-05\n'
        "[limits.unit_enquiries]",
        "limits: should have no table for enquiries: there is no such deadline",
    ),
    (
        'limit = { count = 3, unit = "working_days" }\n',
        "",
        "limits.unit_enquiries: should have a limit, a target, or both",
    ),
    ('source = "G253, G258"\n', "", "limits.area_ad_approval.source is missing"),
    (
        "[limits.unit_enquiries]",
        "[limits.area_ad_approval.extra]",
        "limits.area_ad_approval.extra is not a key of a profile",
    ),
    (
        'id = "national_review"',
        'id = "local_review"',
        "rapid_review_outcomes: should be one outcome or more, with no id twice",
    ),
    ("[retention.draft]", "[retention.drafts]", "retention: should have a table for each of notified, not_notified"),
    ('count = 72, unit = "months"', 'count = 72, unit = "years"', "retention.notified.keep.unit: should be"),
    (
        'opens = ["local_review"]',
        'opens = ["alert"]',
        "rapid_review_outcomes.2.opens.1: should be 'local_review', 'internal_review', 'practitioner_event' or",
    ),
    ("alone = true", 'alone = "perhaps"', "rapid_review_outcomes.1.alone: should be"),
]


@pytest.mark.parametrize(("before", "after", "fault"), FAULTS)
def test_a_fault_names_the_key_and_what_is_expected(tmp_path: Path, before: str, after: str, fault: str) -> None:
    assert before in TEXT
    with pytest.raises(Unreadable) as unreadable:
        load_profile(written(tmp_path, TEXT.replace(before, after, 1)))
    assert any(line.startswith(fault) for line in unreadable.value.faults)


def test_a_table_left_out_is_named(tmp_path: Path) -> None:
    before, _, after = TEXT.partition("[limits.panel_notification]")
    without = before + after[after.index("[limits.looked_after_death]") :]
    with pytest.raises(Unreadable) as unreadable:
        load_profile(written(tmp_path, without))
    assert unreadable.value.faults == ("limits: should have a table for panel_notification",)


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    broken = TEXT.replace('id = "kent"', "id = 5").replace('"08:30"', '"18:30"').replace("count = 3,", "count = 0,", 1)
    with pytest.raises(Unreadable) as unreadable:
        load_profile(written(tmp_path, broken))
    assert [line.split(":")[0] for line in unreadable.value.faults] == [
        "id",
        "hours",
        "limits.unit_enquiries.limit.count",
    ]


@pytest.mark.parametrize(
    ("content", "fault"),
    [(b"id = ", "the profile is not valid TOML"), (b"\xff", "the profile is not valid TOML")],
)
def test_what_is_no_toml_is_refused(tmp_path: Path, content: bytes, fault: str) -> None:
    path = tmp_path / "profile.toml"
    path.write_bytes(content)
    with pytest.raises(Unreadable, match=fault):
        load_profile(path)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="cannot be opened"):
        load_profile(tmp_path / "none.toml")


def written(folder: Path, text: str) -> Path:
    path = folder / "profile.toml"
    path.write_text(text, encoding="utf-8")
    return path
