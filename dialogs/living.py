"""The living cards of a case: one in the PSW channel, one in its team's. Drawn anew at each change, and each morning
on which time alone changed what they say. Source: product.md, processes.md "Posts and reminders"."""

from datetime import date, datetime

from dialogs.clock_words import COUNTED
from dialogs.desk import Desk
from dialogs.living_card import channel_card, moved_card, team_card
from state.case import Case
from state.documents import Key
from state.limit import Limit
from state.message import Message
from state.moments import passes_at
from state.post import Post, states
from state.working_days import working_days

PSW_CHANNEL = "channel:psw"


def living(desk: Desk, case: Case, left: str = "") -> tuple[Post, ...]:
    """The cards of a case, drawn anew. A team has one where it has a channel; where the case has `left` its area, the
    card there says so."""
    team = _team(desk, case.area)
    posts = [_post(desk, case, to) for to in (PSW_CHANNEL, *team)]
    if left not in ("", case.area):
        moved = Message(card=moved_card(desk, case))
        posts += [desk.post(to, "card", moved, about=case.ref, living=True) for to in _team(desk, left)]
    return tuple(posts)


def places(desk: Desk, key: Key) -> tuple[str, ...]:
    """The channels in which a case can have a card now."""
    row = desk.store.row(key)
    psw = (PSW_CHANNEL,) if _is_bound(desk, "psw") else ()
    return (*psw, *_team(desk, row.area)) if row else ()


def redrawn(desk: Desk, case: Case, to: str) -> Post | None:
    """A card of a case as it reads now, which is kept nowhere; None where a newer state waits to be shown anyway."""
    post = _post(desk, case, to)
    return None if states(case.posts, post) else post


def reads_anew(desk: Desk) -> tuple[Key, ...]:
    """The cases whose cards read differently today though nothing happened in them, by the index alone: working days
    are counted on them."""
    now = desk.clock()
    last = working_days(desk.profile.calendar).add_working_days(now.date(), COUNTED)
    return tuple(row.key for row in desk.store.rows("case") if any(_counts(limit, now, last) for limit in row.limits))


def _counts(limit: Limit, now: datetime, last: date) -> bool:
    """Whether its days are counted down; one of hours says its end, and one that has passed says since when."""
    due = limit.due
    return not isinstance(due, datetime) and due <= last and passes_at(due) > now


def _post(desk: Desk, case: Case, to: str) -> Post:
    card = channel_card(desk, case) if to == PSW_CHANNEL else team_card(desk, case)
    return desk.post(to, "card", Message(card=card), about=case.ref, living=True)


def _team(desk: Desk, area: str) -> tuple[str, ...]:
    return (f"channel:team:{area}",) if _is_bound(desk, f"team:{area}") else ()


def _is_bound(desk: Desk, purpose: str) -> bool:
    return any(row.bound == purpose for row in desk.store.rows("channel"))
