"""Which processes are there, and who delivers what one that is gone has left."""

import threading
from collections.abc import Callable
from secrets import token_urlsafe
from time import monotonic

import psycopg
from psycopg import Connection, sql

from state.store.postgres.database import Database, Row, connect
from state.store.protocol import Unfit

GONE = 10  # seconds without a sign of life
CUT_OFF = 3  # seconds without one, where its connection is gone as well
SIGN = 2.0  # seconds between two signs of life, and between two looks at what others did, if none calls before
GATHER = 0.1  # seconds in which words of changes come together: whoever is about to change something looks at once

_COME = "INSERT INTO processes VALUES (%s, now() + make_interval(secs => %s))"
_STAY = "UPDATE processes SET until = now() + make_interval(secs => %s) WHERE name = %s AND heir IS NULL"
_OTHERS = "SELECT count(*) FROM processes WHERE name <> %s AND heir IS NULL AND until > now()"
_SAY = "SELECT pg_notify(%s, '')"  # that somebody came or went; of a change the name of who made it is said
_LEAVE = "UPDATE processes SET until = '-infinity' WHERE name = %s"
_HOLD = "SELECT pg_try_advisory_lock(hashtextextended(current_schema() || ' process ' || %s, 0))"
_INHERIT = f"""
    UPDATE processes SET heir = %(me)s WHERE name IN (
        SELECT gone.name FROM processes AS gone
        LEFT JOIN processes AS heir ON heir.name = gone.heir
        WHERE gone.name <> %(me)s AND CASE
            WHEN gone.heir IS NOT NULL THEN heir.until < now()
            WHEN gone.until < now() THEN true
            WHEN gone.until < now() + make_interval(secs => {GONE - CUT_OFF})
            THEN pg_try_advisory_xact_lock(hashtextextended(current_schema() || ' process ' || gone.name, 0))
            ELSE false
        END
        FOR UPDATE OF gone SKIP LOCKED
    ) AND EXISTS (SELECT FROM processes WHERE name = %(me)s AND heir IS NULL)
    RETURNING name"""
_FORGET = "DELETE FROM activities WHERE at < now() - interval '1 day'"


class Presence:
    """This process among the others. A thread says that it is there, and listens for what they did."""

    def __init__(self, database: Database, news: Callable[[], None]) -> None:
        """Raises Unfit, Unreachable."""
        self._database, self._news = database, news
        self.channel = f"ntk_{database.schema}"[:60]
        self._stopping = threading.Event()
        self._guard, self._signed = threading.Lock(), monotonic()
        self.name, self._inherited = "", frozenset[str]()
        self.count = 1  # with the others
        database.run(self._come)
        self._thread = threading.Thread(target=self._be_there, name="store-presence", daemon=True)
        self._thread.start()

    def owns(self, maker: str) -> bool:
        """Whether what somebody made is for this process to deliver."""
        return maker == self.name or maker in self._inherited

    def inherit(self, connection: Connection[Row]) -> frozenset[str]:
        """Take over from all who are gone, as far as nobody else did: whose it is."""
        found = connection.execute(_INHERIT, {"me": self.name}).fetchall()
        connection.execute(_FORGET)
        names = frozenset(name for (name,) in found)
        self._inherited |= names
        return names

    def be_sure(self, connection: Connection[Row]) -> None:
        """After a while without a sign of life, give one before anything else is done."""
        if monotonic() - self._signed > CUT_OFF:
            self._sign(connection)

    def close(self) -> None:
        """Say that this process is gone, and call the thread back."""
        self._stopping.set()
        self._database.run(lambda c: (c.execute(_LEAVE, (self.name,)), c.execute(_SAY, (self.channel,))))
        self._thread.join()

    def _come(self, connection: Connection[Row]) -> None:
        name = token_urlsafe(6)
        connection.execute(_COME, (name, GONE))
        self.name, self._inherited = name, frozenset()
        self._count(connection)
        connection.execute(_SAY, (self.channel,))

    def _be_there(self) -> None:
        while not self._stopping.is_set():
            try:
                with connect(self._database.address) as connection:
                    connection.execute(sql.SQL("LISTEN {}").format(sql.Identifier(self.channel)))
                    self._listen(connection)
            except (psycopg.Error, Unfit):
                self._news()  # whoever looks now is told that the database is away
                self._stopping.wait(1)

    def _listen(self, connection: Connection[Row]) -> None:
        known = ""
        while not self._stopping.is_set():
            if monotonic() - self._signed >= SIGN or known != self.name:
                self._sign(connection)
                known = self.name
                connection.execute(_HOLD, (known,))
            said = {one.payload for one in connection.notifies(timeout=SIGN, stop_after=1)}
            if said:
                self._stopping.wait(GATHER)
                said |= {one.payload for one in connection.notifies(timeout=0)}
            if "" in said:
                self._count(connection)
            if said != {self.name}:
                self._news()

    def _sign(self, connection: Connection[Row]) -> None:
        """Say that this process is there; under another name where it was taken for gone: what it left is others'."""
        with self._guard:
            if not connection.execute(_STAY, (GONE, self.name)).rowcount and not self._stopping.is_set():
                self._come(connection)
            self._count(connection)
            self._signed = monotonic()

    def _count(self, connection: Connection[Row]) -> None:
        found = connection.execute(_OTHERS, (self.name,)).fetchone()
        self.count = 1 + (found[0] if found else 0)
