"""`aiuto create-admin`: the first account. There are no default passwords."""

import argparse
import getpass
import sys

from django.utils import timezone

from aiuto.flows.create_user import create_user
from aiuto.people.errors import PeopleError


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What may be asked for."""
    parser.add_argument("--email", help="their address; asked for when left out")
    parser.add_argument("--name", help="their name; asked for when left out")
    parser.add_argument("--password-stdin", action="store_true", help="read the password from standard input")


def run(args: argparse.Namespace) -> int:
    """Ask for what is missing and make the account."""
    email = args.email or input("E-mail: ")
    name = args.name or input("Name: ")
    password = sys.stdin.readline().rstrip("\n") if args.password_stdin else _ask_twice()
    try:
        user = create_user(email=email, name=name, role="admin", password=password, now=timezone.now())
    except PeopleError as problem:
        print(f"aiuto create-admin: {problem}", file=sys.stderr)
        return 1
    print(f"{user.email} can sign in.")
    return 0


def _ask_twice() -> str:
    while True:
        first = getpass.getpass("Password: ")
        if first == getpass.getpass("Once more: "):
            return first
        print("The two differ. Please type them again.", file=sys.stderr)
