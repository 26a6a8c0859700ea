"""What the only process that has a store open need not ask others for."""

import asyncio
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager, nullcontext

from state.store.protocol import Heard


class Alone:
    """Half of a store that no other process can have open."""

    def conversation(self, to: str) -> AbstractAsyncContextManager[None]:  # noqa: ARG002
        """Nobody else speaks."""
        return nullcontext()

    def once(self, activity: str) -> AbstractAsyncContextManager[bool]:  # noqa: ARG002
        """Nobody else handles it."""
        return nullcontext(True)

    def own_id(self, token: str) -> str:
        """Ids need not tell whose they are."""
        return token

    def owns(self, post: str) -> bool:  # noqa: ARG002
        """Every post is delivered here."""
        return True

    def processes(self) -> int:
        """This one."""
        return 1

    def tell(self, heard: Heard) -> None:
        """There is nothing to tell."""

    async def news(self) -> None:
        """None will come."""
        await asyncio.Event().wait()

    async def catch_up(self) -> None:
        """There is nothing to catch up with."""

    async def inherit(self) -> Callable[[str], bool] | None:
        """All that is there."""
        return lambda _: True
