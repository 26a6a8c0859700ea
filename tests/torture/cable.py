"""The way to the database as a cable that can be pulled out."""

import socket
import tempfile
import threading
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from urllib.parse import parse_qs, quote, urlsplit

NAME = ".s.PGSQL.5432"


class Cable:
    """Passes bytes on between whoever connects to `address` and the server, in threads, until it is pulled."""

    def __init__(self, address: str) -> None:
        asked = parse_qs(urlsplit(address).query)
        self._server = str(Path(asked["host"][0]) / NAME)
        self._folder = tempfile.TemporaryDirectory()
        self._here = Path(self._folder.name) / NAME
        self.address = f"postgresql://postgres:@/postgres?host={self._folder.name}&options={quote(asked['options'][0])}"
        self._ends: list[socket.socket] = []

    def __enter__(self) -> "Cable":
        self.plug_in()
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self.pull()
        self._folder.cleanup()

    def plug_in(self) -> None:
        """From now on there is a way."""
        listening = socket.socket(socket.AF_UNIX)
        listening.bind(str(self._here))
        listening.listen()
        self._ends = [listening]
        threading.Thread(target=self._accept, args=(listening,), daemon=True).start()

    def pull(self) -> None:
        """From now on there is none, and what was under way is torn."""
        self._here.unlink(missing_ok=True)
        for end in self._ends:
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()

    def _accept(self, listening: socket.socket) -> None:
        with suppress(OSError):
            while True:
                near, _ = listening.accept()
                far = socket.socket(socket.AF_UNIX)
                far.connect(self._server)
                self._ends += [near, far]
                for ends in ((near, far), (far, near)):
                    threading.Thread(target=_copy, args=ends, daemon=True).start()


def _copy(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):
        while data := source.recv(65536):
            target.sendall(data)
    for end in (source, target):
        with suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)
