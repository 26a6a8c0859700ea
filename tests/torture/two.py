"""Two processes over one database, killed in turns: while one is dead, the other is spoken with."""

from datetime import datetime, timedelta
from time import monotonic
from typing import Any

import psycopg

from tests.door import NOW
from tests.torture.process import Bot

_ALIVE = """
    SELECT name FROM processes
    WHERE NOT pg_try_advisory_xact_lock(hashtextextended(current_schema() || ' process ' || name, 0))"""


class Two(Bot):
    """The same to the harness as one bot. `now` is the same for both, as on machines whose clocks are kept together."""

    def __init__(self, address: str) -> None:
        self._address, self._begun = address, monotonic()
        self._front, self._other = Bot(address), Bot(address)

    @property
    def port(self) -> int:  # type: ignore[override]
        """Where the one listens with whom people speak."""
        return self._front.port

    @property
    def now(self) -> str:  # type: ignore[override]
        """What both clocks show."""
        return (datetime.fromisoformat(NOW) + timedelta(seconds=monotonic() - self._begun)).isoformat()

    @now.setter
    def now(self, _: str) -> None:
        """Time goes on by itself."""

    def launch(self) -> None:
        """Start whichever does not run, and wait for nothing."""
        for bot in (self._front, self._other):
            if not bot.runs:
                bot.now = self.now
                bot.launch()

    async def start(self) -> None:
        """Have both running and well."""
        self.launch()
        for bot in (self._front, self._other):
            await bot.well()

    def kill(self) -> None:
        """Kill the one with whom people speak with -9."""
        self._front.kill()
        self._front, self._other = self._other, self._front

    def end(self) -> None:
        """Kill both."""
        self.kill()
        self.kill()

    def left(self, post: str) -> bool:
        """Whether whoever made a post is dead."""
        with psycopg.connect(self._address) as connection:
            alive = {name for (name,) in connection.execute(_ALIVE)}
        return post.partition(".")[0] not in alive

    def shown(self, ref: str) -> dict[str, Any]:
        """What `app.py show REF --json` prints beside them."""
        return self._front.shown(ref)
