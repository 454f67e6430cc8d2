"""`aiuto create-desk`: one more front, with the teams that serve it; `connect-mailbox` gives it an address."""

import argparse
import sys

from django.utils import timezone

from aiuto.flows.create_desk import create_desk
from aiuto.people.errors import PeopleError


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What may be asked for."""
    parser.add_argument("name", metavar="NAME", help="how it is called")
    parser.add_argument(
        "--kind", choices=("customers", "colleagues"), default="customers", help="who writes to it"
    )
    parser.add_argument("--language", choices=("it", "en"), default="it", help="in which it writes")
    parser.add_argument(
        "--private", action="store_true", help="only its teams see it, administrators neither"
    )
    parser.add_argument(
        "--team",
        action="append",
        default=[],
        metavar="NAME",
        help="serves it; may be repeated, else one of its own",
    )
    parser.add_argument("--acknowledge", action="store_true", help="confirm to who writes that it has come")


def run(args: argparse.Namespace) -> int:
    """Make the desk, and those teams that are not there yet."""
    try:
        desk = create_desk(
            name=args.name,
            kind=args.kind,
            language=args.language,
            private=args.private,
            acknowledge=args.acknowledge,
            teams=args.team,
            now=timezone.now(),
        )
    except PeopleError as problem:
        print(f"aiuto create-desk: {problem}", file=sys.stderr)
        return 1
    print(f"The desk {desk} is there, served by {', '.join(args.team) or desk}.")
    return 0
