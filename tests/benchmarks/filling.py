"""A data folder with as many cases as wanted, sealed: what years of use leave behind. One in fifty is still open."""

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import orjson

from state.case import Case
from state.documents import Key
from state.store.codec import Record, to_record
from state.store.disk import name_of_file
from state.store.files import NUMBER
from state.store.folder import path_of
from state.store.sealing import Sealing
from state.store.tiny import open_tiny
from tests.benchmarks.process import KEY
from tests.stage import Stage

REF, DRAFT = "NTK-2026-0001", "draft-of-the-first"
OPEN = 50
"""Every so manieth case."""


async def fill(folder: Path, cases: int) -> None:
    """Make a data folder and put so many cases into it, as they are stored, but without a sync for each."""
    sealing = Sealing((KEY,))
    await open_tiny(folder, sealing).close()
    for path, record in _records(folder, cases, *await _both()):
        sealed = sealing.sealed(record, name_of_file(path))
        path.write_bytes(orjson.dumps({"_default": {str(NUMBER): sealed}}))
        path.chmod(0o600)


def _records(folder: Path, cases: int, *both: Case) -> Iterator[tuple[Path, Record]]:
    told, closed = (orjson.dumps(to_record(case)["document"]) for case in both)
    for n in range(1, cases + 1):
        ref = f"NTK-{2026 - n // 5000}-{n:04}"
        body = told if n % OPEN == 0 else closed
        body = body.replace(REF.encode(), ref.encode()).replace(DRAFT.encode(), f"draft-{n}".encode())
        digest = hashlib.sha256(body).hexdigest()
        record = {"format": 1, "kind": "case", "sha256": digest, "document": orjson.loads(body)}
        yield path_of(folder, Key("case", ref)), record


async def _both() -> tuple[Case, Case]:
    """A case that was just told, and the same when it is over. What was to be said of it is said."""
    stage = Stage()
    await stage.alert_sent()
    case = await stage.case()
    said = tuple(replace(post, message=None, delivered=case.opened) for post in case.posts)
    case = replace(case, draft=DRAFT, posts=said)
    over = tuple(replace(run, state="closed") for run in case.runs)
    return case, replace(case, runs=over, limits=(), due=None)
