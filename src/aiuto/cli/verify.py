"""`aiuto verify`: whether everything that was kept is whole and in its place."""

import argparse
from collections.abc import Iterator
from datetime import UTC, datetime

from django.utils import timezone

from aiuto.files.queries import damaged_files, orphan_files
from aiuto.jobs.queries import unfinished_arguments
from aiuto.outbox.queries import SENDING, stuck
from aiuto.tickets.queries.balance import balance
from aiuto.tickets.queries.soundness import half_made

EVER = datetime(1970, 1, 2, tzinfo=UTC)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Nothing may be asked for."""


def run(_args: argparse.Namespace) -> int:
    """One line a finding; 1 when there is one."""
    count = 0
    for finding in findings(timezone.now()):
        count += 1
        print(finding)
    print(f"{count} findings." if count else "Everything is whole and in its place.")
    return 1 if count else 0


def findings(now: datetime) -> Iterator[str]:
    """A sentence for each."""
    for sha256, problem in damaged_files():
        yield f"file {sha256}: {problem}"
    for name in orphan_files(now=now):
        yield f"file {name}: nothing in the database knows it"
    for row in balance(None, since=EVER):
        if not row.balances:
            yield f"mail {row.mailbox or row.desk} on {row.day}: {row.missing} of {row.read} are nowhere"
    for delivery in stuck(now=now, waiting=unfinished_arguments(SENDING)):
        yield f"delivery {delivery.pk} to {delivery.recipient}: {delivery.state}, and no work is queued that sends it"
    yield from half_made()
