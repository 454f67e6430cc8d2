"""Run in the installation: everybody and everything that the access matrix speaks of, and a session for each role."""

import json

import django

django.setup()

from django.test import Client  # noqa: E402 - settings first

from aiuto.people.models import User  # noqa: E402
from tests.security.access import enter  # noqa: E402
from tests.security.world import make_world  # noqa: E402


def furnish() -> dict[str, object]:
    """The things by their name in an address, and the key of each role's session."""
    world = make_world()
    return {
        "things": world.things["ours"],
        "sessions": {role: _session(user) for role, user in world.users.items() if user},
    }


def _session(user: User) -> str:
    client = Client()
    enter(client, user)
    return client.cookies["sessionid"].value


if __name__ == "__main__":
    print(json.dumps(furnish(), default=str))
