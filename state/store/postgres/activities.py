"""An activity that Teams delivers to two processes is handled by one of them."""

import asyncio
import hashlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from state.store.postgres.database import Database

LOOK_AGAIN = 0.05  # seconds

# A server that fails may forget the latest of these: what a person said is known by their document as well.
_QUICKLY = "WITH quickly AS MATERIALIZED (SELECT set_config('synchronous_commit', 'off', true) AS how)"
_CLAIM = f"""
    {_QUICKLY} INSERT INTO activities AS a (id, process)
    SELECT %(id)s::bytea, %(me)s FROM quickly WHERE how = 'off'
    ON CONFLICT (id) DO UPDATE SET process = excluded.process
    WHERE NOT a.done AND NOT EXISTS (
        SELECT FROM processes WHERE name = a.process AND until > now() AND heir IS NULL
    )
    RETURNING id"""
_IS_DONE = "SELECT done FROM activities WHERE id = %(id)s"
_DONE = f"{_QUICKLY} UPDATE activities SET done = true FROM quickly WHERE id = %(id)s AND how = 'off'"
_FAILED = "DELETE FROM activities WHERE id = %(id)s AND process = %(me)s"


@asynccontextmanager
async def once(database: Database, me: str, activity: str) -> AsyncIterator[bool]:
    """Whether an activity is for this process; if not, another one has handled it. Raises Unreachable."""
    given = {"id": hashlib.sha256(activity.encode(errors="surrogatepass")).digest(), "me": me}
    mine = await database.soon(lambda c: c.execute(_CLAIM, given).fetchone())
    while not mine:
        if await database.look(lambda c: c.execute(_IS_DONE, given).fetchone()) == (True,):
            break
        await asyncio.sleep(LOOK_AGAIN)
        mine = await database.soon(lambda c: c.execute(_CLAIM, given).fetchone())
    try:
        yield mine is not None
    except BaseException:
        if mine:
            await database.soon(lambda c: c.execute(_FAILED, given))
        raise
    if mine:
        await database.soon(lambda c: c.execute(_DONE, given))
