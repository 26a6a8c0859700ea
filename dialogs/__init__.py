"""Conversation and use cases, without Teams."""
