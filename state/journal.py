"""What is decided beside the cases: who acts for whom, which channel is for what, whose data was asked for."""

from dataclasses import dataclass

from state.anchor import Head
from state.audit import Entry
from state.post import Post


@dataclass(frozen=True)
class Journal:
    """The audit of a month beside the cases; `id` is the month, such as 2026-11."""

    id: str
    entries: tuple[Entry, ...] = ()
    posts: tuple[Post, ...] = ()
    revision: int = 0

    @property
    def ref(self) -> str:
        """What it is called where the audits of cases are called by their references."""
        return f"journal {self.id}"

    @property
    def head(self) -> Head | None:
        """Where its chain stands."""
        return Head(self.ref, len(self.entries), self.entries[-1].hash) if self.entries else None
