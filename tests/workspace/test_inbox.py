"""The inbox page."""

import re
from datetime import timedelta

import pytest

from aiuto.people.models import Team
from aiuto.tickets.models import Reason, Ticket
from aiuto.tickets.seeing import mark_seen
from tests.workspace.conftest import signed_in

pytestmark = pytest.mark.both_databases

HTMX = {"HX-Request": "true"}
VIEWS = ("mine", "unassigned", "team", "open", "waiting", "snoozed", "followed", "solved")
PAGE_QUERIES = 7
LIST_QUERIES = 6
NAVIGATION_QUERIES = 4


@pytest.fixture
def team(agent) -> Team:
    return agent.teams.get()


@pytest.fixture
def fill(make, agent, team, now):
    """`fill(view, 3)`: as many requests as one says, in a view."""
    ways = {
        "mine": {"owner": agent, "state": "open"},
        "unassigned": {},
        "team": {"team": team},
        "open": {},
        "waiting": {"state": "waiting", "waits": None},
        "snoozed": {"snoozed_until": now + timedelta(days=1)},
        "followed": {},
        "solved": {"state": "solved", "waits": None},
    }

    def fill(view: str, number: int) -> list[Ticket]:
        made = [make(**{"waits": minute} | ways[view]) for minute in range(number)]
        if view == "followed":
            for ticket in made:
                ticket.followers.add(agent)
        return made

    return fill


@pytest.mark.parametrize("number", [1, 3, 100])
@pytest.mark.parametrize("view", VIEWS)
def test_view_asks_the_same_number_of_queries(browser, fill, view, number, django_assert_num_queries):
    fill(view, number)
    with django_assert_num_queries(PAGE_QUERIES):
        page = browser.get(f"/inbox/{view}/")
    assert len(page.context["tickets"]) == min(number, 20)


@pytest.mark.parametrize("number", [1, 3, 100])
def test_list_alone_asks_the_same_number_of_queries(browser, fill, number, django_assert_num_queries):
    fill("open", number)
    with django_assert_num_queries(LIST_QUERIES):
        browser.get("/inbox/open/", headers=HTMX)
    with django_assert_num_queries(NAVIGATION_QUERIES):
        browser.get("/places/", headers=HTMX)


def test_row_shows_who_what_and_how_long(browser, make, agent):
    ticket = make(
        owner=agent, state="open", subject="Paralume rotto", excerpt="È arrivato rotto", language="it"
    )
    page = browser.get("/inbox/mine/").text
    for word in (
        "Giulia Neri",
        "Paralume rotto",
        "È arrivato rotto",
        f"/tickets/{ticket.reference}/",
        "data-clock",
    ):
        assert word in page


def test_row_escapes_what_a_stranger_wrote(browser, make):
    make(subject="<script>alert(1)</script>", excerpt="<img src=x onerror=alert(1)>")
    page = browser.get("/").text
    assert "<script>alert" not in page
    assert "<img src=x" not in page


def test_pages_follow_one_another_without_overlap(browser, make):
    made = {make(waits=minute).reference for minute in range(35)}
    first = browser.get("/inbox/open/")
    second = browser.get(first.context["older"])
    seen = [ticket.reference for page in (first, second) for ticket in page.context["tickets"]]
    assert len(seen) == 35
    assert set(seen) == made
    assert "older" in second.context
    assert second.context["older"] == ""


@pytest.mark.parametrize("behind", ["x", "9-9-9", "0-99999999999999999999-1", "0-1-", "٣-1-1"])
def test_page_behind_nonsense_is_the_first(browser, make, behind):
    make()
    page = browser.get("/inbox/open/", {"behind": behind})
    assert (page.status_code, len(page.context["tickets"])) == (200, 1)


def test_unknown_view_is_not_found(browser):
    assert browser.get("/inbox/everything/").status_code == 404


def test_htmx_gets_the_list_alone(browser, make):
    make()
    part = browser.get("/inbox/open/", headers={"HX-Request": "true"}).text
    assert "data-listens" in part
    assert "<html" not in part


def test_older_rows_come_below_and_the_address_keeps_them(browser, make):
    made = [make(waits=minute).reference for minute in range(60)]
    first = browser.get("/inbox/open/")
    more = browser.get(first.context["more"], headers=HTMX)
    assert "<html" not in more.text
    assert more.text.count("data-row=") == 20
    kept = browser.get(more.headers["HX-Replace-Url"])
    assert [one.reference for one in kept.context["tickets"]] == made[::-1][:40]
    assert kept.context["older"] == more.context["older"]


def test_address_of_more_rows_than_a_page_bears_shows_as_many_as_it_may(browser, fill):
    fill("open", 210)
    place = browser.get("/inbox/open/").context["tickets"]
    page = browser.get("/inbox/open/", {"until": f"0-{10**16}-1"})
    assert (len(place), len(page.context["tickets"])) == (20, 200)
    assert page.context["older"]


def test_lists_are_kept_by_no_browser(browser):
    """Whoever comes back sees what there is; a fragment is never taken for the page."""
    answer = browser.get("/")
    assert "no-store" in answer.headers["Cache-Control"]
    assert "HX-Request" in answer.headers["Vary"]


@pytest.mark.parametrize("view", VIEWS)
def test_view_holds_what_belongs_there(browser, fill, view):
    given = {name: {one.reference for one in fill(name, 2)} for name in VIEWS}
    also = {"open": ["unassigned", "team", "followed"], "unassigned": ["open", "team", "followed"]}
    wanted = given[view].union(*(given[name] for name in also.get(view, [])))
    wanted |= given["mine"] if view == "open" else set()
    assert {one.reference for one in browser.get(f"/inbox/{view}/").context["tickets"]} == wanted


@pytest.mark.parametrize("view", [view for view in VIEWS if view not in ("mine", "followed")])
def test_view_of_another_desk_is_empty(fill, outsider, view):
    fill(view, 2)
    assert signed_in(outsider).get(f"/inbox/{view}/").context["tickets"] == []


def test_row_is_unread_until_looked_at(browser, make, agent, now):
    read, unread = make(waits=5), make(waits=3)
    mark_seen(read, user=agent, now=now)
    shown = {one.reference: one.unread for one in browser.get("/").context["tickets"]}
    assert shown == {read.reference: False, unread.reference: True}
    assert browser.get("/").text.count("row-unread") == 1


def test_row_says_what_is_due_and_why_and_how_they_came(browser, make, now):
    reason = Reason.objects.create(name="Paralume rotto")
    make(reason=reason, channel="phone", next_due_at=now + timedelta(hours=2))
    page = browser.get("/").text
    for words in ("Paralume rotto", 'aria-label="telephone"', 'data-clock="due"', 'data-clock="waiting"'):
        assert words in page


@pytest.mark.parametrize("view", ["mine", "unassigned", "team", "open"])
def test_longest_wait_is_named_when_it_is_not_among_the_first(browser, fill, now, view):
    longest = fill(view, 30)[0]
    waits = {"waiting_since": now - timedelta(hours=10), "turn_at": now + timedelta(days=9)}
    Ticket.objects.filter(pk=longest.pk).update(**waits)
    page = browser.get(f"/inbox/{view}/")
    assert page.context["longest"].reference == longest.reference
    assert f'id="longest" data-longest="{longest.reference}">' in page.text
    behind = browser.get(page.context["older"])
    assert behind.context["longest"].reference == longest.reference


def test_longest_wait_is_quiet_while_it_is_on_top(browser, make):
    for minute in range(4):
        make(waits=minute)
    page = browser.get("/")
    assert page.context["longest_in_sight"]
    assert re.search(r'id="longest"[^>]* hidden', page.text)


@pytest.mark.parametrize("view", VIEWS)
def test_empty_view_says_what_comes_here(browser, view):
    page = browser.get(f"/inbox/{view}/").text
    assert "empty-title" in page
    assert "No request is like this" not in page


def test_density_is_kept_and_leads_back(browser, make):
    make()
    assert "rows-airy" in browser.get("/").text
    answer = browser.post("/density/", {"dense": "1", "back": "/inbox/mine/"})
    assert answer.headers["Location"] == "/inbox/mine/"
    assert "rows-airy" not in browser.get("/").text
    assert browser.post("/density/", {"back": "https://elsewhere.example/"}).headers["Location"] == "/"


def test_tabs_count_at_most_ninety_nine(browser, make):
    for waits in range(101):
        make(waits=waits)
    assert "99+" in browser.get("/").text


def test_others_see_nothing_of_it(make, outsider):
    ticket = make()
    assert ticket.reference not in signed_in(outsider).get("/").text


def test_page_carries_the_place_where_the_live_line_begins(browser, arrive):
    arrive()
    assert 'data-live="/live/?after=' in browser.get("/").text


def test_list_and_navigation_fetch_themselves_anew_when_something_changed(browser, make):
    make()
    page = browser.get("/inbox/waiting/").text
    assert 'data-listens="inbox reset" hx-get="" hx-trigger="live, refresh"' in page
    assert 'hx-get="/places/" hx-trigger="live"' in page


def test_navigation_alone_knows_which_page_it_stands_on(browser, make):
    make()
    here = {**HTMX, "HX-Current-URL": "http://testserver/inbox/mine/?until=0-1-1"}
    part = browser.get("/places/", headers=here).text
    assert 'href="/inbox/mine/" class="nav-link" aria-current="page"' in part
    assert "hx-swap-oob" in part
    elsewhere = browser.get("/places/", headers={**HTMX, "HX-Current-URL": "http://testserver/search/"}).text
    assert "hx-swap-oob" not in elsewhere
