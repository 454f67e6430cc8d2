"""`aiuto create-admin`: the first account, and any other. There are no default passwords."""

import argparse
import getpass
import sys

from django.utils import timezone

from aiuto.cli.main import WRONG_OPTIONS
from aiuto.flows.create_user import create_user
from aiuto.people.errors import PeopleError
from aiuto.people.queries import teams_named


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What may be asked for."""
    parser.add_argument("--email", help="their address; asked for when left out")
    parser.add_argument("--name", help="their name; asked for when left out")
    parser.add_argument(
        "--role", choices=("agent", "lead", "admin"), default="admin", help="what they may do; else admin"
    )
    parser.add_argument(
        "--team", action="append", default=[], metavar="NAME", help="a team they belong to; may be repeated"
    )
    parser.add_argument(
        "--language", choices=("it", "en"), default="", help="of their pages and mails; else the house's"
    )
    given = parser.add_mutually_exclusive_group()
    given.add_argument("--password-stdin", action="store_true", help="read the password from standard input")
    given.add_argument("--invite", action="store_true", help="no password: mail them a link to choose one")


def run(args: argparse.Namespace) -> int:
    """Ask for what is missing and make the account."""
    if unknown := set(args.team) - {team.name for team in teams_named(args.team)}:
        print(f"aiuto create-admin: there is no team {min(unknown)!r}", file=sys.stderr)
        return WRONG_OPTIONS
    try:
        user = create_user(
            email=args.email or input("E-mail: "),
            name=args.name or input("Name: "),
            role=args.role,
            password=_password(args),
            teams=args.team,
            language=args.language,
            now=timezone.now(),
        )
    except PeopleError as problem:
        print(f"aiuto create-admin: {problem}", file=sys.stderr)
        return 1
    print(f"A link goes to {user.email}." if args.invite else f"{user.email} can sign in.")
    return 0


def _password(args: argparse.Namespace) -> str | None:
    if args.invite:
        return None
    return sys.stdin.readline().rstrip("\n") if args.password_stdin else _ask_twice()


def _ask_twice() -> str:
    while True:
        first = getpass.getpass("Password: ")
        if first == getpass.getpass("Once more: "):
            return first
        print("The two differ. Please type them again.", file=sys.stderr)
