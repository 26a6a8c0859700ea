"""Tests speak for Kent, unless they say otherwise, and no example is timed: a busy machine is no fault of ours."""

from hypothesis import settings

from dialogs.wording import speak_for
from state.profile import load_profile

speak_for(load_profile())
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
