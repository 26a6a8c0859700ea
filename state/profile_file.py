"""A council's profile as a file: read whole, or refused with every fault at once."""

import tomllib
from pathlib import Path

import orjson
from pydantic import ValidationError

from state.profile import PROFILE, Profile

KENT = Path(__file__).with_name("kent.toml")


class Unreadable(Exception):
    """The profile cannot be used. `faults` has one line for each thing to mend: the key, and what is expected."""

    def __init__(self, faults: tuple[str, ...]) -> None:
        super().__init__("; ".join(faults))
        self.faults = faults


def load_profile(path: Path | None = None) -> Profile:
    """The profile in a TOML file, or Kent's. Raises Unreadable with every fault at once."""
    try:
        content = tomllib.loads((path or KENT).read_text(encoding="utf-8"))
    except OSError as fault:
        raise Unreadable((f"the profile cannot be opened ({type(fault).__name__})",)) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise Unreadable((f"the profile is not valid TOML ({fault})",)) from None
    try:
        data = orjson.dumps(content)
    except TypeError:
        raise Unreadable(("the profile holds a number or a time that is none",)) from None
    try:
        # As JSON, because a strict reading of JSON takes a list where a tuple is meant.
        return PROFILE.validate_json(data)
    except ValidationError as invalid:
        raise Unreadable(tuple(_fault(e["loc"], e["type"], e["msg"]) for e in invalid.errors())) from None


def _fault(place: tuple[int | str, ...], kind: str, said: str) -> str:
    key = ".".join(str(part + 1) if isinstance(part, int) else part for part in place if part != "[key]")
    match kind:
        case "missing":
            return f"{key} is missing"
        case "unexpected_keyword_argument":
            return f"{key} is not a key of a profile"
        case _:
            expected = said.removeprefix("Value error, ").removeprefix("Input ")
            return f"{key}: {expected}" if key else expected
