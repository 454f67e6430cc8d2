"""The process that takes mail in, started and stopped as an installation does it."""

import os
import signal
import smtplib
import socket
import subprocess
import sys
import time

import pytest
from django.db import connection

from aiuto.tickets.models import Message

pytestmark = pytest.mark.django_db(transaction=True)

MAIL = b"From: anna@cliente.example\r\nTo: aiuto@lumen.example\r\nSubject: prova\r\n\r\nciao\r\n"
START = "import django; django.setup(); from aiuto.channels.email.intake import main; main()"


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@pytest.fixture
def environment(tmp_path):
    """That of a process of its own on this test's database."""
    given = connection.settings_dict
    url = f"sqlite:///{given['NAME']}"
    if connection.vendor == "postgresql":
        url = f"postgresql://{given['USER']}:{given['PASSWORD']}@{given['HOST']}:{given['PORT']}/{given['NAME']}"
    ours = {
        "DJANGO_SETTINGS_MODULE": "aiuto.config.settings",
        "AIUTO_HOME": str(tmp_path),
        "DATABASE_URL": url,
    }
    return os.environ | ours | {"AIUTO_SECRET_KEY": "x" * 50, "PYTHONWARNINGS": "error"}


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_process_takes_mail_and_ends_when_told(environment, number):
    port = free_port()
    environment |= {"AIUTO_SMTP_LISTEN": f"127.0.0.1:{port}"}
    with subprocess.Popen([sys.executable, "-c", START], env=environment, stderr=subprocess.PIPE) as process:
        try:
            _greeted(port)
            with smtplib.SMTP("127.0.0.1", port, timeout=20) as smtp:
                smtp.sendmail("anna@cliente.example", ["aiuto@lumen.example"], MAIL)
            idle = socket.create_connection(("127.0.0.1", port))
            process.send_signal(number)
            assert process.wait(30) == 0, process.stderr.read().decode()
            idle.close()
        finally:
            process.kill()
    assert Message.objects.get().text.strip() == "ciao"


def test_process_says_which_address_is_taken(environment):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        environment |= {"AIUTO_SMTP_LISTEN": address}
        done = subprocess.run(
            [sys.executable, "-c", START],
            env=environment,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
    assert done.returncode == 1
    assert done.stderr.strip().splitlines()[-1].startswith(f"SMTP on {address}")


def _greeted(port: int) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=5).close()
            return
        except OSError:
            time.sleep(0.05)
    pytest.fail("nobody listens")
