"""What waits to be said, kept with the document that gave rise to it until it is delivered."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from state.message import Message

Kind = Literal["reply", "outcome", "card", "reminder", "breach", "digest"]


@dataclass(frozen=True)
class Post:
    """One message owed to one conversation.

    `to` is `person:ID`, `channel:ID`, or a channel by what it is for (`channel:psw`, `channel:team:AREA`),
    which becomes `channel:ID` on delivery. `seq` orders the posts of one conversation across documents.
    `about` names the case of a channel post, which stands in the thread of that case's card; a `living` post draws
    that card anew. `gathered` posts that wait for one conversation are said there in one message. A `failed` one was
    given up, and others were told in its stead.
    """

    id: str
    seq: int
    to: str
    kind: Kind
    created: datetime
    message: Message | None
    about: str | None = None
    living: bool = False
    delivered: datetime | None = None
    attempts: int = 0
    activity_id: str | None = None
    maybe_repeated: bool = False
    gathered: bool = False
    failed: datetime | None = None
    audited: bool = False  # its delivery stands in the case's audit

    @property
    def owed(self) -> bool:
        """Whether it still waits to be said."""
        return self.delivered is None and self.failed is None


def states(posts: Iterable[Post], living: Post) -> tuple[Post, ...]:
    """The states of a living card that wait to be shown, the newest last: it alone has to be."""
    return tuple(
        post for post in posts if post.living and post.message and post.delivered is None and post.to == living.to
    )


@dataclass(frozen=True)
class Receipt:
    """What the connector said of a post: the envelope that stays when the words are gone."""

    to: str
    delivered: datetime
    attempts: int
    activity_id: str | None
    maybe_repeated: bool


def with_receipt(post: Post, receipt: Receipt) -> Post:
    """The post as delivered: its words are dropped, so that they lie in fewer places."""
    return replace(
        post,
        to=receipt.to,
        message=None,
        delivered=receipt.delivered,
        attempts=receipt.attempts,
        activity_id=receipt.activity_id,
        maybe_repeated=receipt.maybe_repeated,
    )
