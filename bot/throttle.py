"""Nobody speaks faster than a person can: a bucket of turns for each, which fills again as time passes."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from bot.arrival import Arrival, TurnedAway
from dialogs.wording import say

BURST = 40.0  # turns at once: a whole alert told by buttons
A_MINUTE = 30.0
KNOWN = 5000  # people; those whose bucket is full again are forgotten first


@dataclass
class _Bucket:
    turns: float
    at: float  # seconds
    told: bool = False


class Throttle:
    """Turns of each sender. Whoever has none left is told so once, until half of them are there again."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._buckets: dict[str, _Bucket] = {}

    def admit(self, arrival: Arrival) -> None:
        """Take one of the sender's turns. Raises TurnedAway (429) when there is none."""
        if arrival.type not in ("message", "invoke") or arrival.sender is None:
            return
        bucket = self._filled(arrival.sender.aad_object_id or arrival.sender.id)
        if bucket.turns >= 1:
            bucket.turns -= 1
            return
        # The press of a button is answered in its own response each time; a message gets one answer alone.
        tell = "" if bucket.told and arrival.type == "message" else say("door.too_fast")
        bucket.told = True
        raise TurnedAway(429, "The sender is too fast.", tell=tell)

    def _filled(self, who: str) -> _Bucket:
        now = self._clock()
        bucket = self._buckets.get(who) or self._new(who, now)
        bucket.turns = min(BURST, bucket.turns + (now - bucket.at) * A_MINUTE / 60)
        bucket.at = now
        bucket.told = bucket.told and bucket.turns < BURST / 2
        return bucket

    def _new(self, who: str, now: float) -> _Bucket:
        if len(self._buckets) >= KNOWN:
            full = now - BURST / A_MINUTE * 60
            self._buckets = {known: bucket for known, bucket in self._buckets.items() if bucket.at > full}
        self._buckets[who] = _Bucket(BURST, now)
        return self._buckets[who]
