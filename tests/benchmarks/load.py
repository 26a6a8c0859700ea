"""People who tell an alert, each on a connection of their own, who type the next answer when the last was heard."""

import asyncio
import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from urllib.request import urlopen

from tests.benchmarks.measure import percentile
from tests.benchmarks.process import Process
from tests.benchmarks.wire import Speaker, speaking
from tests.door import sample
from tests.stage import ALERT

_NUMBERS = count(1)


@dataclass(frozen=True)
class Load:
    """What one bot did in one round."""

    turns: int
    seconds: float
    cpu: float
    waits: list[float]
    connections: int

    @property
    def rate(self) -> float:
        """Turns a second."""
        return self.turns / self.seconds

    def wait(self, part: float) -> float:
        """Milliseconds in which such a part of the turns was answered."""
        return percentile(self.waits, part) * 1000


def tellings(service: str) -> Iterator[bytes]:
    """Everything that one person after another types, from `alert` to the last answer before it is sent."""
    usual = sample("personal_message") | {"serviceUrl": service}
    while True:
        person = f"00000000-0000-4000-8000-{next(_NUMBERS):012}"
        usual |= {
            "from": {"id": f"29:{person}", "name": "Sam Example", "aadObjectId": person},
            "conversation": {**usual["conversation"], "id": f"a:{person}"},
        }
        for words in ALERT:
            yield json.dumps({**usual, "id": f"in-{next(_NUMBERS)}", "text": words}).encode()


async def loaded(bot: Process, connector: Process, people: int, seconds: float) -> Load:
    """So many people speak with a bot for so long. Raises AssertionError where a turn was not answered and replied."""
    service = f"http://127.0.0.1:{connector.port}/"
    speakers = [await speaking(bot.port) for _ in range(people)]
    said = [tellings(service) for _ in speakers]
    for speaker, words in zip(speakers, said, strict=True):
        await _turn(speaker, next(words))
    waits: list[float] = []
    before, cpu, begun = counts(connector), bot.cpu, time.perf_counter()
    until = begun + seconds
    await asyncio.gather(*(_talk(s, words, until, waits) for s, words in zip(speakers, said, strict=True)))
    took, spent, after = time.perf_counter() - begun, bot.cpu - cpu, counts(connector)
    for speaker in speakers:
        speaker.transport.close()
    assert after["calls"] - before["calls"] >= len(waits), "a turn was answered without a reply"
    return Load(len(waits), took, spent, waits, after["connections"] - before["connections"])


async def _talk(speaker: Speaker, words: Iterator[bytes], until: float, waits: list[float]) -> None:
    while (begun := time.perf_counter()) < until:
        await _turn(speaker, next(words))
        waits.append(time.perf_counter() - begun)


async def _turn(speaker: Speaker, body: bytes) -> None:
    status = await speaker.post("/api/messages", body)
    assert status in (200, 201, 202), f"a turn was answered with {status}"


def counts(connector: Process) -> dict[str, int]:
    """Connections and calls that the connector saw so far."""
    with urlopen(f"http://127.0.0.1:{connector.port}/") as response:
        found: dict[str, int] = json.load(response)
        return found
