"""One case, played once, and every document of it: the tests only read them."""

import asyncio

import pytest

from tests.dialogs.exports.opened import DOCX, made, played
from tests.stage import Stage


@pytest.fixture(scope="session")
def stage() -> Stage:
    """The stage on which the case was played. Tests that change it play their own."""
    return asyncio.run(played())


@pytest.fixture(scope="session")
def files(stage: Stage) -> dict[str, bytes]:
    """The Word files, by what is typed for them."""

    async def make() -> dict[str, bytes]:
        return {name: await made(stage, name) for name in DOCX}

    return asyncio.run(make())
