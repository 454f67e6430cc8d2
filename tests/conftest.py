"""What every test may ask for: a fixed `now`, the database of this pass, and programs of the system."""

import gc
import os
import signal
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import hypothesis
import pytest
from django.db import connection
from django.test import TransactionTestCase

from tests import databases
from tools import postgres, system_packages

TESTS = Path(__file__).parent
FIRST = ("journeys/test_every_page.py", "journeys", "crash", "cli")
"""What takes long, by the beginning of its path."""
FACES = ("workspace", "portal")
PLAIN = ("architecture", "business_hours", "coach", "crash", "docs", "journeys", "mime", "stats", "ui")
"""Nothing there opens a database in the test process: the PostgreSQL pass need not even read it."""
collect_ignore = list(PLAIN) if connection.vendor == "postgresql" else []

GARBAGE = 100_000
"""So many objects more than were let go of: then some of them may go about in circles."""

hypothesis.settings.register_profile("aiuto", deadline=None, derandomize=True, print_blob=True)
hypothesis.settings.load_profile("aiuto")


def pytest_configure(config: pytest.Config) -> None:
    """A test that commits gets a fresh copy of the database after it, not a flush of every table.

    What a shell runs in its background is deaf to Ctrl-C, and so would be all that tests start.
    """
    gc.disable()
    signal.signal(signal.SIGINT, signal.default_int_handler)
    TransactionTestCase._fixture_teardown = lambda _case: databases.restore()  # type: ignore[method-assign]


@pytest.hookimpl(wrapper=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> Iterator[None]:
    """Mark what touches the database, leave out what only the other database can answer, and deal the longest.

    A face asks rooms alone: PostgreSQL sees all its pages and forms in tests/security, here what is marked for both.
    """
    for item in items:
        if _room(item) in FACES and not item.get_closest_marker("both_databases"):
            item.add_marker(pytest.mark.once)
        if {"db", "transactional_db", "live_server"} & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.both_databases)
        if item.get_closest_marker("both_databases") and _room(item) in PLAIN:
            raise pytest.UsageError(f"{item.nodeid} opens a database: its room is not one of PLAIN")
    others = ["postgresql_only"] if connection.vendor == "sqlite" else ["sqlite_only", "once"]
    left_out = [item for item in items if any(map(item.get_closest_marker, others))]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if item not in left_out]
    yield
    items[:] = _dealt(items, int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1")))


def _dealt(items: list[pytest.Item], shares: int) -> list[pytest.Item]:
    """Each process begins with one kind of what takes long: xdist cuts the list in as many pieces.

    So a house that serves pages is made once, browsers run beside what needs none, and at the end nobody waits alone.
    """
    hands: list[list[pytest.Item]] = [[] for _ in range(shares)]
    others: list[pytest.Item] = []
    for item in items:
        turn = _turn(item)
        (others if turn is None else hands[turn % shares]).append(item)
    dealt: list[pytest.Item] = []
    for number, hand in enumerate(hands):
        size = (len(items) - len(dealt)) // (shares - number)
        filled = max(size - len(hand), 0)
        dealt += [*hand, *others[:filled]]
        del others[:filled]
    return dealt


def _turn(item: pytest.Item) -> int | None:
    path = item.path.relative_to(TESTS).as_posix()
    return next((turn for turn, beginning in enumerate(FIRST) if path.startswith(beginning)), None)


def _room(item: pytest.Item) -> str:
    return item.path.relative_to(TESTS).parts[0]


def pytest_collection_finish() -> None:
    """What is imported now stays: collecting garbage need not look at it again and again. A page makes much of it."""
    gc.freeze()
    gc.set_threshold(GARBAGE, 5, 5)
    gc.enable()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Figures that tests measured (`record_property("figures", …)`), whichever process ran them."""
    for outcome in ("passed", "failed"):
        for report in terminalreporter.getreports(outcome):
            for name, value in report.user_properties:
                if name == "figures":
                    terminalreporter.write_line(str(value))


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_blocker, worker_id) -> Iterator[None]:
    """Instead of pytest-django's own: a copy of the migrated database."""
    with django_db_blocker.unblock():
        databases.create(worker_id)
    yield
    with django_db_blocker.unblock():
        databases.drop()


@pytest.fixture
def now() -> datetime:
    """A Monday morning at work, in UTC."""
    return datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def chromium() -> str:
    """Path of the browser."""
    return _present("chromium")


@pytest.fixture(scope="session")
def dovecot() -> str:
    """Path of the IMAP server."""
    return _present("dovecot")


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """URL of a throw-away PostgreSQL, whatever this pass runs on; a test makes its own databases there."""
    _present("PostgreSQL")
    with postgres.cluster() as url:
        yield url


def _present(name: str) -> str:
    """A missing program skips the test with the reason, and fails it where CI promises that all is there."""
    part = next(part for part in system_packages.PARTS if part.name == name)
    if found := part.find():
        return found
    reason = f"{name} is missing: {part.remedy}"
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)
