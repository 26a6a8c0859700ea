"""Adaptive Cards: messages, which are plain data, drawn for Teams."""

from bot.cards.activity import activity_of
from bot.cards.drawing import card_of
from bot.cards.plain_text import plain

__all__ = ["activity_of", "card_of", "plain"]
