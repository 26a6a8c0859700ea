"""Every process of the product: each module of this folder holds one, as its `PROCESS`."""

from importlib import import_module
from pkgutil import iter_modules

from state.process import Process

_ALL: list[Process] = sorted(
    (import_module(f"{__name__}.{module.name}").PROCESS for module in iter_modules(__path__)),
    key=lambda process: process.place,
)

PROCESSES: dict[str, Process] = {process.name: process for process in _ALL if not process.apart}
"""The processes of cases, in the order of the guidance."""

APART: dict[str, Process] = {process.name: process for process in _ALL if process.apart}
"""Those that are kept apart from cases, with the person whom they are about."""


def is_open(process: str, state: str) -> bool:
    """Whether something is still owed in a process that stands in that state."""
    table = PROCESSES.get(process)
    return table is None or state not in table.final
