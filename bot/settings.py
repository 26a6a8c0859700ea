"""The environment as one frozen object. What is unsafe is refused before anything starts."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Literal

from cryptography.fernet import Fernet
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from bot.loopback import is_loopback
from state.moments import LONDON


class Unsafe(Exception):
    """The bot must not start like this. Each fault is one line that names its variable and shows no value."""

    def __init__(self, faults: tuple[str, ...]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


def _switch(text: str) -> bool:
    """Only 1 is yes: a word that some would read as yes must not open the door by half."""
    if text not in ("1", "0"):
        raise ValueError
    return text == "1"


def _london(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment.astimezone(LONDON) if moment.tzinfo else moment.replace(tzinfo=LONDON)


def _fernet_keys(text: str) -> tuple[str, ...]:
    keys = tuple(key.strip() for key in text.split(","))
    for key in keys:
        Fernet(key)
    return keys


def _postgres(text: str) -> str:
    if not text.startswith(("postgresql://", "postgres://")):
        raise ValueError
    return text


_Port = Annotated[int, Field(ge=1, le=65535, description="a port, from 1 to 65535")]


class Settings(BaseModel):
    """What the environment says, typed. A field's title is what its variable means, its description what it must be.

    Source: product.md.
    """

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)

    app_id: str | None = Field(None, alias="MicrosoftAppId", title="The bot's registration")
    app_password: str | None = Field(
        None, alias="MicrosoftAppPassword", repr=False, title="The app's secret, for SingleTenant"
    )
    app_type: Literal["SingleTenant", "UserAssignedMSI"] | None = Field(
        None, alias="MicrosoftAppType", title="How the app signs in", description="SingleTenant or UserAssignedMSI"
    )
    tenant: str | None = Field(None, alias="MicrosoftAppTenantId", title="The council's tenant; no other is heard")
    people: Path | None = Field(
        None,
        alias="NTK_PEOPLE",
        title="Who holds which role, read again when it changes. `bot/local/people.toml` is an example",
    )
    profile: Path | None = Field(
        None,
        alias="NTK_PROFILE",
        title="The council's profile; unset: Kent's. Give it a new `version` with each change: open cases keep theirs",
    )
    data: Path = Field(
        Path("data"),
        alias="NTK_DATA",
        title="The folder of the store, owned by one process and readable by its owner only",
    )
    database: Annotated[str, BeforeValidator(_postgres)] | None = Field(
        None,
        alias="NTK_DATABASE",
        repr=False,
        title="A PostgreSQL database in place of the folder, for several processes side by side",
        description="a PostgreSQL address such as postgresql://user:password@host/name?sslmode=verify-full",
    )
    keys: Annotated[tuple[str, ...], BeforeValidator(_fernet_keys)] = Field(
        (),
        alias="NTK_KEY",
        repr=False,
        title="Keys for data at rest: all is encrypted under the first. Only in local mode may there be none",
        description="Fernet keys, newest first, with commas between them",
    )
    port: _Port = Field(3978, alias="PORT", title="Where the bot listens")
    host: str = Field(alias="HOST", title="The address on which it listens. Unset: all; in local mode 127.0.0.1")
    local: Annotated[bool, BeforeValidator(_switch)] = Field(
        False, alias="NTK_LOCAL", title="Local mode: no sign-in, on this machine only", description="1 or 0"
    )
    now: Annotated[datetime, BeforeValidator(_london)] | None = Field(
        None,
        alias="NTK_NOW",
        title="Local mode: when the clock starts",
        description="a London date and time such as 2026-04-07T09:00",
    )
    playground_port: _Port = Field(56150, alias="PLAYGROUND_PORT", title="`make run`: where the Playground listens")
    log: Literal["text", "json"] = Field(
        "text", alias="NTK_LOG", title="How the log is written", description="text or json"
    )
    secret_expires: Annotated[date, BeforeValidator(date.fromisoformat)] | None = Field(
        None,
        alias="NTK_SECRET_EXPIRES",
        title="When the app's secret expires. It is said 30 days before: by `check`, in the log at the start, in the "
        "metrics, and to the PSW",
        description="a date such as 2026-12-31",
    )
    key_expires: Annotated[date, BeforeValidator(date.fromisoformat)] | None = Field(
        None,
        alias="NTK_KEY_EXPIRES",
        title="By when the first key of NTK_KEY is to be changed. It is said in the same way, and nothing stops then",
        description="a date such as 2026-12-31",
    )

    @property
    def expires(self) -> dict[str, date]:
        """The last day of what must be renewed, where it is known."""
        days = {"secret": self.secret_expires, "key": self.key_expires}
        return {what: day for what, day in days.items() if day}

    @property
    def store(self) -> Path | str:
        """Where documents are kept: the database, where one is named."""
        return self.database or self.data


def load(env: Mapping[str, str]) -> Settings:
    """The settings of an environment, where an empty variable counts as unset. Raises Unsafe with every fault."""
    given = _given(env)
    faults = tuple(_unsafe_local(given) if given.get("NTK_LOCAL") == "1" else _unsafe_public(given))
    try:
        settings = Settings.model_validate(given)
    except ValidationError as wrong:
        raise Unsafe(tuple(_malformed(wrong)) + faults) from None
    if faults:
        raise Unsafe(faults)
    return settings


def load_to_read(env: Mapping[str, str]) -> Settings:
    """The settings for a command that only reads: what serving would need may be missing. Raises Unsafe."""
    try:
        return Settings.model_validate(_given(env))
    except ValidationError as wrong:
        raise Unsafe(tuple(_malformed(wrong))) from None


def _given(env: Mapping[str, str]) -> dict[str, str]:
    given = {name: value.strip() for name, value in env.items() if value.strip()}
    given.setdefault("HOST", "127.0.0.1" if given.get("NTK_LOCAL") == "1" else "0.0.0.0")
    return given


def _malformed(wrong: ValidationError) -> Iterator[str]:
    wanted = {field.alias: field.description for field in Settings.model_fields.values()}
    names = dict.fromkeys(str(error["loc"][0]) for error in wrong.errors(include_input=False))
    return (f"{name} must be {wanted[name]}." for name in names)


def _unsafe_local(given: Mapping[str, str]) -> Iterator[str]:
    if "MicrosoftAppId" in given:
        yield "MicrosoftAppId must not be set in local mode (NTK_LOCAL=1), where nobody signs in."
    if not is_loopback(given["HOST"]):
        yield "HOST must be a loopback address such as 127.0.0.1 in local mode (NTK_LOCAL=1)."


def _unsafe_public(given: Mapping[str, str]) -> Iterator[str]:
    for name in ("MicrosoftAppId", "MicrosoftAppType", "MicrosoftAppTenantId", "NTK_KEY"):
        if name not in given:
            yield f"{name} is missing. (To try the bot out without Teams, set NTK_LOCAL=1.)"
    if given.get("MicrosoftAppType") == "SingleTenant" and "MicrosoftAppPassword" not in given:
        yield "MicrosoftAppPassword is missing. A SingleTenant bot signs in with it."
    if "NTK_NOW" in given:
        yield "NTK_NOW is only for local mode (NTK_LOCAL=1): elsewhere the clock is the real one."
