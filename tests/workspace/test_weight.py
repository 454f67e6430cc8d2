"""What a page weighs: its HTML as it stands, its styles and scripts as they travel; bytes are counts."""

import gzip
import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from aiuto.config.static import BundledFiles
from aiuto.people.models import Schedule, User
from aiuto.tickets.models import Reason, Tag
from tests.workspace.conftest import signed_in

pytestmark = pytest.mark.once
PAGES = ("inbox", "request", "letters", "schedule")
MOST_HTML = 60_000
MOST = {"css": 40_000, "js": 60_000}
SUBJECT = "Il paralume della lampada è arrivato con un graffio"
EXCERPT = "Buongiorno, ieri ho ricevuto il pacco e il paralume ha un graffio lungo il bordo: potete mandarmi un altro?"
LETTER = f"{EXCERPT}\n\nL'ordine è il 118 e la consegna era per venerdì.\n\nGrazie e a presto,\nGiulia Neri\n"


@pytest.fixture
def pages(browser, make, agent, now) -> dict[str, str]:
    """The inbox with a full page of requests, requests of twenty messages, and hours with all the world's clocks."""
    tags = [Tag.objects.create(name=name) for name in ("garanzia", "lotto-118")]
    said = {"subject": SUBJECT, "excerpt": EXCERPT, "language": "it", "owner": agent}
    said |= {"reason": Reason.objects.create(name="Arrivata rotta"), "next_due_at": now + timedelta(hours=2)}
    User.objects.filter(pk=agent.pk).update(language="it")
    for waits in range(30):
        make(waits=waits, **said).tags.set(tags)
    long, longer = (make(messages=20, **said) for _request in range(2))
    long.messages.update(text=LETTER, reply_text=LETTER)
    longer.messages.update(text=LETTER * 30, reply_text=LETTER * 30)
    addresses = {
        "inbox": "/inbox/open/",
        "request": f"/tickets/{long.reference}/?from=open",
        "letters": f"/tickets/{longer.reference}/?from=open",
    }
    found = {name: browser.get(address).text for name, address in addresses.items()}
    User.objects.filter(pk=agent.pk).update(role="admin")
    hours = signed_in(agent).get(f"/settings/schedules/{Schedule.objects.get().pk}/")
    return found | {"schedule": hours.text}


def _installed(page: str) -> str:
    """The page as an installation sends it: of what is put together there, one link."""
    for _first, *others in BundledFiles.bundles.values():
        for part in others:
            page = re.sub(rf'<[^<>]*="/static/{re.escape(part)}"[^<>]*>(?:</script>)?\n?', "", page)
    return page


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.django_db
def test_page_stays_light(pages, name):
    assert len(_installed(pages[name]).encode()) <= MOST_HTML


@pytest.mark.parametrize("kind", MOST)
@pytest.mark.django_db
def test_all_that_pages_load_stays_light(pages, kind):
    linked = {path for page in pages.values() for path in re.findall(rf'"/static/([^"]+\.{kind})"', page)}
    assert len(linked) > 5
    packed = (gzip.compress(Path(finders.find(path)).read_bytes()) for path in linked)
    assert sum(map(len, packed)) <= MOST[kind]
