"""The search page."""

import pytest

from aiuto.flows.save_saved_reply import save_saved_reply
from tests.workspace.conftest import signed_in

pytestmark = pytest.mark.both_databases

PAGE_QUERIES = {1: 11, 3: 11, 100: 10}
"""Where the words come to an end within the page, it is asked how far back was looked."""
TYPED_QUERIES = 10


def test_found_requests_are_listed_with_the_match_marked(browser, arrive):
    receipt = arrive(text="Il paralume di vetro è arrivato rotto")
    page = browser.get("/search/", {"q": "paralumi"}).text
    assert f"/tickets/{receipt.ticket}/" in page
    assert "<mark>paralume</mark>" in page


def test_reference_goes_straight_there(browser, arrive):
    receipt = arrive()
    assert f"/tickets/{receipt.ticket}/" in browser.get("/search/", {"q": receipt.ticket.lower()}).text


def test_excerpt_of_a_quoted_line_has_no_quote_marks(browser, arrive):
    arrive(text="Ecco.\n\nHa scritto:\n> > Il paralume\n> pesa > 2 kg.")
    assert "Il <mark>paralume</mark> pesa &gt; 2 kg." in browser.get("/search/", {"q": "paralume"}).text


def test_excerpt_escapes_what_a_stranger_wrote(browser, arrive):
    arrive(text="paralume <img src=x onerror=alert(1)>")
    page = browser.get("/search/", {"q": "paralume"}).text
    assert "<mark>paralume</mark>" in page
    assert "<img src=x" not in page


@pytest.mark.parametrize("query", ['"', "' OR 1=1", "*", "a\0b", "x" * 10_000, "NEAR(", "💡", "-", "%"])
def test_hostile_query_finds_nothing_and_breaks_nothing(browser, arrive, query):
    arrive()
    assert browser.get("/search/", {"q": query}).status_code == 200


@pytest.mark.parametrize("behind", ["x", "-1", "9" * 30, "1-0-"])
def test_nonsense_place_begins_at_the_newest(browser, arrive, behind):
    receipt = arrive(text="paralume")
    assert f"/tickets/{receipt.ticket}/" in browser.get("/search/", {"q": "paralume", "behind": behind}).text


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
    seen = [ticket.reference for page in (first, second) for ticket in page.context["tickets"]]
    assert len(seen) == len(set(seen)) == 30
    assert set(seen) == made


def test_htmx_gets_the_results_alone(browser, arrive):
    arrive(text="paralume")
    part = browser.get("/search/", {"q": "paralume"}, headers={"HX-Request": "true"}).text
    assert 'id="results"' in part
    assert "<html" not in part


@pytest.mark.parametrize("number", [1, 3, 100])
def test_page_asks_the_same_number_of_queries(browser, arrive, number, django_assert_num_queries):
    for n in range(number):
        arrive(text="paralume", message_id=f"<{n}@customer.example>", subject=f"Lampada {n}")
    with django_assert_num_queries(PAGE_QUERIES[number]):
        browser.get("/search/", {"q": "paralume"})


def test_results_as_one_types_ask_less(browser, arrive, django_assert_num_queries):
    arrive(text="paralume")
    browser.get("/")
    with django_assert_num_queries(TYPED_QUERIES):
        browser.get("/search/", {"q": "paralume"}, headers={"HX-Request": "true"})


def test_conditions_narrow_what_is_found(browser, arrive, make):
    receipt = arrive(text="paralume")
    other = make(state="solved", language="it")
    assert shown(browser, "paralume state:new") == [receipt.ticket]
    assert shown(browser, "paralume stato:risolta") == []
    assert shown(browser, "state:solved") == [other.reference]


def test_conditions_alone_find_solved_requests_too(browser, make):
    requests = [make(waits=wait, language="en", state=state) for wait, state in enumerate(("new", "solved"))]
    assert shown(browser, "language:en") == [ticket.reference for ticket in requests]


def test_customers_stand_apart(browser, make):
    ticket = make()
    ticket.customer.name_key = "giulia neri"
    ticket.customer.save()
    page = browser.get("/search/", {"q": "giulia"})
    assert f"/customers/{ticket.customer_id}/" in page.text
    assert [known.customer for known in page.context["customers"]] == [ticket.customer]


def test_saved_replies_stand_apart_and_ones_own_are_nobody_elses(browser, agent, colleague, now):
    kept = {"text": "Il paralume si lava.", "language": "it", "own": True, "team": None, "now": now}
    mine = save_saved_reply(user=agent, title="Lavaggio", **kept)
    save_saved_reply(user=colleague, title="Di un altro", **kept)
    page = browser.get("/search/", {"q": "paralume"})
    assert f"/replies/{mine.pk}/" in page.text
    assert "Nothing found" not in page.text
    assert "Di un altro" not in page.text
    assert browser.get("/search/", {"q": "paralume state:new"}).context["replies"] == []


def test_what_is_gone_is_told(browser):
    page = browser.get("/search/", {"q": "paralume tag:gone"}).text
    assert "Nothing matches <strong>Tag: gone</strong> any more." in page


def test_page_without_a_search_teaches_how(browser):
    assert "?q=owner:nobody+state:new" in browser.get("/search/").text


def shown(browser, query: str) -> list[str]:
    return [ticket.reference for ticket in browser.get("/search/", {"q": query}).context["tickets"]]
