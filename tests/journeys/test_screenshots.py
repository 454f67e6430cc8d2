"""The pictures of the documentation: taken here with AIUTO_SCREENSHOTS=1, and otherwise compared by their words.

A picture is stale when the headings, buttons and places on its page are no longer those in the file beside it.
"""

import io
import json
import os
import re
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page

ROOT = Path(__file__).resolve().parents[2]
IMAGES = ROOT / "docs" / "images"
LIMIT = 300_000
READERS = {"it": "anna", "en": "emma"}
KEPT = {"it": "state:open", "en": "language:en"}
STORIES = {"it": "Quando arriva la mia Nuvola 40?", "en": "40 Marea for Nordlys Hotel"}
WORDS = """() => {
    const words = (selector) => [...document.querySelectorAll(selector)]
        .filter((one) => one.checkVisibility() && !one.closest('.row, .message, .pagination, .toasts, .call-owed'))
        .map((one) => {
            const copy = one.cloneNode(true);
            copy.querySelectorAll('.count, kbd, time, svg').forEach((part) => part.remove());
            return (copy.textContent.trim() || one.getAttribute('aria-label') || '').replace(/\\s+/g, ' ');
        });
    return {
        title: document.title.replace(/^\\(\\d+\\+?\\) /, ""),
        headings: words('h1, h2, h3'),
        places: words('.nav a, .tabs a'),
        buttons: words('main button, main a.button, main summary'),
        labels: [...document.querySelectorAll('main [placeholder]')].map((one) => one.placeholder),
    };
}"""
PAGES = ("inbox", "filter", "ticket", "hand-over", "palette", "coach", "replies", "telephone", "limit")
CALLER = "02 5550 0119"
PICTURES = [(page, language) for page in PAGES for language in READERS]
DRAFTS = {
    "it": "Gentile signora Bellini,\n\nla nostra politica non prevede l'anticipo. La ricontatteremo al più presto.",
    "en": "Dear Ingrid,\n\nour policy does not allow that. We will get back to you as soon as possible.",
}
TAKEN = bool(os.environ.get("AIUTO_SCREENSHOTS"))


@pytest.mark.parametrize(("shown", "language"), PICTURES)
def test_pictures_show_what_the_page_says(visiting, shown, language):
    visit = visiting(READERS[language])
    _open(visit, shown, language)
    words = visit.page.evaluate(WORDS)
    beside = IMAGES / f"{shown}-{language}.json"
    if TAKEN:
        _keep(visit.page, f"{shown}-light-{language}")
        visit.page.evaluate("document.documentElement.dataset.theme = 'dark'")
        _keep(visit.page, f"{shown}-dark-{language}")
        beside.write_text(json.dumps(words, ensure_ascii=False, indent=1) + "\n")
    assert json.loads(beside.read_text()) == words, (
        "the pictures are stale: AIUTO_SCREENSHOTS=1 takes new ones"
    )


def _open(visit, shown: str, language: str) -> None:
    if shown in ("inbox", "palette", "filter"):
        visit.go(f"/inbox/?q={KEPT[language]}" if shown == "filter" else "/")
    if shown == "palette":
        visit.page.keyboard.press("Control+k")
        visit.page.locator("#palette [role=option]").first.wait_for()
    if shown in ("ticket", "hand-over", "coach", "replies"):
        _open_story(visit, language)
    if shown == "coach":
        visit.page.keyboard.press("r")
        visit.page.keyboard.insert_text(DRAFTS[language])
        visit.page.locator("#reply [data-hint]").nth(1).wait_for()
    if shown == "replies":
        visit.page.locator("#reply [data-opens-picker=replies]").click()
        visit.page.locator(".picker [role=option]").first.wait_for()
    if shown == "telephone":
        visit.go(f"/calls/?q={CALLER.replace(' ', '+')}")
        visit.page.locator("[name=customer]").wait_for(state="attached")
    if shown == "limit":
        _limit(visit)
    if shown == "hand-over":
        visit.page.keyboard.press("h")
        visit.page.locator("select[name=receiver]").first.wait_for()


def _open_story(visit, language: str) -> None:
    visit.go(f"/search/?q={STORIES[language].replace(' ', '+').replace('?', '')}")
    visit.page.get_by_role("link", name=STORIES[language]).first.click()
    visit.page.locator("#about h2").nth(1).wait_for()


def _limit(visit) -> None:
    visit.go("/customers/?q=Sandro+Pini")
    visit.page.get_by_role("link", name="Sandro Pini").click()
    visit.page.locator("a[href$='/limit/']").click()
    visit.page.locator("[name=evidence]").first.wait_for()


def _keep(page: Page, name: str) -> None:
    """As a picture with few colours, which is what pages have."""
    picture = Image.open(io.BytesIO(page.screenshot(animations="disabled"))).convert("RGB")
    small = picture.quantize(128, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    small.save(IMAGES / f"{name}.png", optimize=True)


def test_every_picture_is_there_small_and_used():
    pages = [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]
    named = {
        (page.parent / path).resolve()
        for page in pages
        for path in re.findall(r"!\[[^]]*\]\(([^)\s]+\.png)\)", page.read_text())
    }
    assert named == set(IMAGES.glob("*.png"))
    assert all(path.stat().st_size < LIMIT for path in named)
