"""A loaded parent: it has read the libraries once, and forks a process for each command that it is asked to run.

What it has not read are the settings and whatever needs them: each command reads its own, as a new one does.
"""

import gc
import json
import os
import socket
import sys
from importlib import import_module

LIBRARIES = (
    "aiuto.cli.main", "aiuto.coach", "aiuto.config.environment", "aiuto.mime", "asyncio", "dj_database_url",
    "django.contrib.auth.hashers", "django.contrib.messages", "django.core.management",
    "django.db.backends.sqlite3.base", "django.db.migrations", "django.db.models", "django.forms",
    "django.template.loader", "django.urls", "holidays", "markdown_it", "phonenumbers", "structlog",
)  # fmt: skip


def serve(line: socket.socket) -> list[str]:
    """Answer each order with the exit code of a child of its own. In that child, return what it is to run."""
    while True:
        order, streams, _flags, _address = socket.recv_fds(line, 65536, 3)
        if not order:
            sys.exit()
        child = os.fork()
        if not child:
            return become(json.loads(order), streams)
        for stream in streams:
            os.close(stream)
        line.send(str(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])).encode())


def become(order: dict, streams: list[int]) -> list[str]:
    """Take the order's environment, folder and streams."""
    os.environ.clear()
    os.environ.update(order["environment"])
    os.chdir(order["folder"])
    for place, stream in enumerate(streams):
        os.dup2(stream, place)
    return order["options"]


if __name__ == "__main__":
    for name in LIBRARIES:
        import_module(name)
    gc.freeze()
    with socket.socket(fileno=int(sys.argv[1])) as line:
        options = serve(line)
    sys.exit(import_module("aiuto.cli.main").main(options))
