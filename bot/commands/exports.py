"""Commands about documents: export for everyone who may read a case, check for everyone who writes reports."""

from bot.commands.command import Asked, command
from dialogs import exporting
from dialogs.checking import checked, writes_report
from dialogs.desk import Desk, Owed
from dialogs.wording import say
from state.message import Message
from state.roles import HELD


@command(
    "export",
    "reference_perhaps_words",
    usage="REF [document]",
    example="export 42 docx",
    private=True,
    group="documents",
)
async def export(desk: Desk, asked: Asked) -> tuple[Owed, ...]:
    """Offer a document of a case; without a name, all that can be had. Source: G23, G219–G229."""
    return desk.say(asked.to, await exporting.export(desk, asked.speaker, asked.ref, asked.words))


@command("check", "words", usage="TEXT", example="check The LADO didn’t attend.", in_channels=False, group="documents")
async def check(desk: Desk, asked: Asked) -> tuple[Owed, ...]:
    """Show what a formal report should not hold. Nothing of the text is kept. Source: G228."""
    if not (desk.directory.holds_any(asked.speaker, HELD) or writes_report(desk, asked.speaker)):
        return desk.say(asked.to, Message(say("refused.no_role")))
    if not asked.private:
        return desk.say(asked.to, Message(say("check.in_private")))
    return desk.say(asked.to, checked(asked.words, desk.profile))


EXPORTS = (export, check)
