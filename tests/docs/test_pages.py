"""Every link leads somewhere, every page is found from another, and the words are agreed on."""

import re
from collections import defaultdict
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
SAID = re.compile(r'^((?:msgctxt [^\n]*\n)?)msgid ((?:"[^\n]*"\n)+)msgstr ((?:"[^\n]*"\n?)+)', re.MULTILINE)
PICTURES = ROOT / "docs" / "images"


def links(page: Path) -> list[str]:
    return [
        link for link in LINK.findall(page.read_text("utf-8")) if not link.startswith(("http", "mailto:"))
    ]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page):
    for link in links(page):
        path, _, part = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        assert target.exists(), link
        assert not part or part in _parts(target), link


def test_every_page_is_found_from_another():
    linked = {(page.parent / link.partition("#")[0]).resolve() for page in PAGES for link in links(page)}
    inside = {page for page in PAGES if page.is_relative_to(ROOT / "docs")}
    alone = {page for page in inside if page not in linked and page.parent not in linked}
    assert {str(page.relative_to(ROOT)) for page in alone} == set()


def test_every_picture_is_shown():
    shown = {(page.parent / link).resolve() for page in PAGES for link in links(page)}
    assert {picture.name for picture in PICTURES.glob("*.png")} <= {path.name for path in shown}


def test_pages_promise_nothing_vague():
    for page in PAGES:
        text = page.read_text("utf-8").lower()
        for word in ("as soon as possible", "il prima possibile", "be patient", "todo", "coming soon"):
            assert word not in text, page


def test_settings_named_on_pages_exist():
    known = set(
        re.findall(r"^\| `(\w+)` \|", (ROOT / "docs/reference/settings.md").read_text("utf-8"), re.MULTILINE)
    )
    for page in PAGES:
        named = set(re.findall(r"\b(AIUTO_[A-Z_]+)\b", page.read_text("utf-8")))
        assert named <= known, page


def test_commands_named_on_pages_exist():
    text = (ROOT / "docs/reference/commands.md").read_text("utf-8")
    known = set(re.findall(r"^### aiuto ([\w-]+)$", text, re.MULTILINE))
    for page in PAGES:
        named = set(
            re.findall(r"(?:^    |`|bin/)aiuto ([a-z][a-z-]+)", page.read_text("utf-8"), re.MULTILINE)
        )
        assert named <= known, page


def test_one_english_text_has_one_italian_in_all_rooms():
    found = defaultdict(set)
    for catalogue in (ROOT / "src").rglob("django.po"):
        for context, english, italian in SAID.findall(catalogue.read_text("utf-8")):
            if _plain(english) and _plain(italian):
                found[context + _plain(english)].add(_plain(italian))
    assert {english: said for english, said in found.items() if len(said) > 1} == {}


def _plain(text: str) -> str:
    return "".join(re.findall(r'"(.*)"', text))


def _parts(page: Path) -> set[str]:
    heads = re.findall(r"^#+ (.+)$", page.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", head).strip().lower().replace(" ", "-") for head in heads}
