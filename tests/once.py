"""What takes long to make is made once a run: one test process makes it, the others wait for it."""

import fcntl
from collections.abc import Callable
from pathlib import Path

import pytest


def made_once(
    folders: pytest.TempPathFactory, worker: str, name: str, make: Callable[[Path], object]
) -> Path:
    """The place of that name, which `make` filled; what it may write to is copied by whoever asks."""
    own = folders.getbasetemp()
    place = (own if worker == "master" else own.parent) / "made-once" / name
    place.parent.mkdir(exist_ok=True)
    with place.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not place.exists():
            half = place.with_suffix(".half")
            make(half)
            half.rename(place)
    return place
