"""For every test: Kent speaks, examples are quick and repeatable, and what people write is never logged or printed."""

import logging
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from bot.log import OURS
from dialogs.wording import speak_for
from state.profile_file import load_profile
from tests.stage import WRITTEN

settings.register_profile("quick", derandomize=True, deadline=None)
settings.register_profile(
    "fuzz", max_examples=3000, deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
settings.load_profile("quick")
speak_for(load_profile())


class Listener(logging.Handler):
    """Remembers which modules logged something that somebody had written."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.leaks: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        said = f"{record.getMessage()} {record.exc_info} {record.exc_text}"
        if any(words in said for words in WRITTEN):
            self.leaks.append(f"{record.name}:{record.lineno}")


LISTENER = Listener()
for ours in OURS:
    logging.getLogger(ours).addHandler(LISTENER)


@pytest.fixture(autouse=True)
def _nothing_written_is_logged() -> Iterator[None]:
    """Whatever the test is about, nothing that the alerts of the stage hold stands in the log."""
    LISTENER.leaks.clear()
    yield
    assert LISTENER.leaks == []


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: Any) -> Iterator[Any]:
    """Nor was any of it printed."""
    report = yield
    printed = " ".join(text for name, text in report.sections if name.startswith("Captured"))
    if report.passed and any(words in printed for words in WRITTEN):
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} printed or logged what somebody had written"
    return report
