"""Lists that are kept in order as cases change hold just what looking at every case would find."""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from state.case import Case, Finding, Run, Step
from state.index import row_of
from state.limit import End, Limit
from state.listing import Item, Query, for_person, for_role, items_of, keys_of, waits_of
from state.processes import PROCESSES
from state.store.protocol import Store
from state.store.shelves import Shelves
from tests.state.store.making import case

START = datetime(2026, 3, 1, 9, tzinfo=UTC)
MARKS = (
    "area:east", "area:west", "stage:with_unit", "stage:alert.with_unit", "awaits:psw", "awaits:area_ad",
    "process:rapid_review", "finding:notify_national_panel", "ref:NTK-2026-0007",
)  # fmt: skip


def invented(rng: random.Random, number: int) -> Case:
    """A case in any state of any few processes, with any limits."""
    opened = START + timedelta(hours=rng.randrange(5000))
    chosen = ["alert", *rng.sample([name for name in PROCESSES if name != "alert"], rng.randrange(3))]
    runs = tuple(_run(rng, name, opened) for name in chosen)
    limits = tuple(
        Limit("unit_enquiries", None, n or None, run.process, run.key, date(2026, 3, 1) + timedelta(rng.randrange(300)))
        for n, run in enumerate(runs)
        if rng.random() < 0.6
    )
    ends = tuple(
        End(run.process, run.key, date(2026, 3, 1) + timedelta(rng.randrange(300)), aim=rng.random() < 0.5)
        for run in runs
        if rng.random() < 0.7
    )
    found = tuple(
        Finding(name, None, None, (), (), ())
        for name in ("notify_national_panel", "criteria_not_met")
        if rng.random() < 0.5
    )
    area, author = rng.choice(("east", "west", "north")), rng.choice(("joe", "ada"))
    return replace(
        case(number), area=area, author=author, opened=opened, runs=runs, limits=limits, ends=ends, findings=found
    )


def _run(rng: random.Random, process: str, opened: datetime) -> Run:
    state = rng.choice(PROCESSES[process].states[1:])
    moved = opened + timedelta(hours=rng.randrange(500))
    named = {"person": rng.choice(("sam", "wes"))} if rng.random() < 0.5 else {}
    return Run(process, 1, state, steps=(Step("any", moved, "joe", "psw", "new", state, named, entry=1),))


def queries(rng: random.Random) -> Iterator[Query]:
    """Queries of every kind, narrowed in every way."""
    for _ in range(150):
        kind = rng.choice(("open", "closed", "every", "limit"))
        marks = frozenset(rng.sample(MARKS, rng.randrange(4)))
        since, until = sorted(START + timedelta(days=rng.randrange(320)) for _ in range(2))
        waits = rng.choice((None, "waiting", "review", "rest")) if kind == "open" else None
        query = Query(kind, marks, since, until, waits=waits, latest_first=kind in ("closed", "every"))
        yield rng.choice((query, replace(query, since=None), replace(query, since=None, until=None)))
        yield replace(query, opened_from=since - timedelta(days=60), opened_until=until)


def looked_through(items: list[tuple[str, Item]], query: Query) -> list[Item]:
    """The same by looking at every item."""
    found = [
        item
        for kind, item in items
        if kind == query.kind
        and keys_of(query) <= item.marks
        and (query.since is None or item.at > query.since)
        and (query.until is None or item.at <= query.until)
        and (query.opened_from is None or item.opened >= query.opened_from)
        and (query.opened_until is None or item.opened < query.opened_until)
    ]
    return sorted(found, key=lambda item: item[:3], reverse=query.latest_first)


def shelved(rng: random.Random) -> tuple[Shelves, list[tuple[str, Item]]]:
    """Cases as they come and change, on their shelves; and each of their places."""
    shelves, rows = Shelves(), {}
    for _ in range(250):
        row = row_of(invented(rng, rng.randrange(1, 90)))
        shelves.put(rows.get(row.key), row)
        rows[row.key] = row
    return shelves, [one for row in rows.values() for one in items_of(row)]


@pytest.mark.parametrize("seed", range(3))
def test_the_shelves_hold_what_looking_at_every_case_finds(seed: int) -> None:
    rng = random.Random(seed)
    shelves, items = shelved(rng)
    some = 0
    for query in queries(rng):
        expected = looked_through(items, query)
        some += bool(expected)
        assert shelves.look(query, 0, None) == (len(expected), expected)
        assert shelves.look(query, 3, 7) == (len(expected), expected[3:7])
    assert some > 40


WHOSE = (
    for_role("psw"), for_role("unit"), for_role("kscmp"), for_role("kscmp", "east", unshared=True),
    for_role("area_ad", "east"), for_role("manager", "west"),
    for_person("author", "joe"), for_person("report_author", "sam"), for_person("action_owner", "wes"),
)  # fmt: skip


@pytest.mark.parametrize("seed", range(3))
def test_lists_of_several_marks_are_one_list_in_order_on_which_each_stands_once(seed: int) -> None:
    rng = random.Random(seed)
    shelves, items = shelved(rng)
    for n in range(40):
        marks = rng.sample(WHOSE, rng.randrange(1, 6))
        since, until = sorted(START + timedelta(days=rng.randrange(320)) for _ in range(2))
        asked = [Query(kind, frozenset((mark,)), since, until) for kind in ("task", "aim") for mark in marks]
        expected = sorted({item for query in asked for item in looked_through(items, query)}, key=lambda item: item[:3])
        assert shelves.merge(asked, 0, 1000) == expected
        assert shelves.merge(asked, 2, 5) == expected[2:5]
        assert n or expected


async def test_every_store_follows_what_is_saved(store: Store) -> None:
    east = Query("every", frozenset({"area:east"}))
    assert store.look(east, 0, None) == (0, [])
    saved = await store.save(replace(case(), area="east"))
    found = store.look(east, 0, None)
    assert (found.total, [item.ref for item in found.items]) == (1, ["NTK-2026-0001"])
    assert isinstance(saved, Case)
    await store.save(replace(saved, area="west"))
    assert store.look(east, 0, None).total == 0
    west = Query("every", frozenset({"area:west"}))
    assert store.look(west, 0, None).total == 1
    assert [item.ref for item in store.merge([east, west, west], 0, 9)] == ["NTK-2026-0001"]


WAITS = [
    # processes and their states, what the case waits for
    ({"alert": "with_area_ad"}, "waiting"),
    ({"alert": "assessed"}, "waiting"),
    ({"alert": "assessed", "rapid_review": "convened"}, "review"),
    ({"alert": "closed", "local_review": "drafting"}, "review"),
    ({"alert": "assessed", "panel_notification": "to_notify", "rapid_review": "convened"}, "waiting"),
    ({"alert": "assessed", "panel_notification": "notified", "child_death": "opened"}, "review"),
    ({"alert": "closed"}, "rest"),
]


@pytest.mark.parametrize(("states", "waits"), WAITS)
def test_what_a_case_waits_for(states: dict[str, str], waits: str) -> None:
    runs = tuple(Run(process, 1, state) for process, state in states.items())
    assert waits_of(row_of(replace(case(), runs=runs))) == waits


def test_a_case_is_closed_since_its_last_process_ended_and_a_note_changes_nothing_of_that() -> None:
    ended, later = START + timedelta(days=1), START + timedelta(days=9)
    steps = (
        Step("close", ended, "pat", "psw", "assessed", "closed", entry=1),
        Step("note", later, "pat", "psw", "closed", "closed", entry=2),
    )
    closed = replace(case(), runs=(Run("alert", 1, "closed", steps=steps),))
    assert row_of(closed).closed == ended
    assert [kind for kind, _ in items_of(row_of(closed))] == ["every", "closed"]
    going = replace(closed, runs=(*closed.runs, Run("rapid_review", 1, "convened")))
    assert row_of(going).closed is None
