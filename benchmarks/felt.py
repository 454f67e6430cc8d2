"""What a person feels: how soon a server's answer is painted, in a browser, on the demo with 100,000 requests more.

A page is painted with the first frame after its scripts have run, a part of one with the first after it came in; the
server's part is what passes between the question and the first byte of the answer, as the browser saw it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from playwright.sync_api import ConsoleMessage, Page

from benchmarks.agents import QUICK_TICKETS, TICKETS, furnished
from benchmarks.rows import Row, milliseconds, p95
from tests.browsers import started
from tests.journeys.browser import Visit
from tools.system_packages import find_chromium

ROUNDS, QUICK_ROUNDS = 40, 3
PAINT, SERVER = 0.100, 0.050
WORDS = ("lampada", "ordine", "vetro", "ritardo")
# The page tells it by its console: asking it would be work of its own while it is made.
_TELLS = """
const tell = (answer) => requestAnimationFrame(() => setTimeout(() => {
  const { requestStart, responseStart } = answer();
  console.debug(`felt ${location.pathname} ${responseStart - requestStart} ${performance.now() - responseStart}`);
}));
addEventListener("DOMContentLoaded", () => tell(() => performance.getEntriesByType("navigation")[0]));
addEventListener("htmx:afterSwap", ({ detail: { target, xhr } }) => ["main", "results"].includes(target.id)
  && tell(() => performance.getEntriesByType("resource").findLast(({ name }) => name === xhr.responseURL)));
"""


@dataclass(slots=True)
class Felt:
    """What one kind of act took, in milliseconds."""

    server: list[float] = field(default_factory=list)
    paint: list[float] = field(default_factory=list)


class Worker:
    """Somebody at their browser, who notes how each act felt."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.felt: dict[str, Felt] = {}

    def work(self, number: int) -> None:
        """The inbox, one of its requests, its neighbours, an answer, a search."""
        with self._feeling("open the inbox"):
            self.page.click(".nav-link[href='/inbox/open/']")
        with self._feeling("open a request"):
            self.page.click(f".row:nth-child({2 + number % 20}) .row-link")
        with self._feeling("next request"):
            self.page.keyboard.press("j")
        with self._feeling("previous request"):
            self.page.keyboard.press("k")
        self._answer(number)
        self._search(WORDS[number % len(WORDS)])

    def _answer(self, number: int) -> None:
        """A request that takes no answer is only read."""
        if not self.page.locator("#reply-text").is_visible():
            return
        self.page.fill("#reply-text", f"Buongiorno, me ne occupo io: la richiamo alle {9 + number % 9}.")
        with self.page.expect_response("**/reply/") as sent, self._feeling("send an answer"):
            self.page.press("#reply-text", "Control+Enter")
        times = sent.value.request.timing
        self.felt["send an answer"].server.append(times["responseStart"] - times["requestStart"])

    def _search(self, word: str) -> None:
        with self._feeling("open the search"):
            self.page.goto("/search/")
        for letter in range(3, len(word) + 1):
            with self._feeling("type in search"):
                self.page.fill("#search", word[:letter])

    @contextmanager
    def _feeling(self, what: str) -> Iterator[None]:
        """What is done here brings an answer, which is looked at until all of it is there."""
        with self.page.expect_console_message(_is_felt) as told:
            yield
        _felt, _place, server, paint = told.value.text.split()
        self._note(what, float(server), float(paint))
        self.page.wait_for_function("() => !document.querySelector('.panel-wait')")

    def _note(self, what: str, server: float, paint: float) -> None:
        felt = self.felt.setdefault(what, Felt())
        felt.server.append(server)
        felt.paint.append(paint)


def rows(*, quick: bool) -> list[Row]:
    """The 95th of a hundred of each act, against what is hardly felt; the first round warms up."""
    chromium = find_chromium()
    if chromium is None:
        return [Row("what is felt in a browser: not measured, there is no chromium", "none", "")]
    tickets, rounds = (QUICK_TICKETS, QUICK_ROUNDS) if quick else (TICKETS, ROUNDS)
    with furnished(tickets) as (house, _held), started(chromium) as chrome:
        visit = Visit(chrome, house)
        visit.context.add_init_script(_TELLS)
        with visit.page.expect_console_message(lambda said: _is_felt(said) and "/account/" not in said.text):
            visit.sign_in("anna")
        worker = Worker(visit.page)
        worker.work(0)
        worker.felt.clear()
        for number in range(1, rounds + 1):
            worker.work(number)
        visit.end()
        seen = Row(f"the browser: {Path(chromium).name} {chrome.version}", "none", "")
    return [seen, *(row for what, felt in worker.felt.items() for row in _rows(what, felt, tickets))]


def _is_felt(said: ConsoleMessage) -> bool:
    return said.text.startswith("felt ")


def _rows(what: str, felt: Felt, tickets: int) -> Iterator[Row]:
    parts = (("the server answers", felt.server, SERVER), ("it is painted after", felt.paint, PAINT))
    for part, taken, most in parts:
        slow = p95(taken) / 1000
        middle = milliseconds(median(taken) / 1000)
        told = f"{what}: {part}, p95 of {len(taken)} (median {middle}) with {tickets:,} requests more"
        yield Row(told, "sqlite", milliseconds(slow), milliseconds(most), slow / most, most=1)
