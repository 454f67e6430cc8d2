"""Intake: mixed mails received one by one, against the floor on the same mails in the same minutes."""

import time
from collections import Counter
from contextlib import suppress
from datetime import UTC, datetime, timedelta

from django.db import connection

from aiuto.flows.receive_message import receive_message
from benchmarks.databases import fresh, use
from benchmarks.floor import Bare, Copier, Written, connect, insert
from benchmarks.mails import mixed
from benchmarks.mime_read import read_by_library
from benchmarks.rows import Row

LEAST = 0.4
SLICE = 25
WARM = 25


def rows(*, quick: bool) -> list[Row]:
    """Slices of Aiuto and of the floor take turns, so that both meet the same machine."""
    mails = mixed((200 if quick else 1_000) + WARM)
    with fresh("intake") as ours, fresh("floor") as bare_name:
        use(ours)
        bare, copier, outcomes = connect(bare_name), Copier(), Counter[str]()
        seconds = floor = 0.0
        now = datetime(2026, 3, 2, 9, tzinfo=UTC)
        for begin in range(0, len(mails), SLICE):
            some = mails[begin : begin + SLICE]
            counts = begin >= WARM
            written: list[Written] = []
            for raw in some:
                now += timedelta(seconds=7)
                seconds += counts * _receive(raw, now, outcomes)
                written.append(copier.written())
            floor += counts * _floor(bare, some, written)
        bare.close()
    return [_row(len(mails) - WARM, seconds, floor, outcomes)]


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


def _row(count: int, seconds: float, floor: float, outcomes: Counter[str]) -> Row:
    found = ", ".join(f"{number} {outcome}" for outcome, number in outcomes.most_common())
    return Row(
        f"intake of {count} mixed mails, messages a second ({found})",
        connection.vendor,
        f"{count / seconds:.0f}",
        f"{count / floor:.0f}",
        floor / seconds,
        least=LEAST,
    )
