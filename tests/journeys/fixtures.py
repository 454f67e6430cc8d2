"""One installation for all journeys, a browser for those that follow each other, a window for each visitor."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browsers import started
from tests.journeys.browser import Keys, Visit, Windows, new_window
from tests.journeys.house import House, load_company, running
from tests.once import made_once

Visiting = Callable[..., Visit]


@pytest.fixture(scope="session")
def company(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The sample company's folder, to be copied."""
    return made_once(tmp_path_factory, worker_id, "company", load_company)


@pytest.fixture(scope="session")
def house(company: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with running(tmp_path_factory.mktemp("house"), company=company) as served:
        yield served


@pytest.fixture(scope="session")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Keys:
    return Keys(tmp_path_factory.mktemp("keys"))


@pytest.fixture(scope="package")
def chrome(chromium: str) -> Iterator[Browser]:
    """Not for the session: while it runs this thread has an event loop, in which Django's queries refuse to run."""
    with started(chromium) as browser:
        yield browser


@pytest.fixture(scope="package")
def windows(chrome: Browser, house: House) -> Windows:
    return Windows(chrome, house)


@pytest.fixture
def visiting(chrome: Browser, house: House, keys: Keys, windows: Windows) -> Iterator[Visiting]:
    """Open windows, signed in as `who` unless None; each must have stayed without trouble.

    `apart`: a window that nobody has after this journey, which changes what stays changed: its clock, its scripts.
    """
    visits: list[Visit] = []
    house.tidy()

    def open_window(
        who: str | None = "anna",
        *,
        theme: str = "light",
        expected: Iterable[str] = (),
        apart: bool = False,
        **options: object,
    ) -> Visit:
        state = keys.of(who, chrome, house) if who else {"cookies": [], "origins": []}
        mark = {"name": "theme", "value": theme, "domain": "localhost", "path": "/"}
        state["cookies"] = [c for c in state["cookies"] if c["name"] != "theme"] + [mark]
        page = (
            new_window(chrome, house, storage_state=state, **options)
            if apart
            else windows.take(state, **options)
        )
        visits.append(Visit(page, house, expected=expected))
        return visits[-1]

    yield open_window
    for visit in visits:
        visit.leave()
        windows.take_back(visit.page)
    assert [trouble for visit in visits for trouble in visit.troubles] == []
