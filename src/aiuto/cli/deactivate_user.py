"""`aiuto deactivate-user`: a colleague leaves; what they did stays."""

import argparse
import sys

from django.utils import timezone

from aiuto.flows.deactivate_user import deactivate_user
from aiuto.people.errors import PeopleError
from aiuto.people.queries import colleague_at_address


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Whose account."""
    parser.add_argument("email", metavar="EMAIL", help="the address they sign in with")


def run(args: argparse.Namespace) -> int:
    """End the account and its sessions."""
    user = colleague_at_address(args.email)
    if user is None:
        print(f"aiuto deactivate-user: nobody signs in with {args.email!r}", file=sys.stderr)
        return 1
    try:
        deactivate_user(user, now=timezone.now())
    except PeopleError as problem:
        print(f"aiuto deactivate-user: {problem}", file=sys.stderr)
        return 1
    print(f"{user.email} can no longer sign in.")
    return 0
