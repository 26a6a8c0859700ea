"""What people were told by time alone, as rows: when, whom, and what."""

from dataclasses import replace

from bot.cards import plain
from state.moments import LONDON
from state.post import Kind
from tests.stage import Stage
from tests.state.processes.playing import Story


def told(stage: Stage, kind: Kind = "reminder", about: str = "") -> list[str]:
    """Each post of a kind whose words hold `about`, such as "Tue 24 Nov 09:00 ada"."""
    rows = []
    for _, post in stage.posts:
        if post.kind == kind and post.message and about in plain(post.message):
            at = post.created.astimezone(LONDON)
            rows.append(f"{at:%a} {at.day} {at:%b %H:%M} {post.to.partition(':')[2]}{' late' if post.gathered else ''}")
    return rows


async def keep(stage: Stage, story: Story) -> None:
    """Put a case that was played elsewhere into the store, as opened just now."""
    stage.now = story.now
    await stage.desk.save(replace(story.case, swept=story.now, reminded=story.now))
