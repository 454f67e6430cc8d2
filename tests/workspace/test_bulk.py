"""Changing many requests from a list, and taking it back."""

from datetime import timedelta

import pytest
from django.utils import timezone

from aiuto.flows.make_promise import Word, make_promise
from aiuto.promises.models import Promise
from aiuto.tickets.models import Message, Ticket
from tests.flows.recovering import fail
from tests.workspace.conftest import signed_in

pytestmark = pytest.mark.both_databases

HTMX = {"HX-Request": "true"}


def choose(*tickets, **more):
    return {"tickets": [ticket.reference for ticket in tickets], "back": "/inbox/mine/", **more}


def states() -> list[str]:
    return sorted(Ticket.objects.values_list("state", flat=True))


def test_chosen_are_solved_and_the_toast_takes_it_back(browser, make):
    one, two = make(), make()
    page = browser.post("/bulk/", choose(one, two, act="solve"), follow=True)
    assert page.redirect_chain == [("/inbox/mine/", 302)]
    assert "Solved: 2 requests." in page.text
    assert states() == ["solved", "solved"]
    undo = page.text.split('action="/bulk/')[1].split('"')[0]
    again = browser.post(f"/bulk/{undo}", headers={"Referer": "http://testserver/inbox/open/"}, follow=True)
    assert again.redirect_chain == [("http://testserver/inbox/open/", 302)]
    assert "Taken back on 2 requests." in again.text
    assert states() == ["new", "new"]


def test_solving_what_has_no_answer_yet_is_questioned_once(browser, make):
    asked, thanked, done = make(), make(), make(state="solved")
    for ticket, words in (
        (asked, "Quanto costa il montaggio?"),
        (thanked, "Grazie."),
        (done, "Quanto costa?"),
    ):
        Message.objects.filter(ticket=ticket).update(reply_text=words)
    question = browser.post("/bulk/", choose(asked, thanked, done, act="solve"), headers=HTMX)
    assert question.headers["HX-Reswap"] == "innerHTML"
    assert "Quanto costa il montaggio?" in question.text
    assert ("Grazie." in question.text, "Quanto costa?" in question.text) == (False, False)
    assert states() == ["new", "new", "solved"]
    browser.post("/bulk/", choose(asked, thanked, done, act="solve", asked="1"))
    assert states() == ["solved", "solved", "solved"]


def test_question_about_many_costs_the_same_as_about_one(browser, make, django_assert_max_num_queries):
    tickets = [make() for _ in range(4)]
    Message.objects.update(reply_text="Quanto costa il montaggio?")
    for chosen in (tickets[:1], tickets):
        with django_assert_max_num_queries(5):
            assert "Quanto costa" in browser.post("/bulk/", choose(*chosen, act="solve"), headers=HTMX).text


@pytest.fixture
def promised(make, agent):
    """Two requests of one customer, somebody's word on each."""
    first = make(subject="La lampada")
    both, now = [first, make(customer=first.customer, subject="Il cavo")], timezone.now()
    words = [Word(kind="fix", what=what, due=now + timedelta(days=1)) for what in ("Il paralume", "La spina")]
    for ticket, word in zip(both, words, strict=True):
        make_promise(ticket.reference, word, user=agent, now=now)
    return both


def became() -> list[tuple[str, str, str]]:
    return list(Promise.objects.filter(kind="fix").order_by("id").values_list("what", "state", "reason"))


def test_solving_many_asks_what_became_of_each_word(browser, promised):
    asked = browser.post("/bulk/", choose(*promised, act="solve")).text
    assert ("La lampada · Il paralume" in asked, "Il cavo · La spina" in asked) == (True, True)
    assert asked.count(" checked") == 2
    assert asked.index("La spina") < asked.index("Only where you say so above.")
    first, second = Promise.objects.filter(kind="fix").order_by("id")
    answer = choose(*promised, act="solve", asked="1") | {f"word-{first.pk}": "kept"}
    assert browser.post("/bulk/", answer).status_code == 422
    answer |= {f"word-{second.pk}": "dropped"}
    assert browser.post("/bulk/", answer).status_code == 422
    said = browser.post("/bulk/", answer | {"why": "L'ha già"}, follow=True).text
    assert "Solved: 2 requests." in said
    assert became() == [("Il paralume", "kept", ""), ("La spina", "moot", "L'ha già")]


def test_merging_many_asks_of_the_words_that_go_along(browser, promised):
    asked = browser.post("/bulk/", choose(*promised, act="merge")).text
    assert ("La spina" in asked, "Il paralume" in asked) == (True, False)
    second = Promise.objects.get(what="La spina")
    answer = choose(*promised, act="merge", asked="1") | {f"word-{second.pk}": "kept"}
    browser.post("/bulk/", answer)
    assert became() == [("Il paralume", "open", ""), ("La spina", "kept", "")]


def test_skipped_are_said_in_words(browser, make):
    page = browser.post("/bulk/", choose(make(), make(state="solved"), act="solve"), follow=True)
    assert "Solved: one request. One was so already." in page.text


def test_request_of_another_desk_is_as_if_it_did_not_exist(make, outsider):
    page = signed_in(outsider).post("/bulk/", choose(make(), act="solve"), follow=True)
    assert "There is no such request" in page.text
    assert states() == ["new"]


def test_giving_asks_to_whom_and_keeps_the_chosen(browser, make, agent, colleague):
    one, two = make(), make()
    asked = browser.post("/bulk/", choose(one, two, act="assign"))
    assert asked.status_code == 200
    for word in (one.reference, two.reference, "Bruno Sala", "2 requests chosen."):
        assert word in asked.text
    browser.post("/bulk/", choose(one, two, act="assign", asked="1", owner=colleague.pk))
    assert set(Ticket.objects.values_list("owner", flat=True)) == {colleague.pk}


def test_giving_asks_what_blocks_those_whose_recovery_stands_still_and_gives_the_others(
    browser, make, agent, colleague
):
    now = timezone.now()
    still, fine, new = make(owner=agent), make(owner=agent), make(owner=agent)
    fail(still, agent, now - timedelta(days=9))
    fail(new, agent, now)
    asked = browser.post("/bulk/", choose(still, fine, new, act="assign")).text
    assert "A recovery stands still past its time" in asked
    links = [each for each in (still, fine, new) if f"/tickets/{each.reference}/ask/step-block/" in asked]
    assert links == [still]
    given = choose(still, fine, new, act="assign", asked="1", owner=colleague.pk)
    said = browser.post("/bulk/", given, follow=True).text
    assert "Given: 2 requests. A recovery stands still here past its time." in said
    assert set(Ticket.objects.filter(owner=colleague)) == {fine, new}


def test_wrong_answer_is_asked_again(browser, make):
    answer = browser.post("/bulk/", choose(make(), act="tag", asked="1", add=" , ", remove=""))
    assert answer.status_code == 422
    assert "Write at least one tag." in answer.text


def test_tags_are_put_on_and_taken_off(browser, make):
    ticket = make()
    browser.post("/bulk/", choose(ticket, act="tag", asked="1", add="Garanzia, urgente", remove=""))
    browser.post("/bulk/", choose(ticket, act="tag", asked="1", add="", remove="urgente"))
    assert [tag.name for tag in ticket.tags.all()] == ["garanzia"]


def test_merge_asks_once_and_joins_one_customers_requests(browser, make):
    first = make()
    second = make(customer=first.customer)
    asked = browser.post("/bulk/", choose(second, first, act="merge"))
    assert "the oldest of them" in asked.text
    browser.post("/bulk/", choose(second, first, act="merge", asked="1"))
    assert set(Message.objects.values_list("ticket", flat=True)) == {first.pk}


def test_nothing_chosen_says_what_to_do(browser, make):
    make()
    page = browser.post("/bulk/", {"act": "solve"}, follow=True)
    assert "Choose one request or more first." in page.text


def test_asked_by_htmx_only_the_toast_comes_and_the_page_is_told(browser, make):
    part = browser.post("/bulk/", choose(make(), act="take"), headers=HTMX)
    assert (part.headers["HX-Trigger"], part.headers["HX-Reswap"]) == ("changed", "none")
    assert "Yours: one request." in part.text
    assert "<html" not in part.text


@pytest.mark.parametrize(
    "back", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)", ""]
)
def test_back_leads_nowhere_else(browser, make, back):
    answer = browser.post("/bulk/", choose(make(), act="solve") | {"back": back})
    assert answer.headers["Location"] == "/"


def test_unknown_act_is_not_found(browser, make):
    assert browser.post("/bulk/", choose(make(), act="delete")).status_code == 404


@pytest.mark.parametrize("number", [1, 3, 100])
def test_question_asks_the_same_number_of_queries(browser, make, number, django_assert_num_queries):
    tickets = [make() for _ in range(number)]
    with django_assert_num_queries(QUESTION_QUERIES):
        browser.post("/bulk/", choose(*tickets, act="assign"), headers=HTMX)


QUESTION_QUERIES = 4
