"""`aiuto serve`: web, worker and mail intake as one process tree in the foreground."""

import argparse
import sys

from django.conf import settings
from django.core.management import call_command

from aiuto.cli.listening import Taken, check_mail_addresses, close, listen
from aiuto.cli.tree import Tree
from aiuto.cli.waiting import obstacle

EVERYTHING = ("web", "worker", "intake")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What may be asked for."""
    parser.add_argument("--web-only", action="store_true", help="no worker and no mail intake here")


def run(args: argparse.Namespace) -> int:
    """Serve until Ctrl-C or SIGTERM. 1 when an address is taken, or `cli.waiting` knows why not."""
    environment = settings.ENVIRONMENT
    if sentence := obstacle():
        print(sentence, file=sys.stderr)
        return 1
    try:
        if not args.web_only:
            check_mail_addresses(environment.aiuto_smtp_listen, environment.aiuto_lmtp_listen)
        sockets = listen(environment.aiuto_host, environment.port)
    except Taken as problem:
        print(problem, file=sys.stderr)
        return 1
    # An upgrade brings new pages' files even where the database stays as it is.
    call_command("collectstatic", interactive=False, verbosity=0)
    print(f"Aiuto answers at {settings.PUBLIC_URL}. Ctrl-C ends it.", flush=True)
    Tree(("web",) if args.web_only else EVERYTHING, [one.fileno() for one in sockets]).run()
    close(sockets)
    return 0
