"""`make bench`: measure everything on both databases and write docs/reference/performance.md.

`--quick` takes small sizes and writes nothing. The large databases need a few gigabytes and many minutes; they lie in
AIUTO_BENCH_HOME and on the server of AIUTO_BENCH_DATABASE, or in a folder and on a server that go with the run. Named
parts are measured again, the others stay on the page as they are.
"""

import argparse
import json
import os
import platform
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from datetime import UTC, datetime
from pathlib import Path

import django

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.rows import Row  # noqa: E402 - the folder above must be known first
from tools import postgres  # noqa: E402
from tools.system_packages import find_postgresql  # noqa: E402

PAGE = ROOT / "docs" / "reference" / "performance.md"
SERVER = os.environ.get("AIUTO_BENCH_DATABASE", "")
ONCE = ("reading", "hours", "agents", "felt", "coach")
PARTS = ("intake", "statements", "promises", "volume", "pages", "export", "streams")


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "parts", nargs="*", metavar="PART", help=f"{', '.join([*ONCE, *PARTS])}; all, when none is named"
    )
    parser.add_argument("--quick", action="store_true", help="small sizes, no page written")
    options = parser.parse_args()
    held = True
    with _home() as home:
        for heading, rows in _measured(options.parts or [*ONCE, *PARTS], home, quick=options.quick):
            held = held and all(row.holds for row in rows)
            if not options.quick:
                _write(heading, rows)
    return int(not held)


def _measured(parts: list[str], home: Path, *, quick: bool) -> Iterator[tuple[str, list[Row]]]:
    """Part by part, with what was measured."""
    for part in parts:
        yield heading(part, "sqlite"), _run(part, home, "", quick=quick)
    there = [part for part in parts if part in PARTS]
    if not there or not (SERVER or find_postgresql()):
        return
    with nullcontext(SERVER) if SERVER else postgres.cluster(durable=True) as url:
        for part in there:
            yield heading(part, "postgresql"), _run(part, home, url, quick=quick)


def heading(part: str, database: str) -> str:
    return f"## {part}, {database}" if part in PARTS else f"## {part}"


HEADINGS = [
    *(heading(part, "") for part in ONCE),
    *(heading(part, database) for database in ("sqlite", "postgresql") for part in PARTS),
]


def _run(part: str, home: Path, url: str, *, quick: bool) -> list[Row]:
    """In a process of its own, so that no part pays for another."""
    rows = []
    environment = os.environ | {"AIUTO_HOME": str(home), "DATABASE_URL": url}
    command = [sys.executable, "-m", "benchmarks.measure", part, *(["--quick"] if quick else [])]
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as child:
        for line in child.stdout or ():
            row = Row(**json.loads(line)) if line.startswith("{") else None
            if row:
                print(_line(row), flush=True)
                rows.append(row)
    if child.returncode:
        raise SystemExit(f"measuring {part} ended with {child.returncode}")
    return rows


@contextmanager
def _home() -> Iterator[Path]:
    """Markers of PostgreSQL's databases go when its throw-away server does."""
    chosen = os.environ.get("AIUTO_BENCH_HOME")
    home = Path(chosen or tempfile.mkdtemp(prefix="aiuto-bench-"))
    home.mkdir(parents=True, exist_ok=True)
    for marker in home.glob("postgresql-*.seeded") if not SERVER else ():
        marker.unlink()
    yield home
    if not chosen:
        shutil.rmtree(home, ignore_errors=True)


def _write(own: str, rows: list[Row]) -> None:
    """The section of these rows anew; what a page of now knows nothing of goes."""
    sections = _sections() | {own: "\n".join([_machine(), "", *HEAD, *map(_line, rows)])}
    there = [f"{each}\n\n{sections[each]}\n" for each in HEADINGS if each in sections]
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    PAGE.write_text("\n".join([INTRODUCTION, *there]), encoding="utf-8")
    print(f"Written: {own.removeprefix('## ')}", flush=True)


def _sections() -> dict[str, str]:
    """What the page says under each heading."""
    written = PAGE.read_text(encoding="utf-8") if PAGE.exists() else ""
    parts = (part.partition("\n") for part in written.split("\n## ")[1:])
    return {f"## {title}": text.strip("\n") for title, _, text in parts}


def _line(row: Row) -> str:
    ratio = "" if row.ratio is None else f"{row.ratio:.2f}".rstrip("0").rstrip(".")
    held = "" if not row.budget else "yes" if row.holds else "**no**"
    return f"| {row.what} | {row.database} | {row.ours} | {row.floor} | {ratio} | {row.budget} | {held} |"


def _machine() -> str:
    """When and where this is measured."""
    command = [f"{find_postgresql()}/postgres", "--version"]
    server = (
        subprocess.run(command, capture_output=True, text=True, check=False) if find_postgresql() else None
    )
    return (
        f"{datetime.now(UTC):%Y-%m-%d}, {os.cpu_count()} cores, {platform.system()} {platform.machine()};"
        f" Python {platform.python_version()}, Django {django.__version__}, SQLite {sqlite3.sqlite_version},"
        f" {server.stdout.strip() if server else 'no PostgreSQL'}."
    )


HEAD = [
    "| What | Database | Aiuto | Floor | Ratio or count | Budget | Held |",
    "|---|---|---|---|---|---|---|",
]
INTRODUCTION = """\
# Performance

Written by `make bench`, part by part; each says when it was measured. Both sides of a ratio are measured by turns in
one run of their part, so that they meet the same machine. *Floor* is the other side of the ratio; that of intake is
the standard library's parser (its default policy, every part decoded) and bare inserts of the rows that Aiuto wrote,
one commit a mail. Every commit is on the disk (`synchronous=FULL`, `fsync=on`).
"""


if __name__ == "__main__":
    sys.exit(main())
