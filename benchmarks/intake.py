"""Intake: mixed mails received one by one, against the floor on the same mails in the same minutes."""

import time
from collections import Counter
from contextlib import suppress
from datetime import UTC, datetime, timedelta

from django.db import connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from aiuto.flows.import_history import import_history
from aiuto.flows.receive_message import receive_message
from aiuto.people.queries import default_desk
from benchmarks.databases import fresh, side_by_side, stand_on
from benchmarks.floor import Bare, Copier, Written, connect, insert
from benchmarks.mails import mixed
from benchmarks.mime_read import read_by_library
from benchmarks.rows import Row

LEAST = 0.4
START = datetime(2026, 3, 2, 9, tzinfo=UTC)
SLICE = 25
WARM = 25


def rows(*, quick: bool) -> list[Row]:
    """Slices of receiving, of importing and of the floor take turns, so that all meet the same machine."""
    mails = mixed((200 if quick else 1_000) + WARM)
    with fresh("intake") as ours, fresh("history") as imported, fresh("floor") as bare:
        took, outcomes = _by_turns(mails, side_by_side(ours), side_by_side(imported), bare)
    count = len(mails) - WARM
    found = ", ".join(f"{number} {outcome}" for outcome, number in outcomes.most_common())
    return [
        _row(f"intake of {count} mixed mails ({found})", count / took["received"], count / took["floor"]),
        _row(f"import of {count} mixed mails as history", count / took["imported"], count / took["floor"]),
    ]


def _by_turns(
    mails: list[bytes], ours: BaseDatabaseWrapper, history: BaseDatabaseWrapper, bare_name: str
) -> tuple[Counter[str], Counter[str]]:
    """Seconds of each, and what became of the received mails. The first slices warm up."""
    usual = connections["default"]
    bare, took, outcomes = connect(bare_name), Counter[str](), Counter[str]()
    stand_on(ours)
    copier = Copier()
    for begin in range(0, len(mails), SLICE):
        some, counts = mails[begin : begin + SLICE], begin >= WARM
        stand_on(ours)
        received, written = _receive(some, begin, copier, outcomes)
        stand_on(history)
        took.update(
            {
                name: counts * seconds
                for name, seconds in (("received", received), ("imported", _import(some)))
            }
        )
        took["floor"] += counts * _floor(bare, some, written)
    for used in (bare, ours, history):
        used.close()
    stand_on(usual)
    return took, outcomes


def _receive(
    mails: list[bytes], begin: int, copier: Copier, outcomes: Counter[str]
) -> tuple[float, list[Written]]:
    """Seconds, and the rows of each mail, which are read between the clock's runs."""
    seconds, written = 0.0, []
    for number, raw in enumerate(mails, begin):
        now = START + timedelta(seconds=7 * number)
        start = time.perf_counter()
        receipt = receive_message(raw, via="smtp", now=now)
        seconds += time.perf_counter() - start
        outcomes[receipt.outcome] += 1
        written.append(copier.written())
    return seconds, written


def _import(mails: list[bytes]) -> float:
    start = time.perf_counter()
    named = ((str(number), raw) for number, raw in enumerate(mails))
    for _ in import_history(named, desk=default_desk(), now=START):
        pass
    return time.perf_counter() - start


def _floor(bare: Bare, mails: list[bytes], written: list[Written]) -> float:
    begin = time.perf_counter()
    for raw, inserts in zip(mails, written, strict=True):
        with suppress(LookupError, ValueError):  # the library gives up on some; its time counts
            read_by_library(raw)
        insert(bare, inserts)
    return time.perf_counter() - begin


def _row(what: str, ours: float, floor: float) -> Row:
    return Row(
        f"{what}, a second", connection.vendor, f"{ours:.0f}", f"{floor:.0f}", ours / floor, least=LEAST
    )
