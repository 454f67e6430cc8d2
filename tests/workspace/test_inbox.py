"""The inbox page."""

import pytest

from tests.workspace.conftest import signed_in

PAGE_QUERIES = 8


@pytest.mark.parametrize("number", [1, 3, 100])
def test_page_asks_the_same_number_of_queries(browser, make, number, django_assert_num_queries):
    for waits in range(number):
        make(waits=waits)
    with django_assert_num_queries(PAGE_QUERIES):
        page = browser.get("/")
    assert page.status_code == 200


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
    older = first.context["older"]
    second = browser.get(older)
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


def test_empty_view_says_what_to_do(browser):
    assert "No customer is waiting" in browser.get("/").text


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


def test_list_fetches_itself_anew_when_something_changed(browser, make):
    make()
    assert 'hx-get="/inbox/waiting/?behind=" hx-trigger="live"' in browser.get("/inbox/waiting/?behind=").text
