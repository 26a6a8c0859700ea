"""Every process of the product: each module of this folder that holds a `PROCESS`."""

from importlib import import_module
from pkgutil import iter_modules

from state.process import Process

PROCESSES: dict[str, Process] = {
    process.name: process
    for module in iter_modules(__path__)
    for process in [import_module(f"{__name__}.{module.name}").PROCESS]
}
