"""The log: one line an event, as text or as JSON. It holds ids and kinds of faults, and never anybody's words."""

import logging
import re
import sys
import traceback
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import structlog
from structlog.typing import EventDict, WrappedLogger

OURS = ("bot", "dialogs", "state", "app", "__main__")
"""Whose sentences are ours, and known to hold no words of anybody; of other libraries only the name is logged."""

DROPPED = "…"
_ID = re.compile(r"[\w.:@#/-]{1,100}")


def logger(name: str) -> structlog.stdlib.BoundLogger:
    """The log of a module. An event is a sentence of ours without values; these are named beside it."""
    found: structlog.stdlib.BoundLogger = structlog.stdlib.get_logger(name)
    return found


def set_up(form: str) -> None:
    """Log to standard error in one of two forms: "text" or "json"."""
    handler = logging.StreamHandler()
    handler.setFormatter(formatter(form))
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    for chatty in ("aiohttp.access", "msrest", "urllib3", "transitions"):
        logging.getLogger(chatty).setLevel(logging.ERROR)


def formatter(form: str) -> logging.Formatter:
    """What makes a line of a record, whoever logged it."""
    renderer = structlog.processors.JSONRenderer(ensure_ascii=False) if form == "json" else _as_text
    meta = structlog.stdlib.ProcessorFormatter.remove_processors_meta
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[_of_the_library],
        processors=[_framed, meta, renderer],
        use_get_message=False,
        pass_foreign_args=True,
    )


def where(fault: BaseException) -> str:
    """What went wrong and in which line of ours; never what it said, which may hold somebody's words."""
    frames = traceback.extract_tb(fault.__traceback__)
    place = f"@{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    return f"{type(fault).__name__}{place}"


def only_ids(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    """Keep the sentence, and beside it what can only be an id, a number or the kind of a fault."""
    fault = event.pop("exc_info", None)
    kept: dict[str, Any] = {name: value if name == "event" else _id(value) for name, value in event.items()}
    if fault:
        kept["fault"] = _id(sys.exception() if fault is True else fault)
    return kept


def _of_the_library(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    """A record that came through the standard library: from one of our modules, or from somebody else's."""
    record: logging.LogRecord = event["_record"]
    said = (
        _filled(str(record.msg), event["positional_args"])
        if record.name.split(".")[0] in OURS
        else "a library logged something"
    )
    fault = {"fault": _id(record.exc_info)} if record.exc_info else {}
    meta = {name: event[name] for name in ("_record", "_from_structlog")}
    return {"event": said, **fault, **meta}


def _filled(template: str, args: object) -> str:
    values = args if isinstance(args, tuple | Mapping) else (args,)
    safe: Any = {k: _id(v) for k, v in values.items()} if isinstance(values, Mapping) else tuple(map(_id, values))
    try:
        return str(template % safe)
    except (TypeError, ValueError, KeyError):
        return template


def _id(value: object) -> object:
    match value:
        case (type() as kind, _, _):
            return kind.__name__
        case BaseException():
            return type(value).__name__
        case bool() | int() | float() | None:
            return value
        case str() if _ID.fullmatch(value):
            return value
        case _:
            return DROPPED


def _framed(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    record: logging.LogRecord = event["_record"]
    at = datetime.fromtimestamp(record.created, tz=UTC).isoformat(timespec="milliseconds")
    message = event.pop("event")
    return {"at": at, "level": record.levelname.lower(), "from": record.name, "message": message, **event}


def _as_text(_: WrappedLogger, __: str, event: EventDict) -> str:
    at, level, name, message = (event.pop(key) for key in ("at", "level", "from", "message"))
    beside = "".join(f" {key}={value}" for key, value in event.items())
    return f"{at} {str(level).upper()} {name}: {message}{beside}"


structlog.configure(
    processors=[
        structlog.stdlib.filter_by_level,
        only_ids,
        structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
    ],
    logger_factory=structlog.stdlib.LoggerFactory(),
    wrapper_class=structlog.stdlib.BoundLogger,
)
