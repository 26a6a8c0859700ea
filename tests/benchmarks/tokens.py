"""Tokens that the identity service is asked for when a signed-in bot replies, against the stock bot's credentials."""

import os
import tempfile
from functools import partial
from pathlib import Path
from unittest.mock import patch

from botframework.connector.auth import PasswordServiceClientCredentialFactory
from msal.application import ConfidentialClientApplication

from bot.connector import Connector, pooled_session
from bot.tokens import Tokens, with_password
from state.documents import Address
from tests.benchmarks.measure import Row, compared, in_turn
from tests.bot.standins import APP, TENANT, IdentityService, RecordingConnector, certificate, serving

TURNS = 20
ANYWHERE = partial(ConfidentialClientApplication, instance_discovery=False)
"""msal asks the web about identity services that it does not know."""


async def rows() -> list[Row]:
    """One row. Replies go to a stand-in over HTTP, and tokens come from one over TLS."""
    service = IdentityService()
    with tempfile.TemporaryDirectory() as folder:
        tls, trusted = certificate(Path(folder))
        with patch.dict(os.environ, REQUESTS_CA_BUNDLE=str(trusted)), service.serving(tls) as url:
            found = await in_turn({"ours": partial(_ours, service, url), "stock": partial(_stock, service, url)})
    return [compared("tokens a turn", "", found["ours"], "stock credentials", found["stock"])]


async def _ours(service: IdentityService, url: str) -> float:
    before = service.given
    async with serving(RecordingConnector().app()) as teams, pooled_session() as session:
        connector = Connector(session, Tokens(with_password(APP, "secret", TENANT, url)))
        for _ in range(TURNS):
            await connector.send(Address(f"{teams}/", "a:1", TENANT, "28:bot"), {"type": "message", "text": "Hello"})
    return (service.given - before) / TURNS


async def _stock(service: IdentityService, url: str) -> float:
    """As its connector factory does it: credentials for each turn."""
    before, factory = service.given, PasswordServiceClientCredentialFactory(APP, "secret", TENANT)
    with patch("botframework.connector.auth.microsoft_app_credentials.ConfidentialClientApplication", ANYWHERE):
        for _ in range(TURNS):
            signed = await factory.create_credentials(APP, "https://api.botframework.com", f"{url}/{TENANT}", False)
            assert signed.get_access_token()
    return (service.given - before) / TURNS
