"""The Teams app package: the manifest with the council's own values filled in, and the icons, in one zip."""

import json
import zipfile
from collections.abc import Mapping
from pathlib import Path
from string import Template
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from state.profile_parts import Publisher

MANIFEST = Path(__file__).parent.parent / "manifest"
ICONS = ("color.png", "outline.png")
LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the earliest moment a zip can hold: the same package gives the same bytes


def make_package(app_id: str, out: Path, publisher: Publisher) -> Path:
    """Write the zip that a Teams administrator uploads to `out`, and return `out`.

    `app_id` is the id of the bot's registration, which also names the app. Raises ValueError when it is no GUID.
    """
    files = {"manifest.json": json.dumps(_manifest(app_id, publisher), indent=2, ensure_ascii=False).encode()}
    files |= {icon: (MANIFEST / icon).read_bytes() for icon in ICONS}
    out.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(out, "w") as package:
        for name, content in files.items():
            package.writestr(zipfile.ZipInfo(name, LONG_AGO), content, zipfile.ZIP_DEFLATED)
    return out


def _manifest(app_id: str, publisher: Publisher) -> Any:
    values = {
        "app_id": _guid(app_id),
        "publisher": publisher.name,
        "website": publisher.website,
        "privacy": publisher.privacy,
        "terms": publisher.terms,
        "domain": urlsplit(publisher.website).hostname or "",
    }
    return _filled(json.loads((MANIFEST / "manifest.json").read_text("utf-8")), values)


def _guid(given: str) -> str:
    try:
        return str(UUID(given))
    except ValueError:
        raise ValueError("the id must be a GUID, such as 0e5a2c1d-94b7-4f36-8a60-d27b1c9f3e58") from None


def _filled(node: Any, values: Mapping[str, str]) -> Any:
    match node:
        case dict():
            return {key: _filled(value, values) for key, value in node.items()}
        case list():
            return [_filled(value, values) for value in node]
        case str():
            return Template(node).substitute(values)
    return node
