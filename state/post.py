"""What waits to be said, kept with the document that gave rise to it until it is delivered."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from state.limit import Reminded
from state.message import Message

Kind = Literal["reply", "outcome", "card", "reminder", "breach", "digest"]


@dataclass(frozen=True)
class Post:
    """One message owed to one conversation.

    `to` is `person:ID`, `channel:ID`, or a channel by what it is for (`channel:psw`, `channel:team:AREA`),
    which becomes `channel:ID` on delivery. `seq` orders the posts of one conversation across documents.
    `about` names the case of a channel post, which stands in the thread of that case's card; a `living` post draws
    that card anew. `gathered` posts that wait for one conversation are said there in one message. A `failed` one was
    given up, and others were told in its stead. One that `reminds` is `withdrawn` where that is not owed any more, or
    not until then, before it could be said.
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
    reminds: Reminded | None = None
    withdrawn: datetime | None = None
    audited: bool = False  # its delivery stands in the case's audit

    @property
    def owed(self) -> bool:
        """Whether it still waits to be said."""
        return self.delivered is None and self.failed is None and self.withdrawn is None

    @property
    def in_hours(self) -> bool:
        """Whether it is said in working hours alone: a reminder of anything but a limit in hours."""
        return self.kind == "reminder" and not (self.reminds and isinstance(self.reminds.due, datetime))


@dataclass(frozen=True)
class PostedCard:
    """The one card of a case in a channel, which is drawn anew in place."""

    channel: str
    activity_id: str


def posted_in(channel: str, cards: Iterable[PostedCard], posts: Iterable[Post]) -> str | None:
    """The activity id of a case's card in a channel: as it is kept, or else as the latest drawing left it there."""
    kept = (card.activity_id for card in cards if card.channel == channel)
    drawn = [post.activity_id for post in posts if post.living and post.to == f"channel:{channel}" and post.delivered]
    return next(kept, None) or (drawn[-1] if drawn else None)


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
        withdrawn=None,  # it was on its way already
        audited=post.audited and post.withdrawn is None,
    )


def without_the_met(posts: Iterable[Post], owed: Collection[Reminded], now: datetime) -> tuple[Post, ...]:
    """The posts of a case, with the reminders withdrawn that wait to be said of what is met, or was moved, meanwhile.

    Source: processes.md, Posts and reminders.
    """
    return tuple(
        replace(post, withdrawn=now, message=None) if post.owed and post.reminds and post.reminds not in owed else post
        for post in posts
    )
