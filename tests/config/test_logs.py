"""Log lines: facts as JSON, secrets masked, no local variables."""

import json
import subprocess
import sys

import pytest

WRITE = """
import logging, structlog
from aiuto.config.logs import configure
configure("INFO")
log = structlog.get_logger("aiuto.tests")
def fail(hidden):
    raise ValueError("no good")
{}
"""


def written(lines: str) -> list[dict]:
    done = subprocess.run(
        [sys.executable, "-c", WRITE.format(lines)], capture_output=True, text=True, check=True
    )
    return [json.loads(line) for line in done.stderr.splitlines()]


@pytest.mark.parametrize(
    "name", ["password", "api_token", "client_secret", "cookie", "Authorization", "secret_key"]
)
def test_values_that_speak_of_secrets_are_masked(name):
    (line,) = written(f"log.info('signed.in', user=7, **{{{name!r}: 'hunter2'}})")
    assert line[name] == "***" and line["user"] == 7 and line["event"] == "signed.in"


def test_tracebacks_show_no_local_variables():
    (line,) = written("try:\n    fail('hunter2' * 1)\nexcept ValueError:\n    log.exception('broken')")
    assert "no good" in line["exception"] and "in fail" in line["exception"]
    assert "hidden" not in line["exception"]


def test_lines_of_other_packages_have_the_same_shape():
    (line,) = written("logging.getLogger('django.request').error('page %s', 'x')")
    assert line["event"] == "page x" and line["level"] == "error" and line["timestamp"].endswith("Z")


def test_chatter_of_other_packages_is_left_out():
    assert written("logging.getLogger('somebody.else').info('hello')") == []


KEEP = "from pathlib import Path\nfrom aiuto.config.logs import keep_in\nkeep_in(Path({!r}))\n"


def test_lines_are_kept_in_a_file_too(tmp_path):
    written(KEEP.format(str(tmp_path / "logs")) + "log.info('mail.kept', password='hunter2', mail=3)")

    (line,) = (tmp_path / "logs" / "aiuto.log").read_text().splitlines()
    assert json.loads(line)["mail"] == 3
    assert "hunter2" not in line


def test_file_that_cannot_be_written_stops_nothing(tmp_path):
    (tmp_path / "logs").write_text("in the way")
    lines = written(KEEP.format(str(tmp_path / "logs")) + "log.info('mail.kept')")

    assert [line["event"] for line in lines] == ["log.no_file", "mail.kept"]
