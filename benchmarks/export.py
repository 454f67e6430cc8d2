"""Export: the memory it holds at a small and at a large number of tickets."""

import os
import re
import subprocess
import sys
import time
from pathlib import Path

from django.db import connection

from benchmarks.rows import Row
from benchmarks.volume import database, sizes

MOST = 1.2
_CHILD = """
import os, sys, django
django.setup()
from benchmarks.databases import use
use(sys.argv[1])
from aiuto.cli import export
import argparse
parser = argparse.ArgumentParser()
export.add_arguments(parser)
sys.exit(export.run(parser.parse_args(["tickets"])))
"""


def rows(*, quick: bool) -> list[Row]:
    """`aiuto export tickets` in a process of its own; its highest memory by /proc while it runs."""
    small, large = sizes(quick=quick)
    (few, _, _), (many, lines, seconds) = _export(small), _export(large)
    return [
        Row(
            f"export of {lines:,} tickets against {small:,}, highest memory ({lines / seconds:,.0f} a second)",
            connection.vendor,
            f"{many:.0f} MB",
            f"{few:.0f} MB",
            many / few,
            most=MOST,
        )
    ]


def _export(size: int) -> tuple[float, int, float]:
    """Megabytes, lines and seconds."""
    begin, lines, highest = time.perf_counter(), 0, 0.0
    command = [sys.executable, "-c", _CHILD, database(size)]
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "benchmarks.settings"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment) as child:
        for line in child.stdout or ():
            lines += line.startswith(b"{")
            if lines % 1000 == 0:
                highest = max(highest, megabytes(child.pid))
    if child.returncode or lines != size:
        raise RuntimeError(f"the export of {size} tickets ended with {child.returncode} after {lines} lines")
    return highest, lines, time.perf_counter() - begin


def megabytes(process: int, field: str = "VmRSS") -> float:
    """What this process holds, as Linux counts it."""
    status = Path(f"/proc/{process}/status").read_text()
    found = re.search(rf"{field}:\s+(\d+)", status)
    return int(found[1]) / 1024 if found else 0.0
