"""`aiuto restore`: a backup comes back, into a database in which nothing was done yet."""

import argparse
import itertools
import os
import shutil
import sys
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from aiuto.cli.backup import KEY
from aiuto.cli.database_copies import CannotCopy, bring_back, is_empty
from aiuto.cli.manifest import Manifest, NoBackup, file_in, files_in_words, read_manifest
from aiuto.files.errors import Damaged
from aiuto.flows.put_back_file import put_back_file
from aiuto.flows.put_back_order import put_back_order


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What may be asked for."""
    parser.add_argument("folder", type=Path, metavar="DIR", help="what `aiuto backup` has filled")


def run(args: argparse.Namespace) -> int:
    """Bring everything back and up to date. 1, with nothing changed in the database, when it cannot be."""
    try:
        manifest = read_manifest(args.folder)
        _check(manifest)
        _restore(args.folder, manifest)
    except (NoBackup, CannotCopy, Damaged, OSError) as problem:
        print(f"aiuto restore: {problem}", file=sys.stderr)
        return 1
    print(f"Brought back the database of {manifest.made_at} and {files_in_words(len(manifest.files))}.")
    return 0


def _check(manifest: Manifest) -> None:
    if manifest.engine != connection.vendor:
        raise NoBackup(f"The backup is of {manifest.engine}, this installation uses {connection.vendor}.")
    if newer := sorted(set(manifest.migrations) - _known_migrations()):
        raise NoBackup(f"The backup is of a newer Aiuto ({newer[0]} is not known here). Upgrade first.")
    if not is_empty():
        raise NoBackup(
            "There is data in this database. Restore into an empty one: another AIUTO_HOME or DATABASE_URL."
        )


def _known_migrations() -> set[str]:
    """Those that are here, and the earlier steps that one of them stands for."""
    here = MigrationLoader(None).disk_migrations
    steps = itertools.chain(here, *(migration.replaces for migration in here.values()))
    return {f"{app}.{name}" for app, name in steps}


def _restore(folder: Path, manifest: Manifest) -> None:
    """Files first: whoever finds the database there finds everything that it names."""
    for name in manifest.files:
        put_back_file(name, file_in(folder, name).read_bytes())
    if (folder / KEY).exists() and settings.ENVIRONMENT.aiuto_secret_key is None:
        _put_back_key(folder)
    bring_back(folder)
    call_command("migrate", interactive=False, verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    put_back_order()


def _put_back_key(folder: Path) -> None:
    half = settings.HOME / f"{KEY}.restoring"
    half.unlink(missing_ok=True)
    os.close(os.open(half, os.O_CREAT | os.O_WRONLY, 0o600))
    shutil.copyfile(folder / KEY, half)
    half.replace(settings.HOME / KEY)
