"""`aiuto export`: everything as JSON lines, one request, promise or recovery each."""

import argparse
import json

from aiuto.cli.days import day
from aiuto.promises.queries.export import export_promises
from aiuto.recovery.queries.export import export_recoveries
from aiuto.tickets.queries.export import export_tickets

WRITTEN = {"tickets": export_tickets, "promises": export_promises, "recoveries": export_recoveries}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What may be asked for."""
    parser.add_argument("what", choices=[*WRITTEN])
    parser.add_argument(
        "--since", type=day, metavar="DATE", help="only what has news since this day, as 2026-01-31"
    )


def run(args: argparse.Namespace) -> int:
    """Write the lines to standard output."""
    for one in WRITTEN[args.what](args.since):
        print(json.dumps(one, ensure_ascii=False))
    return 0
