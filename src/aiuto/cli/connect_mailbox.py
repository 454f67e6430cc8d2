"""`aiuto connect-mailbox`: an address of a desk, where its mail is read and where its answers leave."""

import argparse
import sys
from urllib.parse import SplitResult, urlsplit

from django.utils import timezone

from aiuto.channels.email.checking import trouble_reading, trouble_sending
from aiuto.channels.email.servers import is_loopback
from aiuto.cli.main import WRONG_OPTIONS
from aiuto.flows.connect_mailbox import Account, connect_mailbox
from aiuto.flows.send_test_mail import send_test_mail
from aiuto.intake.errors import BadMailbox
from aiuto.people.queries import default_desk, desk_named

PORTS = {"imaps": 993, "imap": 143, "smtps": 465, "smtp": 587}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What may be asked for."""
    parser.add_argument("address", metavar="ADDRESS", help="what people write to")
    parser.add_argument("--desk", metavar="NAME", help="whose address it is; else the default desk's")
    parser.add_argument("--imap", metavar="URL", help="read here: imaps://imap.example.com/INBOX")
    parser.add_argument("--smtp", metavar="URL", help="send here: smtp://smtp.example.com, smtps:// for TLS")
    parser.add_argument("--username", metavar="NAME", help="how it signs in; else the address")
    parser.add_argument("--password-stdin", action="store_true", help="read the password from standard input")
    parser.add_argument("--token-command", metavar="COMMAND", help="prints an OAuth2 access token")
    parser.add_argument(
        "--test", action="store_true", help="let it write to itself, to prove reply addresses"
    )


def run(args: argparse.Namespace) -> int:
    """Connect it or change it, and say whether its servers let us in; 1 when one does not."""
    desk = desk_named(args.desk) if args.desk else default_desk()
    if desk is None:
        print(f"aiuto connect-mailbox: there is no desk {args.desk!r}", file=sys.stderr)
        return WRONG_OPTIONS
    try:
        account = _account(args)
        mailbox = connect_mailbox(desk, address=args.address, account=account, now=timezone.now())
    except (BadMailbox, ValueError) as problem:
        print(f"aiuto connect-mailbox: {problem}", file=sys.stderr)
        return WRONG_OPTIONS
    print(f"{mailbox.address} is an address of the desk {desk}.")
    sides = {"reading": trouble_reading(mailbox), "sending": trouble_sending(mailbox)}
    troubles = {side: trouble for side, trouble in sides.items() if trouble}
    for side, trouble in troubles.items():
        print(f"✗ {side}: {trouble}", file=sys.stderr)
    if args.test and not troubles:
        send_test_mail(mailbox.pk, now=timezone.now())
        print("It writes to itself; once that mail is back, each answer gets an address of its own.")
    return 1 if troubles else 0


def _account(args: argparse.Namespace) -> Account:
    """Raises ValueError with a sentence."""
    imap, smtp = _server(args.imap, "imap"), _server(args.smtp, "smtp")
    signs_in = args.username or args.password_stdin or args.token_command
    return Account(
        imap_host=imap.hostname if imap else None,
        imap_port=_port(imap) if imap else None,
        imap_security=_security(imap) if imap else None,
        imap_folder=(imap.path.strip("/") or "INBOX") if imap else None,
        smtp_host=smtp.hostname if smtp else None,
        smtp_port=_port(smtp) if smtp else None,
        smtp_security=_security(smtp) if smtp else None,
        username=(args.username or args.address) if signs_in else None,
        password=sys.stdin.readline().rstrip("\n") if args.password_stdin else None,
        token_command=args.token_command,
    )


def _server(url: str | None, kind: str) -> SplitResult | None:
    if url is None:
        return None
    given = urlsplit(url)
    if given.scheme not in (kind, f"{kind}s") or not given.hostname or given.password:
        raise ValueError(f"{url} should read like {kind}s://{kind}.example.com, without a password.")
    return given


def _port(given: SplitResult) -> int:
    return given.port or PORTS[given.scheme]


def _security(given: SplitResult) -> str:
    if given.scheme.endswith("s"):
        return "tls"
    return "none" if is_loopback(given.hostname or "") else "starttls"
