"""Tests speak for Kent, unless they say otherwise."""

from dialogs.wording import speak_for
from state.profile import load_profile

speak_for(load_profile())
