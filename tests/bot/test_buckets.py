"""No more is said in any window than Teams takes. Source: platform.md "Teams"."""

import asyncio
from collections import defaultdict

import pytest

from bot.buckets import TEAMS, Buckets
from tests.bot.post_office import VirtualTime


async def burst(
    conversations: int, each: int, replies: int = 0, processes: int = 1
) -> tuple[list[tuple[float, str]], float]:
    """When each message of a burst to some conversations may go, and how long the burst takes. Each of several
    processes has as much to say."""
    time = VirtualTime()
    several = [Buckets(time.pacing(), among=lambda: processes) for _ in range(processes)]
    went: list[tuple[float, str]] = []

    async def send(buckets: Buckets, conversation: str) -> None:
        for _ in range(each):
            await buckets.wait(conversation)
            went.append((time.now, conversation))

    for _ in range(replies):
        several[0].count("c0")
    tasks = [asyncio.create_task(send(one, f"c{n}")) for one in several for n in range(conversations)]
    await time.until(lambda: all(task.done() for task in tasks))
    return went, time.now


def most_in(times: list[float], seconds: float) -> int:
    """The most that came in any window of that length, by trying the window that begins with each."""
    return max(sum(1 for other in times if start <= other < start + seconds) for start in times)


@pytest.mark.parametrize("processes", [1, 2, 3])
@pytest.mark.parametrize(("conversations", "each"), [(1, 130), (3, 70), (120, 3), (400, 1)])
async def test_a_burst_respects_every_window_however_many_processes_speak(
    conversations: int, each: int, processes: int
) -> None:
    went, _ = await burst(conversations, each, processes=processes)
    assert len(went) == conversations * each * processes
    by_conversation = defaultdict(list)
    for at, conversation in went:
        by_conversation[conversation].append(at)
    for times in by_conversation.values():
        for most, seconds in TEAMS.conversation:
            assert most_in(times, seconds) <= most
    for most, seconds in TEAMS.tenant:
        assert most_in([at for at, _ in went], seconds) <= most


async def test_a_burst_takes_no_longer_than_it_must() -> None:
    _, took = await burst(1, 61)
    assert 30 <= took < 31
    _, took = await burst(400, 1)
    assert 7 <= took < 8
    _, took = await burst(200, 1, processes=2)
    assert 7 <= took < 9, "two share it, and together are about as quick as one"


async def test_a_busy_conversation_holds_up_no_other() -> None:
    time = VirtualTime()
    buckets = Buckets(time.pacing())
    for _ in range(7):
        await buckets.wait("busy")
    waiting = asyncio.create_task(buckets.wait("busy"))
    await asyncio.sleep(0)
    before = time.now
    await buckets.wait("quiet")
    assert time.now == before
    assert not waiting.done()
    waiting.cancel()


async def test_who_is_left_alone_has_all_of_it_again() -> None:
    time, there = VirtualTime(), [10]
    buckets = Buckets(time.pacing(), among=lambda: there[0])
    sending = asyncio.create_task(several_to(buckets, 100))
    await time.until(lambda: time.now >= 3)
    there[0] = 1
    await time.until(sending.done)
    assert 5 <= time.now < 6, "four rounds of 5, then 50 and the rest; all in rounds of 5 would take 19"


async def several_to(buckets: Buckets, count: int) -> None:
    """Speak in so many conversations, one after the other."""
    for n in range(count):
        await buckets.wait(f"c{n}")


async def test_a_thousand_processes_still_speak() -> None:
    time = VirtualTime()
    buckets = Buckets(time.pacing(), among=lambda: 1000)
    sending = asyncio.create_task(several_to(buckets, 3))
    await time.until(sending.done)
    assert time.now < 3


async def test_replies_are_counted_and_never_wait() -> None:
    went, _ = await burst(1, 1, replies=20)
    assert went[0][0] >= 1.0, "what the bot says of its own accord waits for the replies to have gone by"
