"""The log: one line an event, as text or as JSON. It holds ids of nothing, and never anybody's words."""

import json
import logging
import traceback
from datetime import UTC, datetime
from pathlib import Path


class _Json(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        at = datetime.fromtimestamp(record.created, tz=UTC).isoformat(timespec="milliseconds")
        return json.dumps(
            {"at": at, "level": record.levelname.lower(), "from": record.name, "message": record.getMessage()}
        )


def set_up(form: str) -> None:
    """Log to standard error in one of two forms: "text" or "json"."""
    handler = logging.StreamHandler()
    handler.setFormatter(_Json() if form == "json" else logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    for chatty in ("aiohttp.access", "msrest", "urllib3", "transitions"):
        logging.getLogger(chatty).setLevel(logging.ERROR)


def where(fault: BaseException) -> str:
    """What went wrong and in which line of ours; never what it said, which may hold somebody's words."""
    frames = traceback.extract_tb(fault.__traceback__)
    place = f" at {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    return f"{type(fault).__name__}{place}"
