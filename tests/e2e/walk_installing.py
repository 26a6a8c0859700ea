"""After the installation: the bot says in a channel what to type first, and the PSW says what the channel is for."""

from tests.e2e.client import Client
from tests.e2e.walking import acts_as

WELCOME = "First the Principal Social Worker or the Safeguarding Unit says what this channel is for"


def test_a_channel_is_bound(client: Client) -> None:
    acts_as(client, "psw")
    client.open("General")
    client.sees(WELCOME)
    client.mentions("here psw")
    client.sees("This channel is now the Principal Social Worker’s")
    client.picture("installing")
