"""`aiuto promises`: what is owed, by when it is due."""

import argparse
import json
import re
from datetime import datetime, time, timedelta
from typing import Any

from django.utils import timezone

from aiuto.promises.queries.export import as_json
from aiuto.promises.queries.lists import owed_in_the_house

UNITS = {"m": "minutes", "h": "hours", "d": "days"}
LONGEST = timedelta(days=3_660)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What may be asked for."""
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--late", action="store_true", help="only what should have been done already")
    which.add_argument("--today", action="store_true", help="only what is due until midnight, late ones too")
    which.add_argument(
        "--due-within", type=span, metavar="TIME", help="only what is due within 30m, 4h or 2d, late ones too"
    )
    parser.add_argument(
        "--json", action="store_true", help="JSON lines, as `aiuto export promises` writes them"
    )


def run(args: argparse.Namespace) -> int:
    """Print a line a promise, what is due first in front."""
    now = timezone.now()
    for promise in owed_in_the_house(until=_until(args, now)):
        if args.late and promise.ends_at > now:
            continue
        print(json.dumps(as_json(promise), ensure_ascii=False) if args.json else _line(promise, now))
    return 0


def span(text: str) -> timedelta:
    """A length of time as people type it: 30m, 4h, 2d."""
    found = re.fullmatch(r"(\d{1,7})([mhd])", text.strip(), re.ASCII)
    if found is None:
        raise argparse.ArgumentTypeError(f"not a length of time: {text!r}; write 30m, 4h or 2d")
    length = timedelta(**{UNITS[found[2]]: int(found[1])})
    if length > LONGEST:
        raise argparse.ArgumentTypeError(f"too long: {text!r}; up to {LONGEST.days}d")
    return length


def _until(args: argparse.Namespace, now: datetime) -> datetime | None:
    if args.late:
        return now
    if args.today:
        tomorrow = timezone.localdate(now) + timedelta(days=1)
        return timezone.make_aware(datetime.combine(tomorrow, time()))
    return None if args.due_within is None else now + args.due_within


def _line(promise: Any, now: datetime) -> str:
    due = f"{timezone.localtime(promise.due_at):%Y-%m-%d %H:%M}"
    late = "late" if promise.ends_at <= now else "    "
    owner = promise.ticket.owner.email if promise.ticket.owner else "-"
    what = f"{promise.kind}: {promise.what}" if promise.what else promise.kind
    return f"{due}  {late}  {promise.ticket.reference}  {owner}  {what}"
