"""`aiuto worker`: one more worker, on this machine or another."""

import argparse
import os
import sys


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Nothing may be asked for."""


def run(_args: argparse.Namespace) -> int:
    """Become the worker process, until it is told to stop."""
    os.execv(sys.executable, [sys.executable, "-m", "aiuto.config.processes", "worker"])  # noqa: S606 - no shell
