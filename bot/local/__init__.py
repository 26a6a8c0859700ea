"""Trying the bot out on one machine: example people, and the Agents Playground beside the bot."""
