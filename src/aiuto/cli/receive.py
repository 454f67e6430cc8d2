"""`aiuto receive`: one mail from standard input, as an MTA's pipe."""

import argparse
import json
import sys

from django.utils import timezone

from aiuto.cli.main import TEMPORARY, WRONG_OPTIONS, complain, forget_output
from aiuto.flows.receive_message import Receipt, receive_message
from aiuto.people.queries import desk_named


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What may be asked for."""
    parser.add_argument(
        "--desk", metavar="NAME", help="the desk it is for; else found by the address written to"
    )
    parser.add_argument("--json", action="store_true", help="print what became of it")


def run(args: argparse.Namespace) -> int:
    """0 once the bytes are kept, whatever became of them; 75 when nothing was kept."""
    raw = sys.stdin.buffer.read()
    try:
        desk = desk_named(args.desk) if args.desk else None
        if args.desk and desk is None:
            complain(f"aiuto receive: there is no desk {args.desk!r}")
            return WRONG_OPTIONS
        receipt = receive_message(raw, via="pipe", desk=desk, now=timezone.now())
    except Exception as problem:  # noqa: BLE001 - the MTA keeps the mail and tries again
        complain(f"aiuto receive: not kept, try again later: {problem}")
        return TEMPORARY
    if args.json:
        _print(receipt)
    return 0


def _print(receipt: Receipt) -> None:
    """The mail is kept: a reader that has gone, or a full disk behind it, changes nothing."""
    line = {
        "outcome": receipt.outcome,
        "ticket": receipt.ticket,
        "message": str(receipt.message) if receipt.message else None,
        "reason": receipt.reason,
    }
    try:
        print(json.dumps(line), flush=True)
    except OSError:
        forget_output()
