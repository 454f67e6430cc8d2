"""The customer's own word, where colleagues meet it: beside the request and first among the figures."""

from datetime import timedelta

import pytest
from django.utils import timezone

from aiuto.journal.actors import Actor
from aiuto.journal.recording import record
from aiuto.promises.models import Promise
from aiuto.tickets.models import Helped
from tests.workspace.conftest import signed_in

DAY = timedelta(days=1)
STATEMENTS = 15


@pytest.fixture
def said(make):
    """`said("yes")`: a request that was solved, asked about and answered."""

    def said(answer, words=""):
        at = timezone.now() - 2 * DAY
        ticket = make(waits=None, state="solved", solved_at=at)
        return Helped.objects.create(
            ticket=ticket,
            solved_at=at,
            ask_at=at,
            asked_at=at,
            answer=answer,
            answered_at=at if answer else None,
            words=words,
        )

    return said


def test_page_shows_their_word_before_our_figure_with_what_lasted(browser, said):
    for answer in ("yes", "yes", "yes", "yes", "partly", "no", ""):
        said(answer)
    page = browser.get("/promises/kept/").text
    assert "67 % (of 6: 30–90 %)" in page
    assert "100 % (of 7: 65–100 %)" in page
    assert page.index("In their own word") < page.index("What was promised")


def test_beside_how_promises_were_kept_stands_what_lasted(browser, said):
    for _ in range(6):
        ticket = said("yes").ticket
    given = {"kind": "fix", "made_at": ticket.created_at, "due_at": timezone.now() - DAY, "state": "kept"}
    Promise.objects.create(ticket=ticket, desk=ticket.desk, **given)
    promised = browser.get("/promises/kept/").text.partition("What was promised")[2]
    assert "Solved and lasted" in promised and "100 % (of 6: 61–100 %)" in promised


def test_page_keeps_few_answers_to_itself(browser, said):
    for answer in ("yes", "yes", "no", ""):
        said(answer)
    page = browser.get("/promises/kept/").text
    assert "3 answers so far: shown from five on" in page
    assert "67 %" not in page


@pytest.mark.parametrize("number", [1, 3, 100])
def test_page_asks_the_same_number_of_queries(browser, said, number, django_assert_num_queries):
    for _ in range(number):
        said("yes")
    browser.get("/promises/kept/")
    with django_assert_num_queries(STATEMENTS):
        browser.get("/promises/kept/")


def test_others_words_are_not_shown(outsider, said):
    for _ in range(6):
        said("yes")
    assert "Nobody was asked yet" in signed_in(outsider).get("/promises/kept/").text


def test_word_stands_beside_the_request_and_in_its_conversation(browser, said):
    helped = said("no", "Manca <b>il cavo</b>")
    record("helped.no", by=Actor("customer"), now=timezone.now(), ticket=helped.ticket_id)
    panel = browser.get(f"/tickets/{helped.ticket.reference}/panels/promises/").text
    assert "They say: no." in panel
    assert "Manca &lt;b&gt;il cavo&lt;/b&gt;" in panel
    page = browser.get(f"/tickets/{helped.ticket.reference}/").text
    assert "The customer says: no, I was not helped" in page
