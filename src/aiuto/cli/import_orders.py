"""`aiuto import-orders`: orders of another system, from CSV or JSON lines. Can be repeated."""

import argparse
import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.utils import timezone

from aiuto.cli.main import WRONG_OPTIONS
from aiuto.flows.import_orders import import_orders


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What may be asked for."""
    parser.add_argument("file", metavar="FILE", help="CSV or JSON lines; - is standard input")
    parser.add_argument(
        "--source",
        default="orders",
        metavar="NAME",
        help="the system they come from; numbers are unique in it",
    )


def run(args: argparse.Namespace) -> int:
    """Import what is right, name what is not; 1 when a line was wrong."""
    try:
        with _lines(args.file) as lines:
            imported = import_orders(lines, source=args.source, now=timezone.now())
    except OSError as problem:
        print(f"aiuto import-orders: {args.file}: {problem.strerror}", file=sys.stderr)
        return WRONG_OPTIONS
    for wrong in imported.wrong:
        print(f"aiuto import-orders: line {wrong.line}: {wrong.why}", file=sys.stderr)
    names = ("read", "created", "updated", "unchanged")
    print(json.dumps({name: getattr(imported, name) for name in names} | {"wrong": len(imported.wrong)}))
    return 1 if imported.wrong else 0


@contextmanager
def _lines(name: str) -> Iterator[Iterable[bytes]]:
    if name == "-":
        yield sys.stdin.buffer
        return
    with open(name, "rb") as file:  # noqa: PTH123 - a path as it was typed
        yield file
