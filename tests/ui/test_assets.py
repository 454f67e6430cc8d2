"""What a page loads: all of it listed, small, and allowed by the strict policy."""

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.template.loader import get_template

from aiuto.ui import assets

ROOM = Path(assets.__file__).parent
PAGES = sorted((ROOM / "templates").rglob("*.html"))
ALONE = {"ui/css/gallery.css", "ui/css/chart.css"}


def weight(paths: tuple[str, ...]) -> int:
    """Bytes on the wire: each file compressed by itself."""
    return sum(len(gzip.compress(Path(finders.find(path)).read_bytes())) for path in paths)


def test_styles_are_all_listed() -> None:
    written = {f"ui/css/{path.name}" for path in (ROOM / "static/ui/css").glob("*.css")}
    assert written == set(assets.STYLES) | ALONE


def test_behaviours_are_all_listed() -> None:
    assert {f"ui/js/{path.name}" for path in (ROOM / "static/ui/js").glob("*.js")} == set(assets.BEHAVIOURS)


def test_styles_stay_light() -> None:
    assert weight(assets.STYLES) <= 40_000


def test_scripts_stay_light() -> None:
    assert weight((assets.HTMX, *assets.BEHAVIOURS)) <= 60_000


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_template_has_no_inline_script_or_style(path: Path) -> None:
    source = re.sub(r"{%.*?%}", "", path.read_text())
    assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=|javascript:", source)
    get_template(str(path.relative_to(ROOM / "templates")))


@pytest.mark.parametrize("path", assets.BEHAVIOURS)
def test_behaviour_writes_no_markup_and_evaluates_nothing(path: str) -> None:
    source = Path(finders.find(path)).read_text()
    assert not re.search(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function", source
    )


def test_every_style_lies_in_a_layer() -> None:
    for path in assets.STYLES[1:]:
        assert "@layer" in Path(finders.find(path)).read_text(), path


def test_every_used_token_is_declared() -> None:
    sources = "".join(Path(finders.find(path)).read_text() for path in (*assets.STYLES, *ALONE))
    assert set(re.findall(r"var\((--[\w-]+)", sources)) <= set(re.findall(r"(--[\w-]+):", sources))
