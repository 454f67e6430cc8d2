"""`aiuto mail-balance`: what was read and what became of it, mailbox by mailbox and day by day."""

import argparse
from datetime import UTC, datetime

from aiuto.cli.days import day
from aiuto.tickets.queries.balance import balance

EVER = datetime(1970, 1, 2, tzinfo=UTC)
COLUMNS = ("read", "stored", "duplicate", "refused", "quarantined")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What may be asked for."""
    parser.add_argument(
        "--since", type=day, default=EVER, metavar="DATE", help="from this day on, as 2026-01-31"
    )


def run(args: argparse.Namespace) -> int:
    """Print a line for each day of each mailbox; 1 when a line does not balance."""
    rows = balance(None, since=args.since)
    names = [row.mailbox or row.desk for row in rows]
    width = max(map(len, [*names, "mailbox"]))
    print(f"{'day':10}  {'mailbox':{width}}  " + "  ".join(f"{name:>11}" for name in COLUMNS))
    for row, name in zip(rows, names, strict=True):
        numbers = "  ".join(f"{getattr(row, column):>11}" for column in COLUMNS)
        wrong = "" if row.balances else f"  does not balance: {row.missing} missing"
        print(f"{row.day}  {name:{width}}  {numbers}{wrong}")
    return 0 if all(row.balances for row in rows) else 1
