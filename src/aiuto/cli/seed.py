"""`aiuto seed`: volume data for measuring."""

import argparse
import sys
import time
from collections.abc import Callable

from aiuto.cli.main import WRONG_OPTIONS
from aiuto.flows.seed import seed


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What may be asked for."""
    parser.add_argument("--tickets", type=int, required=True, metavar="N", help="how many requests to add")
    parser.add_argument(
        "--seed", type=int, default=1, metavar="S", help="the same number makes the same data"
    )


def run(args: argparse.Namespace) -> int:
    """Add the requests and say how fast. 64 for a number that makes no sense."""
    if args.tickets < 0:
        print("aiuto seed: --tickets must not be negative", file=sys.stderr)
        return WRONG_OPTIONS
    begun = time.monotonic()
    seed(args.tickets, seed=args.seed, report=_report(args.tickets))
    seconds = time.monotonic() - begun
    print(f"{args.tickets} requests in {seconds:.1f} s ({args.tickets / max(seconds, 0.001):.0f} a second)")
    return 0


def _report(tickets: int) -> Callable[[int], None]:
    """A line that is written over on a terminal, silence elsewhere."""

    def show(done: int) -> None:
        print(f"\r{done}/{tickets}", end="\n" if done == tickets else "", file=sys.stderr)

    return show if sys.stderr.isatty() else lambda _: None
