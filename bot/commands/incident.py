"""Commands about one incident: link and fold cases."""

from functools import partial

from bot.commands.registry import Asked, command, in_turn
from dialogs import joining
from dialogs.desk import Desk, Owed
from state.roles import UNIT_OR_PSW


@command("link", "reference_and_words", usage="REF REF", example="link 42 43", roles=UNIT_OR_PSW)
async def link(desk: Desk, asked: Asked) -> tuple[Owed, ...]:
    """Have two cases name each other."""
    return await in_turn(desk, asked, partial(joining.link, ref=asked.ref, words=asked.words))


@command("fold", "reference_and_words", usage="REF into REF", example="fold 42 into 43", roles=UNIT_OR_PSW)
async def fold(desk: Desk, asked: Asked) -> tuple[Owed, ...]:
    """Fold one case into another about the same incident."""
    return await in_turn(desk, asked, partial(joining.fold, ref=asked.ref, words=asked.words))


INCIDENT = (link, fold)
"""What bot/server.py offers."""
