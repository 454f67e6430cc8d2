"""The demo's settings: a home of its own, and nothing of a real installation's."""

import os
from pathlib import Path

from aiuto.cli.listening import free_port

SMTP_PORT = 8025
SERVER = "mx.lumiera.example"
"""The house's own mail server, which says whose a mail is."""
OFF = (
    "DATABASE_URL",
    "AIUTO_STORAGE",
    "AIUTO_SECRET_KEY",
    "AIUTO_SMTP_URL",
    "AIUTO_LMTP_LISTEN",
    "AIUTO_FROM",
)


def enter_demo() -> None:
    """Set what the settings will read; the environment goes before `.env`."""
    port = os.environ.setdefault("PORT", "8000")
    os.environ.update(dict.fromkeys(OFF, ""))
    os.environ["AIUTO_DEMO"] = "true"
    os.environ["AIUTO_AUTHSERV_ID"] = SERVER
    os.environ["AIUTO_HOME"] = str(Path(os.environ.get("AIUTO_HOME", "var")) / "demo")
    os.environ["AIUTO_URL"] = f"http://localhost:{port}"
    os.environ["AIUTO_HOST"] = "localhost"
    os.environ.setdefault("AIUTO_LOG_LEVEL", "WARNING")
    if not os.environ.get("AIUTO_SMTP_LISTEN"):
        os.environ["AIUTO_SMTP_LISTEN"] = f"127.0.0.1:{free_port(SMTP_PORT)}"
