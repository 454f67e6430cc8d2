"""`aiuto serve`: web, worker and mail intake as one process tree in the foreground."""

import argparse
import sys

from django.conf import settings
from django.core.management import call_command
from django.db import OperationalError, connection, connections
from django.db.migrations.executor import MigrationExecutor

from aiuto.cli.listening import Taken, check_mail_addresses, close, listen
from aiuto.cli.tree import Tree

EVERYTHING = ("web", "worker", "intake")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What may be asked for."""
    parser.add_argument("--web-only", action="store_true", help="no worker and no mail intake here")


def run(args: argparse.Namespace) -> int:
    """Serve until Ctrl-C or SIGTERM. 1 when an address is taken, or the database is not up to date."""
    environment = settings.ENVIRONMENT
    if changes_wait():
        print("The database is not up to date. Run `aiuto migrate` first.", file=sys.stderr)
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


def changes_wait() -> bool:
    """Whether `aiuto migrate` has something to do. A database that is away may come back: the processes wait for it."""
    try:
        executor = MigrationExecutor(connection)
        return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    except OperationalError:
        return False
    finally:
        connections.close_all()
