"""Every word that narrows a list, with what it means: from the profile, the tables and the findings."""

from collections.abc import Iterator, Mapping

from dialogs.areas import area_names
from dialogs.choosing import plain
from dialogs.desk import Desk
from dialogs.wording import SENTENCES, has, say

AWAITING = ("awaits", "waiting for", "waits for", "awaiting", "for", "")


def vocabulary(desk: Desk) -> Mapping[str, str]:
    """Each phrase, as it is compared, by the mark that it stands for. Where two are alike, the later has it."""
    named = (*_stages(desk), *_findings(), *_processes(desk), *_roles(desk), *_areas(desk))
    return {as_compared(phrase): mark for phrase, mark in named}


def as_compared(phrase: str) -> str:
    """A phrase as phrases are compared: in plain words, with no article among them."""
    return " ".join(word for word in plain(phrase).split() if word != "the")


def _areas(desk: Desk) -> Iterator[tuple[str, str]]:
    for name, id in area_names(desk.profile):
        yield from ((phrase, f"area:{id}") for phrase in (name, f"{name} area", f"area {name}"))


def _roles(desk: Desk) -> Iterator[tuple[str, str]]:
    awaited = {role for process in desk.engine.processes.values() for own in process.awaits.values() for role in own}
    for role in sorted(awaited):
        names = (role.replace("_", " "), *desk.profile.titles.get(role, ()))
        for before in AWAITING:
            yield from ((f"{before} {name}", f"awaits:{role}") for name in names)


def _processes(desk: Desk) -> Iterator[tuple[str, str]]:
    for id in desk.engine.processes:
        name = say(f"process.{id}")
        also = say(f"filter.also.{id}").split("|") if has(f"filter.also.{id}") else ()
        for phrase in (name, id.replace("_", " "), f"process {id.replace('_', ' ')}", *also):
            yield phrase, f"process:{id}"


def _findings() -> Iterator[tuple[str, str]]:
    for key in SENTENCES:
        match key.split("."):
            case ["finding", id, "name"]:
                spoken = id.replace("_", " ")
                names = (spoken, say(key))
                yield from ((phrase, f"finding:{id}") for name in names for phrase in (name, f"finding {name}"))


def _stages(desk: Desk) -> Iterator[tuple[str, str]]:
    for process in desk.engine.processes.values():
        for state in process.states[1:]:
            spoken, of = state.replace("_", " "), process.name.replace("_", " ")
            yield from ((phrase, f"stage:{state}") for phrase in (spoken, f"stage {spoken}"))
            qualified = f"stage:{process.name}.{state}"
            yield from ((phrase, qualified) for phrase in (f"{of} {spoken}", f"stage {of} {spoken}"))
