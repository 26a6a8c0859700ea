"""What was delivered, in the audit: once a day, the envelopes of the posts that left or could not. Never words."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from state.case import Case
from state.post import Post
from state.raising import THE_CLOCK
from state.recording import entered

DELIVERED = "posts.delivered"


def unrecorded(case: Case) -> tuple[Post, ...]:
    """The posts that were delivered, given up or withdrawn, and do not stand in the audit yet."""
    return tuple(post for post in case.posts if not post.owed and not post.audited)


def deliveries_audited(case: Case, at: datetime, salt: str) -> Case:
    """The case with one entry for all posts that were delivered since the entry before of its kind."""
    posts = unrecorded(case)
    if not posts:
        return case
    marked = tuple(replace(post, audited=True) if post in posts else post for post in case.posts)
    record = {"posts": [envelope(post) for post in posts]}
    return entered(replace(case, posts=marked), at, THE_CLOCK, DELIVERED, record, salt)


def envelope(post: Post) -> Mapping[str, object]:
    """What says that a post reached somebody, and when."""
    return {
        "id": post.id,
        "to": post.to,
        "kind": post.kind,
        "created": post.created.isoformat(),
        "delivered": post.delivered.isoformat() if post.delivered else None,
        "attempts": post.attempts,
        "activity_id": post.activity_id,
        "maybe_repeated": post.maybe_repeated,
        "failed": post.failed.isoformat() if post.failed else None,
        **({"withdrawn": post.withdrawn.isoformat()} if post.withdrawn else {}),
    }
