"""A whole installation with the sample company: `aiuto serve`, mail in by SMTP, and a sink where answers arrive."""

import os
import shutil
import smtplib
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import format_datetime, localtime, make_msgid
from http.client import HTTPConnection
from pathlib import Path

from aiosmtpd.controller import Controller

from aiuto.cli.demo.playing import ADDRESSES
from tests.crash.installation import free_port

PATIENCE = 60.0
UNDO_SECONDS = 12
LETTERS_A_PAGE = 8
DESK = ADDRESSES["customers"]
COLLEAGUES = {
    "anna": ("anna@lumiera.example", "it"),
    "bruno": ("bruno@lumiera.example", "it"),
    "emma": ("emma@lumiera.example", "en"),
    "irene": ("irene@lumiera.example", "it"),
}


class Sink:
    """The mail server of everybody outside: keeps what it is given."""

    def __init__(self) -> None:
        self.letters: list[tuple[tuple[str, ...], bytes]] = []
        self.controller = Controller(self, hostname="127.0.0.1", port=free_port())

    async def handle_DATA(self, _server, _session, envelope) -> str:  # noqa: N802 - aiosmtpd's name
        self.letters.append((tuple(envelope.rcpt_tos), envelope.content))
        return "250 taken"

    def to(self, address: str, containing: str = "") -> list[bytes]:
        return [raw for goals, raw in self.letters if address in goals and containing.encode() in raw]


@dataclass(frozen=True, slots=True)
class House:
    """Where its doors are."""

    port: int
    smtp_port: int
    sink: Sink
    settings: dict[str, str] = field(default_factory=dict)
    opened: str = field(default_factory=lambda: datetime.now(UTC).isoformat())
    untidy: list[float] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"

    def run(self, *words: str) -> str:
        """What a Python module says that runs with this installation's settings."""
        return run(self.settings, *words)

    def send(self, mail: EmailMessage | bytes, sender: str = "") -> float:
        """Hand a mail to the desk's listener; when it was taken, by the monotonic clock."""
        raw = mail if isinstance(mail, bytes) else mail.as_bytes()
        with smtplib.SMTP("127.0.0.1", self.smtp_port, timeout=PATIENCE) as line:
            line.sendmail(sender or str(mail["From"]), [DESK], raw)
        self.untidy.append(time.monotonic())
        return self.untidy[-1]

    def tidy(self) -> None:
        """Solve what earlier journeys left, once it would push the newest request off a list's first page."""
        if len(self.untidy) > LETTERS_A_PAGE:
            self.run("tests.journeys.tidying", self.opened)
            self.untidy.clear()


def run(settings: dict[str, str], *words: str) -> str:
    """What a Python module says that runs with these settings."""
    done = subprocess.run(
        [sys.executable, "-m", *words],
        env=os.environ | settings,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def letter(sender: str, subject: str, text: str, *, answers: str = "", html: str = "") -> EmailMessage:
    """A customer's mail to the desk, today."""
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = sender, DESK, subject
    mail["Date"], mail["Message-ID"] = format_datetime(localtime()), make_msgid(domain="posta.example")
    if answers:
        mail["In-Reply-To"] = mail["References"] = answers
    mail.set_content(text)
    if html:
        mail.add_alternative(html, subtype="html")
    return mail


def load_company(folder: Path) -> None:
    """The sample company, as a folder to be copied: loading takes many times as long."""
    run(
        _settings(folder.parent, free_port(), free_port(), free_port()),
        "aiuto.cli.main",
        "demo",
        "--load-only",
    )
    (folder.parent / "demo").rename(folder)


@contextmanager
def running(home: Path, *options: str, company: Path | None = None, tickets: int = 0) -> Iterator[House]:
    """Serve the sample company, with so many invented requests more, from this folder until the block ends.

    `options` are those of `aiuto serve`; `company` is a folder where the sample company is loaded already.
    """
    with _prepared(home / "demo") as house:
        if company:
            shutil.copytree(company, home / "demo")
        else:
            load_company(home / "demo")
        if tickets:
            house.run("aiuto.cli.main", "seed", "--tickets", str(tickets))
        with _serving(house, *options):
            yield house


@contextmanager
def empty_house(home: Path) -> Iterator[House]:
    """Serve an installation in which nobody lives yet."""
    with _prepared(home) as house:
        house.run("aiuto.cli.main", "migrate")
        with _serving(house):
            yield house


@contextmanager
def _prepared(home: Path) -> Iterator[House]:
    """An installation's settings, and a sink that listens."""
    house = House(free_port(), free_port(), Sink())
    house.settings.update(_settings(home, house.port, house.smtp_port, house.sink.controller.port))
    house.sink.controller.start()
    try:
        yield house
    finally:
        house.sink.controller.stop()


@contextmanager
def _serving(house: House, *options: str) -> Iterator[None]:
    env = os.environ | house.settings
    process = subprocess.Popen([sys.executable, "-m", "aiuto.cli.main", "serve", *options], env=env)
    opened = _shows_pages if "--web-only" in options else _shows_pages_and_takes_mail
    try:
        until(lambda: opened(house) or process.poll() is not None)
        assert process.poll() is None, "the installation did not start"
        yield
    finally:
        process.terminate()
        process.wait(PATIENCE)


def until(done: Callable[[], object], patience: float = PATIENCE) -> None:
    """Come back when it is so."""
    deadline = time.monotonic() + patience
    while not done():
        assert time.monotonic() < deadline, "it took too long"
        time.sleep(0.02)


def _settings(home: Path, port: int, smtp_port: int, sink_port: int) -> dict[str, str]:
    return {
        "AIUTO_HOME": str(home),
        "AIUTO_SECRET_KEY": "",
        "DATABASE_URL": "",
        "DJANGO_SETTINGS_MODULE": "aiuto.config.settings",
        "PORT": str(port),
        "AIUTO_URL": f"http://localhost:{port}",
        "AIUTO_SMTP_LISTEN": f"127.0.0.1:{smtp_port}",
        "AIUTO_SMTP_URL": f"smtp://127.0.0.1:{sink_port}",
        "AIUTO_UNDO_SECONDS": str(UNDO_SECONDS),
        "AIUTO_POLL_SECONDS": "0.2",
        "AIUTO_LOG_LEVEL": "WARNING",
    }


def _shows_pages(house: House) -> bool:
    connection = HTTPConnection("localhost", house.port, timeout=PATIENCE)
    try:
        connection.request("GET", "/account/login/")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


def _shows_pages_and_takes_mail(house: House) -> bool:
    try:
        smtplib.SMTP("127.0.0.1", house.smtp_port, timeout=PATIENCE).quit()
    except OSError:
        return False
    return _shows_pages(house)
