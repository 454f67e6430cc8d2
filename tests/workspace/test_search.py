"""The search page."""

import pytest

from tests.workspace.conftest import signed_in

PAGE_QUERIES = 8


def test_found_requests_are_listed_with_the_match_marked(browser, arrive):
    receipt = arrive(text="Il paralume di vetro è arrivato rotto")
    page = browser.get("/search/", {"q": "paralumi"}).text
    assert f"/tickets/{receipt.ticket}/" in page
    assert "<mark>paralume</mark>" in page


def test_reference_goes_straight_there(browser, arrive):
    receipt = arrive()
    assert f"/tickets/{receipt.ticket}/" in browser.get("/search/", {"q": receipt.ticket.lower()}).text


def test_excerpt_escapes_what_a_stranger_wrote(browser, arrive):
    arrive(text="paralume <img src=x onerror=alert(1)>")
    page = browser.get("/search/", {"q": "paralume"}).text
    assert "<mark>paralume</mark>" in page
    assert "<img src=x" not in page


@pytest.mark.parametrize("query", ['"', "' OR 1=1", "*", "a\0b", "x" * 10_000, "NEAR(", "💡", "-", "%"])
def test_hostile_query_finds_nothing_and_breaks_nothing(browser, arrive, query):
    arrive()
    assert browser.get("/search/", {"q": query}).status_code == 200


@pytest.mark.parametrize("before", ["x", "-1", "9" * 30])
def test_nonsense_place_begins_at_the_newest(browser, arrive, before):
    receipt = arrive(text="paralume")
    assert f"/tickets/{receipt.ticket}/" in browser.get("/search/", {"q": "paralume", "before": before}).text


def test_others_find_nothing(arrive, outsider):
    receipt = arrive(text="paralume")
    client = signed_in(outsider)
    for query in ("paralume", receipt.ticket):
        assert f"/tickets/{receipt.ticket}/" not in client.get("/search/", {"q": query}).text


def test_pages_follow_one_another(browser, make, arrive):
    made = {
        arrive(text="paralume", message_id=f"<{n}@customer.example>", subject=f"Lampada {n}").ticket
        for n in range(30)
    }
    first = browser.get("/search/", {"q": "paralume"})
    second = browser.get(first.context["older"])
    seen = [hit.ticket.reference for page in (first, second) for hit in page.context["hits"]]
    assert len(seen) == len(set(seen)) == 30
    assert set(seen) == made


def test_htmx_gets_the_results_alone(browser, arrive):
    arrive(text="paralume")
    part = browser.get("/search/", {"q": "paralume"}, headers={"HX-Request": "true"}).text
    assert 'id="results"' in part
    assert "<html" not in part


@pytest.mark.parametrize("number", [1, 3, 30])
def test_page_asks_the_same_number_of_queries(browser, arrive, number, django_assert_num_queries):
    for n in range(number):
        arrive(text="paralume", message_id=f"<{n}@customer.example>", subject=f"Lampada {n}")
    with django_assert_num_queries(PAGE_QUERIES):
        browser.get("/search/", {"q": "paralume"})
