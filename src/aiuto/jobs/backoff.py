"""How long to wait after a failed attempt."""

import zlib
from datetime import timedelta

FIRST = timedelta(seconds=15)
GROWTH = 3
MOST = timedelta(hours=1)


def pause_after(attempt: int, *, job: int) -> timedelta:
    """15 s, 45 s, 135 s… up to an hour, each spread by ±20 %.

    The spread comes from job and attempt instead of chance: jobs that failed together come back apart,
    and a test knows when.
    """
    steps = min(attempt - 1, 10)
    spread = zlib.crc32(f"{job}:{attempt}".encode()) / 2**32
    pause: timedelta = min(FIRST * GROWTH**steps, MOST)
    return pause * (0.8 + 0.4 * spread)
