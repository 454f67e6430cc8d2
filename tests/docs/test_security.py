"""P9, P11: every row of the research has a test that exists, or the reason why there is nothing to test."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
PAGE = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
ROWS = {match[1]: match[2] for match in re.finditer(r"^\| ([A-Z]\d+) \|.*\| ([^|]+) \|$", PAGE, re.MULTILINE)}
COUNTS = {"T": 15, "H": 6, "F": 5, "A": 7, "X": 5, "P": 12, "W": 1}
EXPECTED = [f"{letter}{number}" for letter, count in COUNTS.items() for number in range(1, count + 1)]


def test_every_row_is_in_the_table():
    assert sorted(ROWS) == sorted(EXPECTED)


@pytest.mark.parametrize("row", EXPECTED)
def test_row_is_proved_or_says_why_not(row):
    proof = ROWS[row]
    files = re.findall(r"\]\(([^)]+)\)", proof)
    assert files or re.match(r"Not touched yet: .{10,}\.", proof), row
    for file in files:
        assert (ROOT / file).is_file(), file


def test_every_security_test_is_in_the_table():
    named = set(re.findall(r"tests/security/(test_\w+\.py)", PAGE))
    there = {path.name for path in (ROOT / "tests" / "security").glob("test_[a-z][0-9]*.py")}
    assert there <= named


def test_code_is_checked_for_known_mistakes():
    rules = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["ruff"]["lint"]["select"]
    assert {"S", "BLE", "DTZ", "DJ"} <= set(rules)


def test_page_says_how_to_tell_us():
    for word in ("private security advisory", "AIUTO-YYYY-NN", "Severity", "Mended in", "Until then"):
        assert word in PAGE
