"""The council's own file: Kent's as it stands, and every fault that a file can have."""

import dataclasses
import re
from datetime import date
from pathlib import Path

import pytest

from state.deadlines import DEADLINES
from state.profile import DEADLINE_IDS, KENT, TITLED, Span, Unreadable, load_profile

TEXT = KENT.read_text(encoding="utf-8")


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


@pytest.mark.rule("R9")
@pytest.mark.rule("R13")
@pytest.mark.rule("R27")
@pytest.mark.parametrize(
    ("id", "limit", "target", "paragraph"),
    [
        ("area_ad_approval", Span(1, "working_days"), None, "G253"),
        ("unit_enquiries", Span(3, "working_days"), None, "G254"),
        ("panel_notification", Span(5, "working_days"), Span(5, "day"), "G18"),
    ],
)
def test_kents_limits_stand_with_source_and_date(id: str, limit: Span, target: Span | None, paragraph: str) -> None:
    lengths = {str(key): value for key, value in load_profile().limits.items()}[id]
    assert (lengths.limit, lengths.target, lengths.local) == (limit, target, False)
    assert paragraph in lengths.source.split(", ")
    assert lengths.dated <= date(2026, 11, 23)


def test_every_deadline_has_a_length_and_every_length_a_deadline() -> None:
    assert tuple(deadline.id for deadline in DEADLINES) == DEADLINE_IDS == tuple(load_profile().limits)


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
    ('version = "2026-11"\n', "", "version is missing"),
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
    ("count = 3", "count = 0", "limits.unit_enquiries.limit.count: should be greater than 0"),
    ("count = 3", 'count = "3"', "limits.unit_enquiries.limit.count: should be a valid integer"),
    (
        '"day"',
        '"weeks"',
        "limits.panel_notification.target.unit: should be 'working_days', 'day', 'hours' or 'months'",
    ),
    (
        "[limits.unit_enquiries]",
        "[limits.enquiries]",
        "limits.enquiries: should be 'area_ad_approval', 'unit_enquiries'",
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
]


@pytest.mark.parametrize(("before", "after", "fault"), FAULTS)
def test_a_fault_names_the_key_and_what_is_expected(tmp_path: Path, before: str, after: str, fault: str) -> None:
    assert before in TEXT
    with pytest.raises(Unreadable) as unreadable:
        load_profile(written(tmp_path, TEXT.replace(before, after, 1)))
    assert any(line.startswith(fault) for line in unreadable.value.faults)


def test_a_table_left_out_is_named(tmp_path: Path) -> None:
    without = TEXT[: TEXT.index("[limits.panel_notification]")]
    with pytest.raises(Unreadable) as unreadable:
        load_profile(written(tmp_path, without))
    assert unreadable.value.faults == ("limits: should have a table for panel_notification",)


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    broken = TEXT.replace('id = "kent"', "id = 5").replace('"08:30"', '"18:30"').replace("count = 3", "count = 0")
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
