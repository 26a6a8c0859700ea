"""Every file that can be handed over, by what its offer carries: documents and tables of cases, numbers over many."""

from dialogs import case_table, exporting
from dialogs.desk import Desk
from dialogs.exporting import File
from dialogs.trends import asking
from dialogs.trends.table import OF_NUMBERS
from state.message import Message


def command(ref: str, name: str) -> str:
    """What is typed to be offered a file again."""
    if ref == OF_NUMBERS:
        return f"trends csv {name}"
    return case_table.command(name) if ref == case_table.TABLE else exporting.command(ref, name)


def takes_long(desk: Desk, person: str, ref: str, name: str) -> bool:
    """Whether a file is not made within the time in which Teams wants an answer."""
    return ref == OF_NUMBERS and asking.takes_long(desk, person, name)


async def offer(desk: Desk, person: str, ref: str, name: str) -> Message:
    """A file, offered again."""
    if ref == OF_NUMBERS:
        return await asking.offer(desk, person, name)
    if ref == case_table.TABLE:
        return case_table.offer(desk, "" if name == ref else name)
    return await exporting.export(desk, person, ref, name)


async def release(desk: Desk, person: str, ref: str, name: str, offered: str) -> File | Message:
    """The file that somebody said yes to, made anew after their permission was looked at again; what forbids it is
    said instead."""
    if ref == OF_NUMBERS:
        return await asking.release(desk, person, name, offered)
    if ref == case_table.TABLE:
        return await case_table.release(desk, person, name, offered)
    return await exporting.release(desk, person, ref, name, offered)
