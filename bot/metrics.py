"""What monitoring reads: counts and ages, never a case or a person."""

from collections import Counter as Tally
from collections.abc import Callable, Iterator
from datetime import datetime, time

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from dialogs.desk import Desk
from state.index import Row
from state.moments import LONDON
from state.post import Post

KINDS = ("person", "channel", "case")
SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
"""The steps in which turns are measured. At 10 s Teams sends a turn again."""


class Metrics:
    """One registry for each app."""

    def __init__(self, desk: Desk) -> None:
        self.registry = CollectorRegistry()
        self._delivered = Counter("ntk_posts_delivered", "Posts that Teams took.", registry=self.registry)
        self.retried = Counter("ntk_posts_retried", "Tries that failed and are made again.", registry=self.registry)
        self.failed = Counter("ntk_posts_failed", "Posts that were given up.", registry=self.registry)
        self._reminders = Counter("ntk_reminders_sent", "Reminders that people were sent.", registry=self.registry)
        self._breaches = Counter("ntk_breaches", "Passed limits that a channel was told.", registry=self.registry)
        self.turn = Histogram(
            "ntk_turn_seconds", "Seconds from a request to its answer.", buckets=SECONDS, registry=self.registry
        )
        ends = Gauge(
            "ntk_expires_timestamp_seconds", "When something must be renewed.", ["what"], registry=self.registry
        )
        for what, day in desk.expires.items():
            ends.labels(what).set(datetime.combine(day, time(), LONDON).timestamp())
        self.registry.register(_Standing(desk))

    def watch(self, heartbeat_age: Callable[[], float]) -> None:
        """Measure how long ago the heartbeat was last seen to beat, in seconds."""
        gauge = Gauge("ntk_heartbeat_age_seconds", "Seconds since the heartbeat's last beat.", registry=self.registry)
        gauge.set_function(heartbeat_age)

    def delivered(self, post: Post) -> None:
        """Teams took a post."""
        self._delivered.inc()
        if post.kind == "reminder":
            self._reminders.inc()
        if post.kind == "breach" and post.to.startswith("channel:"):
            self._breaches.inc()

    def exposed(self) -> bytes:
        """All of it, in the text form of Prometheus."""
        return generate_latest(self.registry)


class _Standing(Collector):
    """What waits and what is open, counted from the index at the moment of asking."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def describe(self) -> Iterator[GaugeMetricFamily]:
        """Nothing is counted to find out the names."""
        return iter(())

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Posts that wait, the age of the oldest, and open cases by the stage of their alert."""
        waiting, since, stages = 0, None, Tally[str]()
        for kind in KINDS:
            for row in self._desk.store.rows(kind):
                waiting += len(row.owed)
                since = _earlier(since, row.owed_since)
                if stage := self._open_stage(row):
                    stages[stage] += 1
        age = max(0.0, self._desk.clock().timestamp() - since.timestamp()) if since else 0.0
        yield GaugeMetricFamily("ntk_posts_waiting", "Posts that wait to be delivered.", value=waiting)
        yield GaugeMetricFamily("ntk_oldest_post_seconds", "The age of the oldest of them.", value=age)
        cases = GaugeMetricFamily("ntk_cases_open", "Open cases by the stage of their alert.", labels=("stage",))
        for stage in self._desk.engine.processes["alert"].states:
            cases.add_metric((stage,), stages[stage])
        yield cases

    def _open_stage(self, row: Row) -> str | None:
        stage = next((state for process, _, state in row.states if process == "alert"), None)
        return None if stage in self._desk.engine.processes["alert"].final else stage


def _earlier(one: datetime | None, other: datetime | None) -> datetime | None:
    return min((moment for moment in (one, other) if moment), default=None)
