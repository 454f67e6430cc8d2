"""The throw-away PostgreSQL comes with the command and goes with it."""

import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

SCRIPT = str(Path(__file__).resolve().parents[2] / "tools" / "postgres.py")
ASK = """
import os, psycopg
print(*psycopg.connect(os.environ["DATABASE_URL"]).execute("SHOW fsync").fetchone())
raise SystemExit(7)
"""


def test_server_answers_while_it_is_used(postgres_server):
    with psycopg.connect(postgres_server) as server:
        assert server.execute("SELECT 1").fetchone() == (1,)


@pytest.mark.usefixtures("postgres_server")
@pytest.mark.parametrize(("options", "fsync"), [([], "off"), (["--durable"], "on")])
def test_command_finds_its_server_and_hands_back_its_exit_code(options, fsync):
    command = [
        sys.executable,
        SCRIPT,
        "run",
        *options,
        "--",
        sys.executable,
        "-c",
        ASK,
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.stdout.strip(), done.returncode) == (fsync, 7)
