"""The processes of an installation, each run as `python -m aiuto.config.processes NAME`.

A process ends on SIGTERM. A child of `aiuto serve` also ends when its parent is gone: then its standard input closes.
"""

import gc
import os
import signal
import socket
import sys
import threading
from collections.abc import Callable
from types import FrameType

import django
import uvicorn
from django.conf import settings
from django.urls import get_resolver
from django.utils.module_loading import import_string

from aiuto.cli.tree import CHILD, SOCKETS
from aiuto.config.logs import keep_in

GRACE = 3
_DJANGO = {"worker": "aiuto.worker.run.main", "intake": "aiuto.channels.email.intake.main"}


def main(name: str) -> None:
    """Run one process until it is told to stop."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "aiuto.config.settings")
    if CHILD in os.environ:
        threading.Thread(target=_end_with_parent, daemon=True).start()
    keep_in(settings.HOME / "logs")
    if name == "web":
        serve_web([socket.socket(fileno=int(handle)) for handle in os.environ[SOCKETS].split(",")])
        return
    django.setup()
    run: Callable[[], None] = import_string(_DJANGO[name])
    run()


def serve_web(sockets: list[socket.socket]) -> None:
    """Serve the pages on sockets that listen already."""
    config = uvicorn.Config(
        "aiuto.config.asgi:application",
        log_config=None,
        access_log=False,
        lifespan="off",
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=GRACE,
    )
    config.load()
    _keep_what_is_loaded()
    Web(config).run(sockets=sockets)


def _keep_what_is_loaded() -> None:
    """All pages are read now, and what stays for good is not gone through at each collection of garbage."""
    _all = get_resolver().url_patterns
    gc.collect()
    gc.freeze()


class Web(uvicorn.Server):
    """Ends the live lines when it is told to stop: they would stay open for ever."""

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        super().handle_exit(sig, frame)
        if self.started:
            import_string("aiuto.workspace.live.hub.hub").close()


def _end_with_parent() -> None:
    while os.read(sys.stdin.fileno(), 1):
        pass
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    main(sys.argv[1])
