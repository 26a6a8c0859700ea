"""The environment becomes settings, or a list of everything that is unsafe in it."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from bot.settings import Unsafe, load

KEY, OLDER_KEY = Fernet.generate_key().decode(), Fernet.generate_key().decode()
PUBLIC = {
    "MicrosoftAppId": "app",
    "MicrosoftAppPassword": "a secret",
    "MicrosoftAppType": "SingleTenant",
    "MicrosoftAppTenantId": "tenant",
    "NTK_KEY": KEY,
}
LOCAL = {"NTK_LOCAL": "1"}


def faults(env: dict[str, str]) -> tuple[str, ...]:
    with pytest.raises(Unsafe) as unsafe:
        load(env)
    return unsafe.value.faults


def test_what_a_bot_in_teams_is_given() -> None:
    settings = load({**PUBLIC, "NTK_KEY": f"{KEY}, {OLDER_KEY}", "NTK_PEOPLE": "people.toml", "NTK_LOG": "json"})
    assert (settings.host, settings.port, settings.data) == ("0.0.0.0", 3978, Path("data"))
    assert (settings.app_id, settings.app_type, settings.tenant) == ("app", "SingleTenant", "tenant")
    assert settings.keys == (KEY, OLDER_KEY)
    assert (settings.people, settings.profile, settings.log) == (Path("people.toml"), None, "json")


def test_local_mode_can_be_turned_off() -> None:
    assert load({**PUBLIC, "NTK_LOCAL": "0"}) == load(PUBLIC)


def test_local_mode_needs_nothing_else() -> None:
    settings = load(LOCAL)
    assert (settings.local, settings.host, settings.playground_port, settings.keys) == (True, "127.0.0.1", 56150, ())


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-04-07T09:00", datetime(2026, 4, 7, 8, tzinfo=UTC)),
        ("2026-01-07 09:00", datetime(2026, 1, 7, 9, tzinfo=UTC)),
        ("2026-04-07T09:00+00:00", datetime(2026, 4, 7, 9, tzinfo=UTC)),
    ],
)
def test_the_clock_starts_at_london_time(text: str, moment: datetime) -> None:
    assert load({**LOCAL, "NTK_NOW": text}).now == moment


def test_the_days_by_which_something_is_to_be_renewed() -> None:
    assert load(PUBLIC).expires == {}
    settings = load({**PUBLIC, "NTK_SECRET_EXPIRES": "2026-12-31", "NTK_KEY_EXPIRES": "2027-01-31"})
    assert settings.expires == {"secret": date(2026, 12, 31), "key": date(2027, 1, 31)}


def test_an_empty_variable_counts_as_unset() -> None:
    assert load({**LOCAL, "PORT": "", "HOST": " ", "NTK_DATABASE": "", "MicrosoftAppId": ""}) == load(LOCAL)


def test_a_managed_identity_needs_no_password() -> None:
    env = {**PUBLIC, "MicrosoftAppType": "UserAssignedMSI", "MicrosoftAppPassword": ""}
    assert load(env).app_password is None


@pytest.mark.parametrize(
    ("env", "words"),
    [
        ({}, ["MicrosoftAppId"]),
        ({**PUBLIC, "MicrosoftAppId": ""}, ["MicrosoftAppId"]),
        ({**PUBLIC, "NTK_LOCAL": "1"}, ["MicrosoftAppId"]),
        ({**PUBLIC, "NTK_LOCAL": "maybe"}, ["NTK_LOCAL"]),
        ({**PUBLIC, "NTK_LOCAL": "true"}, ["NTK_LOCAL"]),
        ({**PUBLIC, "NTK_LOCAL": "yes"}, ["NTK_LOCAL"]),
        ({**LOCAL, "HOST": "0.0.0.0"}, ["HOST", "loopback"]),
        ({**LOCAL, "HOST": "192.0.2.7"}, ["HOST", "loopback"]),
        ({**LOCAL, "HOST": "localhost.example.org"}, ["HOST", "loopback"]),
        ({**PUBLIC, "MicrosoftAppType": ""}, ["MicrosoftAppType"]),
        ({**PUBLIC, "MicrosoftAppType": "MultiTenant"}, ["MicrosoftAppType"]),
        ({**PUBLIC, "MicrosoftAppType": "Singletenant"}, ["MicrosoftAppType"]),
        ({**PUBLIC, "MicrosoftAppTenantId": ""}, ["MicrosoftAppTenantId"]),
        ({**PUBLIC, "MicrosoftAppPassword": ""}, ["MicrosoftAppPassword"]),
        ({**PUBLIC, "PORT": "http"}, ["PORT"]),
        ({**PUBLIC, "PORT": "0"}, ["PORT"]),
        ({**PUBLIC, "PORT": "65536"}, ["PORT"]),
        ({**PUBLIC, "NTK_NOW": "2026-04-07T09:00"}, ["NTK_NOW", "local"]),
        ({**LOCAL, "NTK_NOW": "next Tuesday"}, ["NTK_NOW"]),
        ({**PUBLIC, "NTK_KEY": ""}, ["NTK_KEY"]),
        ({**PUBLIC, "NTK_KEY": "not-a-key"}, ["NTK_KEY"]),
        ({**PUBLIC, "NTK_KEY": f"{KEY},"}, ["NTK_KEY"]),
        ({**LOCAL, "NTK_KEY": "not-a-key"}, ["NTK_KEY"]),
        ({**PUBLIC, "NTK_SECRET_EXPIRES": "soon"}, ["NTK_SECRET_EXPIRES"]),
        ({**PUBLIC, "NTK_KEY_EXPIRES": "31.12.2026"}, ["NTK_KEY_EXPIRES"]),
        ({**PUBLIC, "NTK_LOG": "xml"}, ["NTK_LOG"]),
        ({**PUBLIC, "NTK_DATABASE": "mysql://db"}, ["NTK_DATABASE", "PostgreSQL"]),
        ({**LOCAL, "NTK_DATABASE": "db.example"}, ["NTK_DATABASE", "PostgreSQL"]),
    ],
)
def test_what_is_unsafe_is_refused_by_name(env: dict[str, str], words: list[str]) -> None:
    assert any(fault.startswith(words[0]) and all(word in fault for word in words) for fault in faults(env))


def test_every_fault_is_told_at_once() -> None:
    found = faults({"PORT": "x", "NTK_LOG": "x", "NTK_NOW": "x", "NTK_DATABASE": "x"})
    assert [fault.split()[0] for fault in found] == [
        "NTK_DATABASE",
        "PORT",
        "NTK_NOW",
        "NTK_LOG",
        "MicrosoftAppId",
        "MicrosoftAppType",
        "MicrosoftAppTenantId",
        "NTK_KEY",
        "NTK_NOW",
    ]


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "::1", "localhost", "LOCALHOST"])
def test_loopback_addresses_serve_local_mode(host: str) -> None:
    assert load({**LOCAL, "HOST": host}).host == host


def test_no_secret_is_ever_shown() -> None:
    database = {"NTK_DATABASE": "postgresql://u:hush@db"}
    secrets = {"MicrosoftAppPassword": "hush", "NTK_KEY": f"{KEY},hush", "NTK_DATABASE": "u:hush@db"}
    with pytest.raises(Unsafe) as unsafe:
        load({**PUBLIC, **secrets})
    loaded = load({**PUBLIC, **database})
    shown = f"{unsafe.value} {unsafe.value!r} {loaded!r} {loaded}"
    assert "hush" not in shown
    assert "a secret" not in shown
    assert KEY not in shown
    assert unsafe.value.__cause__ is None
