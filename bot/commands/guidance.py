"""The command that explains the guidance, for everyone: guidance."""

from bot.commands.command import Asked, command
from dialogs.desk import Desk, Owed
from dialogs.guidance import explain, find


def is_term(_: Desk, words: str) -> bool:
    """Whether words name something that can be explained."""
    return find(words) is not None


@command("guidance", "perhaps_words", usage="[word]", example="guidance Rapid Review", fits=is_term, group="settings")
async def guidance(desk: Desk, asked: Asked) -> tuple[Owed, ...]:
    """What a word, a role or a piece of advice of the guidance means. Source: G131–G229."""
    return desk.say(asked.to, explain(asked.words))


GUIDANCE = (guidance,)
"""What bot/server.py offers."""
