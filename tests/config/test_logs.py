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
