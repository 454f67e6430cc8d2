"""`aiuto demo`: a sample company with a month of requests, in a home of its own. Nothing leaves the machine."""

import argparse
import fcntl
import shutil
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

from django.conf import settings
from django.core.management import call_command
from django.db import connections
from django.utils import timezone

from aiuto.cli.demo.furnishing import PASSWORD, furnish
from aiuto.cli.demo.playing import ADDRESSES
from aiuto.cli.demo.reading import Company
from aiuto.cli.listening import Taken, close, hold, listen
from aiuto.cli.serve import EVERYTHING
from aiuto.cli.tree import Tree

MARK = "this-is-the-demo"
LOOK = 0.1
AGENT, LEAD = "anna", "emma"
SAYS = """
The demo is ready: {url}

  agent  {agent}  {password}   (pages in Italian)
  lead   {lead}  {password}   (pages in English)

Write to the customers' desk, from another terminal, and watch the inbox:

  {line}

Nothing leaves this machine: what is sent can be read at {url}/demo/outgoing/
Ctrl-C ends the demo; each start begins afresh.
"""
LINE = (
    "python3 -c \"import smtplib, time; smtplib.SMTP('{host}', {port}).sendmail('marta@conti.example', "
    "'{desk}', 'From: Marta Conti <marta@conti.example>\\nTo: {desk}\\nSubject: La mia Nuvola si spegne ('"
    " + time.strftime('%H:%M:%S') + ')\\n\\nBuongiorno, dopo dieci minuti si spegne da sola. Mi aiutate?')\""
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What may be asked for."""
    parser.add_argument("--load-only", action="store_true", help="load the sample data and stop there")


def run(args: argparse.Namespace) -> int:
    """Load the data afresh and serve until Ctrl-C. 1 when an address is taken or the demo runs already."""
    environment = settings.ENVIRONMENT
    try:
        mail = hold("AIUTO_SMTP_LISTEN", environment.aiuto_smtp_listen)
        sockets = listen(environment.aiuto_host, environment.port)
    except Taken as problem:
        print(problem, file=sys.stderr)
        return 1
    with _only_one(settings.HOME) as alone:
        if not alone:
            print(f"A demo runs already in {settings.HOME}. Stop it first.", file=sys.stderr)
            return 1
        print("Loading the sample company …", flush=True)
        company = _load(settings.HOME)
        close(mail)
        if not args.load_only:
            Thread(target=_announce, args=(company,), daemon=True).start()
            Tree(EVERYTHING, [one.fileno() for one in sockets]).run()
    close(sockets)
    return 0


@contextmanager
def _only_one(home: Path) -> Iterator[bool]:
    """Hold the demo's folder. A folder that is not the demo's own is never emptied."""
    home.mkdir(parents=True, exist_ok=True)
    mark = home / MARK
    if any(path.name not in (MARK, "secret_key") for path in home.iterdir()) and not mark.exists():
        raise SystemExit(f"{home} holds something else than a demo. Choose another AIUTO_HOME.")
    with mark.open("a") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            yield False
        else:
            yield True


def _load(home: Path) -> Company:
    for path in home.iterdir():
        if path.is_dir():
            shutil.rmtree(path)
        elif path.name not in (MARK, "secret_key"):
            path.unlink()
    call_command("migrate", interactive=False, verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    company = furnish(timezone.now())
    connections.close_all()
    return company


def _announce(company: Company) -> None:
    """Say where everything is, once the desk takes mail; pages that are asked for before that wait a moment."""
    host, _, port = settings.ENVIRONMENT.aiuto_smtp_listen.rpartition(":")
    while not _greets(host, int(port)):
        time.sleep(LOOK)
    print(
        SAYS.format(
            url=settings.PUBLIC_URL,
            password=PASSWORD,
            agent=company.colleagues[AGENT].email,
            lead=company.colleagues[LEAD].email,
            line=LINE.format(host=host, port=port, desk=ADDRESSES["customers"]),
        ),
        flush=True,
    )


def _greets(host: str, port: int) -> bool:
    try:
        with socket.create_connection((host, port), timeout=5) as line:
            return line.recv(3) == b"220"
    except OSError:
        return False
