"""The page of what was measured: a part that is measured again stands anew, the others stay as they are."""

import pytest

from benchmarks import run
from benchmarks.rows import Row

INTAKE, READING = run.heading("intake", "sqlite"), run.heading("reading", "sqlite")


@pytest.fixture
def page(tmp_path, monkeypatch):
    monkeypatch.setattr(run, "PAGE", tmp_path / "reference" / "performance.md")
    return run.PAGE


def test_part_that_is_measured_again_stands_anew_and_others_stay(page):
    run._write(INTAKE, [Row("intake, a second", "sqlite", "200")])
    run._write(READING, [Row("mime.read", "none", "300", ratio=1.5, most=1.3)])
    run._write(INTAKE, [Row("intake, a second", "sqlite", "250")])
    written = page.read_text(encoding="utf-8")
    assert written.index(READING) < written.index(INTAKE)
    assert "| mime.read | none | 300 |  | 1.5 | ≤ 1.3 | **no** |" in written
    assert ("250" in written, "200" in written, written.count(INTAKE)) == (True, False, 1)


def test_page_says_when_and_where_each_part_was_measured(page):
    run._write(READING, [])
    assert run._machine() in page.read_text(encoding="utf-8")
