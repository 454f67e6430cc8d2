"""`aiuto backup`: database and files of one moment, while everything runs."""

import argparse
import os
import shutil
import sys
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from aiuto.cli.database_copies import NAMES, CannotCopy, save
from aiuto.cli.main import WRONG_OPTIONS
from aiuto.cli.manifest import Manifest, digest_of, file_in, files_in_words
from aiuto.files.queries import content

KEY = "secret_key"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What may be asked for."""
    parser.add_argument("folder", type=Path, metavar="DIR", help="a new or empty folder")


def run(args: argparse.Namespace) -> int:
    """Fill the folder; its manifest comes last. 1 when something could not be saved; a lost file costs no other."""
    folder: Path = args.folder
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        print(f"aiuto backup: {folder} is not empty. Choose a new folder.", file=sys.stderr)
        return WRONG_OPTIONS
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        names = save(folder)
        sizes = {name: size for name in names if (size := _copy(folder, name)) is not None}
    except (CannotCopy, OSError) as problem:
        print(f"aiuto backup: {problem}", file=sys.stderr)
        return 1
    _copy_key(folder)
    _manifest(folder, list(sizes)).write(folder)
    os.sync()
    print(
        f"Saved in {folder}: the database, {files_in_words(len(sizes))} ({sum(sizes.values()) / 1e6:.1f} MB)."
    )
    return 1 if len(sizes) < len(names) else 0


def _copy(folder: Path, name: str) -> int | None:
    """Its size; None for one that is lost, which `aiuto verify` tells as well."""
    try:
        data = content(name)
    except FileNotFoundError:
        print(f"aiuto backup: file {name} is lost; everything else is saved.", file=sys.stderr)
        return None
    target = file_in(folder, name)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(data)
    return len(data)


def _copy_key(folder: Path) -> None:
    """Without the key, kept passwords of mailboxes cannot be read again. A key of the environment stays there."""
    if settings.ENVIRONMENT.aiuto_secret_key is None:
        (folder / KEY).touch(mode=0o600)
        shutil.copyfile(settings.HOME / KEY, folder / KEY)


def _manifest(folder: Path, names: list[str]) -> Manifest:
    database = NAMES[connection.vendor]
    return Manifest(
        made_at=timezone.now().isoformat(),
        engine=connection.vendor,
        database=database,
        sha256=digest_of(folder / database),
        migrations=sorted(
            f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations()
        ),
        files=names,
    )
