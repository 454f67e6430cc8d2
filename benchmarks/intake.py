"""Intake: mixed mails received one by one, against the floor on the same mails in the same minutes."""

import time
from collections import Counter
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from itertools import islice

from django.db import connection

from aiuto.flows.import_history import import_history
from aiuto.flows.receive_message import receive_message
from aiuto.people.queries import default_desk
from benchmarks.databases import fresh, use
from benchmarks.floor import Bare, Copier, Written, connect, insert
from benchmarks.mails import mixed
from benchmarks.mime_read import read_by_library
from benchmarks.rows import Row

LEAST = 0.4
SLICE = 25
WARM = 25


def rows(*, quick: bool) -> list[Row]:
    """Slices of Aiuto and of the floor take turns, so that both meet the same machine; then the mails as history."""
    mails = mixed((200 if quick else 1_000) + WARM)
    with fresh("intake") as ours, fresh("floor") as bare:
        use(ours)
        seconds, floor, outcomes = _by_turns(mails, bare)
    with fresh("history") as ours:
        use(ours)
        imported = _import(mails)
    count = len(mails) - WARM
    found = ", ".join(f"{number} {outcome}" for outcome, number in outcomes.most_common())
    return [
        _row(f"intake of {count} mixed mails ({found})", count / seconds, count / floor),
        _row(f"import of {count} mixed mails as history", count / imported, count / floor),
    ]


def _by_turns(mails: list[bytes], bare_name: str) -> tuple[float, float, Counter[str]]:
    """Seconds of Aiuto, seconds of the floor, and what became of the mails."""
    bare, copier, outcomes = connect(bare_name), Copier(), Counter[str]()
    seconds = floor = 0.0
    now = datetime(2026, 3, 2, 9, tzinfo=UTC)
    for begin in range(0, len(mails), SLICE):
        some, counts, written = mails[begin : begin + SLICE], begin >= WARM, []
        for raw in some:
            now += timedelta(seconds=7)
            seconds += counts * _receive(raw, now, outcomes)
            written.append(copier.written())
        floor += counts * _floor(bare, some, written)
    bare.close()
    return seconds, floor, outcomes


def _import(mails: list[bytes]) -> float:
    """Seconds after the first few."""
    named = ((str(number), raw) for number, raw in enumerate(mails))
    receipts = import_history(named, desk=default_desk(), now=datetime(2026, 3, 2, 9, tzinfo=UTC))
    for _ in islice(receipts, WARM):
        pass
    begin = time.perf_counter()
    for _ in receipts:
        pass
    return time.perf_counter() - begin


def _receive(raw: bytes, now: datetime, outcomes: Counter[str]) -> float:
    begin = time.perf_counter()
    receipt = receive_message(raw, via="smtp", now=now)
    took = time.perf_counter() - begin
    outcomes[receipt.outcome] += 1
    return took


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
