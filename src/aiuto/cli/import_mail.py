"""`aiuto import-mail`: the mail of the years before. Sends nothing, and can be run again."""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from django.utils import timezone

from aiuto.cli.mail_sources import Source, find_mails
from aiuto.cli.main import WRONG_OPTIONS
from aiuto.flows.import_history import import_history
from aiuto.flows.receive_message import Receipt
from aiuto.people.queries import default_desk, desk_named


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What may be asked for."""
    parser.add_argument(
        "paths", nargs="+", type=Path, metavar="PATH", help="folder, mbox file, Maildir or mail"
    )
    parser.add_argument("--desk", metavar="NAME", help="the desk whose mail it was; else the default desk")
    parser.add_argument("--jsonl", action="store_true", help="print one JSON line a mail")


def run(args: argparse.Namespace) -> int:
    """Import everything found; prints the summary last."""
    desk = desk_named(args.desk) if args.desk else default_desk()
    missing = [str(path) for path in args.paths if not path.exists()]
    if desk is None or missing:
        problem = (
            f"there is nothing at {', '.join(missing)}" if missing else f"there is no desk {args.desk!r}"
        )
        print(f"aiuto import-mail: {problem}", file=sys.stderr)
        return WRONG_OPTIONS
    sources = find_mails(args.paths)
    counts: Counter[str] = Counter()
    tickets: set[str] = set()
    for path, receipt in import_history(_mails(sources, counts), desk=desk, now=timezone.now()):
        counts[receipt.outcome] += 1
        if receipt.ticket and receipt.outcome == "stored":
            tickets.add(receipt.ticket)
        _show(path, receipt, counts, total=len(sources), lines=args.jsonl)
    print(json.dumps(_summary(counts, tickets)))
    return 1 if counts["unread"] else 0


def _mails(sources: list[Source], counts: Counter[str]) -> Iterator[tuple[str, bytes]]:
    """A file that cannot be read is named and passed over; the rest goes on."""
    for source in sources:
        try:
            raw = source.read()
        except OSError as problem:
            counts["unread"] += 1
            print(f"aiuto import-mail: {source.name}: {problem.strerror}", file=sys.stderr)
            continue
        counts["read"] += 1
        yield source.name, raw


def _show(path: str, receipt: Receipt, counts: Counter[str], *, total: int, lines: bool) -> None:
    if lines:
        line = {
            "path": path,
            "outcome": receipt.outcome,
            "ticket": receipt.ticket,
            "message": str(receipt.message) if receipt.message else None,
            "reason": receipt.reason,
        }
        print(json.dumps(line, ensure_ascii=False))
    elif sys.stderr.isatty():
        done = sum(counts[outcome] for outcome in ("stored", "duplicate", "quarantined"))
        bar = "█" * (30 * done // total)
        print(f"\r{bar:30} {done}/{total}", end="\n" if done == total else "", file=sys.stderr)


def _summary(counts: Counter[str], tickets: set[str]) -> dict[str, int]:
    outcomes = {name: counts[name] for name in ("read", "stored", "duplicate", "refused", "quarantined")}
    return outcomes | {"tickets": len(tickets)}
