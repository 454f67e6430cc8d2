"""H3: two hundred hostile mails, opened in a real browser: no script, no request elsewhere, no dialog, no complaint."""

import json
import time
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.browser import Visit, new_window
from tests.journeys.house import PATIENCE, House, letter

SNIPPETS = json.loads((Path(__file__).parent.parent / "security" / "xss.json").read_text("utf-8"))
A_PAGE = 20
THREADS = [SNIPPETS[start : start + A_PAGE] for start in range(0, len(SNIPPETS), A_PAGE)]


@pytest.fixture(scope="module")
def hostile(house: House) -> list[str]:
    """The subjects of the requests that hold all of them, each snippet as body, and as subject and name too."""
    return [_send_thread(house, number, snippets) for number, snippets in enumerate(THREADS)]


def _send_thread(house: House, number: int, snippets: list[str]) -> str:
    answers, title = "", f"Ostile {number:02}"
    for place, snippet in enumerate(snippets):
        flat = " ".join(snippet.split())[:200]
        name = flat.replace("\\", "").replace('"', "'")
        subject = flat if place else title
        mail = letter(
            f'"{name}" <eva{number}@posta.example>', subject, flat, html=_page(snippet), answers=answers
        )
        house.send(mail, sender=f"eva{number}@posta.example")
        answers = answers or str(mail["Message-ID"])
    return title


def _page(snippet: str) -> str:
    return f"<html><body><p>Buongiorno,</p>{snippet}<p>saluti</p></body></html>"


def test_no_mail_of_the_corpus_does_anything_in_the_browser(hostile, visiting):
    visit, opened = visiting("emma"), 0
    for title in hostile:
        visit.go(f"/search/?q={title.replace(' ', '+')}")
        visit.page.get_by_role("link", name=title).first.click()
        expect(visit.page.get_by_role("heading", level=1)).to_have_text(title)
        opened += _open_every_letter(visit.page)
        assert visit.troubles == []
    assert opened >= 150


def _open_every_letter(page: Page) -> int:
    """Unfold what shows a mail's own formatting, let every frame load to its end, and say how many there are."""
    page.evaluate("""() => {
        document.querySelectorAll('.letter-frame').forEach(frame => { frame.loading = 'eager' });
        document.querySelectorAll('#newest details.quoted').forEach(one => { one.open = true });
    }""")
    for frame in page.frames[1:]:
        frame.wait_for_load_state("load")
        frame.get_by_text("Buongiorno").first.wait_for(state="attached")
    return len(page.frames) - 1


def test_hostile_subjects_and_names_are_words_in_every_list(hostile, visiting):
    visit = visiting("emma", expected=["status of 404"])
    for path in (
        "/",
        "/inbox/unassigned/",
        "/search/?q=script",
        "/customers/?q=eva",
        "/balance/",
        "/search/?q=%3Cscript%3E",
    ):
        visit.go(path)
        assert (
            visit.page.evaluate(
                "document.querySelectorAll('main script, main [onerror], main [onload]').length"
            )
            == 0
        )


def test_the_browser_would_have_told(chrome, house):
    """The same window complains about each of them."""
    visit = Visit(new_window(chrome, house), house)
    visit.go("/account/login/")
    visit.page.evaluate("""() => {
        setTimeout(() => alert(1));
        const script = document.createElement('script');
        script.textContent = '1';
        document.body.append(script);
        new Image().src = 'https://evil.example/x.png';
        setTimeout(() => { throw new Error('ran') });
    }""")
    for words in ("dialog: 1", "Content Security Policy", "policy: script-src", "policy: img-src", "ran"):
        _wait_to_be_told(visit, words)
    visit.context.close()


def _wait_to_be_told(visit: Visit, words: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while words not in " ".join(visit.troubles):
        assert time.monotonic() < deadline, (words, visit.troubles)
        visit.page.evaluate("0")
