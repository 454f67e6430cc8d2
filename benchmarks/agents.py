"""A working day in ten minutes: agents who list, open and answer at random, on the demo with 100,000 requests more."""

import asyncio
import random
import re
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx2

from aiuto.cli.demo.furnishing import PASSWORD
from benchmarks.rows import Row, milliseconds, p95
from tests.journeys.house import COLLEAGUES, House, running

AGENTS = 25
SECONDS, QUICK_SECONDS = 600, 20
TICKETS, QUICK_TICKETS = 100_000, 1_000
PAUSE = (3.0, 8.0)
SHARE_OF_LISTS, SHARE_OF_PAGES = 0.45, 0.4
RATIO = 4.0
VIEWS = ("open", "mine", "unassigned", "waiting", "solved")
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
_TICKET = re.compile(r'href="(/tickets/[0-9A-Z]{8}/)')
_HIDDEN = re.compile(r'<input type="hidden" name="(?!csrf)([a-z_]+)" value="([^"]*)"')
_ANSWER = re.compile(r'<form[^>]*action="(/tickets/[0-9A-Z]{8}/reply/)".*?</form>', re.DOTALL)


@dataclass(slots=True)
class Day:
    """What all agents of one run met: the time of each answer, by what was asked, and what went wrong."""

    seconds: dict[str, list[float]] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    replies: int = 0

    @property
    def all(self) -> list[float]:
        return [one for each in self.seconds.values() for one in each]


class Agent:
    """One colleague with a browser's cookies, who does one thing after the other."""

    def __init__(self, number: int, browser: httpx2.AsyncClient, day: Day) -> None:
        self.chance = random.Random(number)
        self.browser = browser
        self.day = day
        self.tickets: list[str] = []

    async def work(self, seconds: float) -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            await asyncio.sleep(self.chance.uniform(*PAUSE))
            await self.act()

    async def act(self) -> None:
        dice = self.chance.random()
        if dice < SHARE_OF_LISTS or not self.tickets:
            page = await self._ask("list", "GET", f"/inbox/{self.chance.choice(VIEWS)}/")
            self.tickets = _TICKET.findall(page) or self.tickets
        elif dice < SHARE_OF_LISTS + SHARE_OF_PAGES:
            await self._ask("open", "GET", self.chance.choice(self.tickets))
        else:
            await self._answer(self.chance.choice(self.tickets))

    async def _answer(self, address: str) -> None:
        """Opens the request, writes, sends; a request that takes no answer is only read."""
        page = await self._ask("open", "GET", address)
        form = _ANSWER.search(page)
        if form is None:
            return
        fields = dict(_HIDDEN.findall(form[0])) | {"csrfmiddlewaretoken": _TOKEN.findall(form[0])[0]}
        words = {"text": f"Buongiorno, me ne occupo io: la richiamo alle {self.chance.randrange(9, 18)}."}
        await self._ask("reply", "POST", form[1], {**fields, **words, "then": "waiting", "confirmed": "1"})
        self.day.replies += 1

    async def _ask(self, what: str, verb: str, address: str, data: dict[str, str] | None = None) -> str:
        begin = time.perf_counter()
        try:
            answer = await self.browser.request(verb, address, data=data)
        except httpx2.HTTPError as error:
            self.day.faults.append(f"{verb} {address}: {error!r}")
            return ""
        self.day.seconds.setdefault(what, []).append(time.perf_counter() - begin)
        if answer.status_code not in (200, 302):
            self.day.faults.append(f"{verb} {address}: {answer.status_code}")
        return str(answer.text)


def rows(*, quick: bool) -> list[Row]:
    """One agent alone, then all of them, at the same pace and from this one process; no answer may be a fault."""
    seconds = QUICK_SECONDS if quick else SECONDS
    with furnished(QUICK_TICKETS if quick else TICKETS) as (house, held):
        alone = asyncio.run(_day(house, 1, seconds))
        crowd = asyncio.run(_day(house, AGENTS, seconds))
    if crowd.faults or alone.faults:
        raise RuntimeError(f"{len(crowd.faults)} faults: {crowd.faults[:5]} {alone.faults[:5]}")
    what = f"{AGENTS} agents for {seconds} s, {len(crowd.all)} answers ({crowd.replies} replies), no fault"
    middle = ", ".join(f"{name} {milliseconds(p95(each))}" for name, each in sorted(crowd.seconds.items()))
    return [
        Row(f"the parts on the demo with more: {held}", "sqlite", ""),
        Row(
            f"{what}; p95 ({middle}) against one agent",
            "sqlite",
            milliseconds(p95(crowd.all)),
            f"{milliseconds(p95(alone.all))} of {len(alone.all)}",
            p95(crowd.all) / p95(alone.all),
            most=RATIO,
        ),
    ]


@contextmanager
def furnished(tickets: int) -> Iterator[tuple[House, str]]:
    """The sample company with so many requests more, served; and what `aiuto export` counted of it."""
    with (
        tempfile.TemporaryDirectory(prefix="aiuto-agents-") as folder,
        running(Path(folder), tickets=tickets) as house,
    ):
        yield house, f"{house.run('aiuto.cli.main', 'export', 'tickets').count(chr(10)):,} tickets"


async def _day(house: House, agents: int, seconds: float) -> Day:
    day = Day()
    browsers = [await _signed_in(house, number) for number in range(agents)]
    try:
        await asyncio.gather(*(Agent(n, browser, day).work(seconds) for n, browser in enumerate(browsers)))
    finally:
        for browser in browsers:
            await browser.aclose()
    return day


async def _signed_in(house: House, number: int) -> httpx2.AsyncClient:
    """A browser of its own; the colleagues of the demo share the work."""
    who = list(COLLEAGUES)[number % len(COLLEAGUES)]
    browser = httpx2.AsyncClient(base_url=house.url, timeout=60)
    page = await browser.get("/account/login/")
    given = {
        "csrfmiddlewaretoken": _TOKEN.findall(page.text)[0],
        "login": COLLEAGUES[who][0],
        "password": PASSWORD,
    }
    answer = await browser.post("/account/login/", data=given)
    if answer.status_code != 302:
        raise RuntimeError(f"the sign-in of {who} answered {answer.status_code}")
    return browser
