"""`aiuto migrate`: the database and the static files, made or brought up to date."""

import argparse

from django.core.management import call_command


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Nothing may be asked for."""


def run(_args: argparse.Namespace) -> int:
    """Make what is missing. Safe to repeat."""
    call_command("migrate", interactive=False, verbosity=1)
    call_command("collectstatic", interactive=False, verbosity=0)
    return 0
