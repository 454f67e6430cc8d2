"""The same program in several processes at once, on the database of this test."""

import os
import subprocess
import sys

from django.db import connection

START = """
import django; django.setup()
from django.conf import settings
from django.db import connection
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
connection.settings_dict["NAME"] = {name!r}
number = {number}
print("ready", flush=True)
input()
"""


def together(program: str, *, count: int = 2) -> list[str]:
    """What each printed. All begin in the same moment; `number` tells a process which one it is."""
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "aiuto.config.settings",
        "AIUTO_SECRET_KEY": "a key for tests only, known to everybody",
        "AIUTO_DEBUG": "1",
    }
    begun = [
        subprocess.Popen(
            [sys.executable, "-W", "ignore", "-c", START.format(name=_name(), number=number) + program],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for number in range(count)
    ]
    for process in begun:
        assert process.stdout.readline() == "ready\n"
    for process in begun:
        process.stdin.write("\n")
        process.stdin.flush()
    return [process.communicate(timeout=120)[0] for process in begun]


def _name() -> str:
    return str(connection.settings_dict["NAME"])
