"""`aiuto doctor`: what is wrong with this installation, and how to mend it, in one line each."""

import argparse
import shutil
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from uuid import uuid4

import psycopg
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import DatabaseError, OperationalError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from aiuto.channels.email.checking import trouble_reading, trouble_sending
from aiuto.intake.queries import active_mailboxes
from aiuto.jobs.queries import oldest_overdue
from aiuto.journal.queries import newest_time

LITTLE = 1_000_000_000
DRIFT = timedelta(seconds=30)
PATIENCE = 5  # seconds
LATE = timedelta(minutes=5)
ASK_THE_DATABASE = frozenset({"mail", "clock", "work"})

Problems = Iterator[str]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Nothing may be asked for."""


def run(_args: argparse.Namespace) -> int:
    """One line a finding; 1 when there is one. What asks the database waits until that is well.

    What is well but good to know comes last.
    """
    ill: set[str] = set()
    for name, check in CHECKS.items():
        if "database" in ill and name in ASK_THE_DATABASE:
            print(f"· {name}: to be looked at once the database is well")
            continue
        problems = list(_guarded(check))
        ill |= {name} if problems else set()
        for problem in problems or ["in order"]:
            print(f"{'✗' if problems else '✓'} {name}: {problem}")
    for line in [] if "database" in ill else good_to_know():
        print(f"· {line}")
    return 1 if ill else 0


def _guarded(check: Callable[[], Problems]) -> Problems:
    try:
        yield from check()
    except Exception as problem:  # noqa: BLE001 - what a check stumbles over is its finding
        yield _in_one_line(problem)


def _in_one_line(problem: Exception) -> str:
    return " ".join(str(problem).split()) or type(problem).__name__


def check_settings() -> Problems:
    """What the types cannot know."""
    local = settings.ALLOWED_HOSTS and settings.PUBLIC_URL.startswith("http://localhost")
    if local and not settings.DEMO:
        yield "links point to localhost; set AIUTO_URL to the address that people use."
    elif not settings.USES_HTTPS and not settings.DEMO:
        yield "AIUTO_URL begins with http://; put a proxy with a certificate in front and write https://."
    if settings.DEBUG:
        yield "AIUTO_DEBUG shows details to strangers; leave it out."
    if settings.ON_POSTGRESQL and settings.ENVIRONMENT.aiuto_secret_key is None:
        yield f"the key is a file of this machine ({settings.HOME}/secret_key); set AIUTO_SECRET_KEY on all."


def check_database() -> Problems:
    """There, of our making, and up to date."""
    if trouble := _unreachable():
        yield trouble
        return
    executor = MigrationExecutor(connection)
    if waiting := executor.migration_plan(executor.loader.graph.leaf_nodes()):
        yield f"{len(waiting)} changes are waiting; run `aiuto migrate`."
    if connection.vendor == "sqlite":
        with connection.cursor() as sql:
            sql.execute("PRAGMA journal_mode")
            mode = sql.fetchone()[0]
        if mode != "wal":
            yield f"SQLite works in {mode} mode, which a network folder causes; move AIUTO_HOME to a local disk."


def _unreachable() -> str:
    """Why the database does not even open, and what to do; "" when it does."""
    return _unopened() if connection.vendor == "sqlite" else _refused()


def _unopened() -> str:
    try:
        connection.ensure_connection()
    except OperationalError as problem:
        return f"{_in_one_line(problem)}; let this account write in {settings.HOME}."
    except DatabaseError as problem:
        return f"{_in_one_line(problem)}; bring a backup back into another AIUTO_HOME by `aiuto restore`."
    return ""


def _refused() -> str:
    """What the server says to somebody who comes alone: the pool only says how long it has waited."""
    given = connection.get_connection_params() | {"connect_timeout": PATIENCE}
    try:
        psycopg.connect(**given).close()
    except psycopg.OperationalError as problem:
        return f"{_in_one_line(problem)}; start PostgreSQL, or mend DATABASE_URL."
    return ""


def check_storage() -> Problems:
    """Attachments can be written, read and removed; there is room."""
    try:
        yield from _storage_that_fails()
    except OSError as problem:
        yield f"{_in_one_line(problem)}; let this account write there, and make room."
    yield from _little_room()


def _storage_that_fails() -> Problems:
    name = f"doctor-{uuid4().hex}"
    kept = default_storage.save(name, ContentFile(b"well"))
    with default_storage.open(kept) as file:
        whole = file.read() == b"well"
    default_storage.delete(kept)
    if not whole:
        yield "what is written is not what is read; check AIUTO_STORAGE."
    if not (settings.HOME / "static" / "staticfiles.json").exists() and not settings.DEBUG:
        yield "the pages' files are missing; run `aiuto migrate`."


def _little_room() -> Problems:
    in_a_bucket = settings.ENVIRONMENT.aiuto_storage.startswith("s3://")
    for place in {settings.HOME} if in_a_bucket else {settings.HOME, settings.FILES_ROOT}:
        free = shutil.disk_usage(_existing(Path(place))).free
        if free < LITTLE:
            yield f"only {free // 1_000_000} MB are free at {place}; make room."


def check_mail() -> Problems:
    """Every mailbox can be read and written from."""
    mailboxes = active_mailboxes()
    if not mailboxes:
        yield "no mailbox is connected, so answers cannot leave; run `aiuto connect-mailbox`."
    for mailbox in mailboxes:
        if trouble := trouble_reading(mailbox):
            yield f"{mailbox.address}: reading: {trouble}"
        if trouble := "" if settings.DEMO else trouble_sending(mailbox):
            yield f"{mailbox.address}: sending: {trouble}"


def check_clock() -> Problems:
    """This machine's, the database's and the past agree."""
    with connection.cursor() as sql:
        sql.execute(_NOW[connection.vendor])
        stated = sql.fetchone()[0]
    there = stated if isinstance(stated, datetime) else datetime.fromisoformat(f"{stated}+00:00")
    here = timezone.now()
    if abs(here - there) > DRIFT:
        yield f"{abs(here - there).seconds} s between this machine and the database; set both by NTP."
    newest = newest_time()
    if newest and newest > here + DRIFT:
        yield f"something happened at {newest:%Y-%m-%d %H:%M} UTC, which is still to come; set the clock by NTP."


def check_work() -> Problems:
    """Somebody does the work that is due."""
    late = oldest_overdue(timezone.now())
    if late > LATE:
        yield f"work is waiting for {late.total_seconds() // 60:.0f} minutes; start `aiuto serve` or `aiuto worker`."


def good_to_know() -> Iterator[str]:
    """What works, and does less than one may expect."""
    if active_mailboxes() and not settings.ENVIRONMENT.aiuto_authserv_id:
        yield (
            "proof: no sender is proved, so acknowledgements, reminders and the question whether somebody was helped "
            "go only to customers who confirmed their address; set AIUTO_AUTHSERV_ID to your mail server's name in "
            "Authentication-Results."
        )


def _existing(path: Path) -> Path:
    return next(folder for folder in (path, *path.parents) if folder.exists())


_NOW = {
    "sqlite": "SELECT strftime('%Y-%m-%d %H:%M:%f', 'now')",
    "postgresql": "SELECT clock_timestamp()",
}
CHECKS: dict[str, Callable[[], Problems]] = {
    "settings": check_settings,
    "database": check_database,
    "storage": check_storage,
    "mail": check_mail,
    "clock": check_clock,
    "work": check_work,
}
