"""`aiuto worker`: one more worker, on this machine or another."""

import argparse
import os
import sys

from aiuto.cli.waiting import NOT_UP_TO_DATE, changes_wait


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Nothing may be asked for."""


def run(_args: argparse.Namespace) -> int:
    """Become the worker process, until it is told to stop. 1 when the database is not up to date."""
    if not changes_wait():
        os.execv(sys.executable, [sys.executable, "-m", "aiuto.config.processes", "worker"])  # noqa: S606 - no shell
    print(NOT_UP_TO_DATE, file=sys.stderr)
    return 1
