"""The coach beside the composer: what it says of a draft, what is fine as it is, what an answer promises."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from aiuto.tickets.models import Dismissal, Message, Ticket

BAD = "Gentile Giulia,\n\nla ricontatteremo al più presto. 💡 Ci sono molte persone prima di lei."
ASKS = {"HTTP_AIUTO_HINTS": "1"}


@pytest.fixture
def ticket(make) -> Ticket:
    return make(language="it")


def ask(browser, ticket, text, kind="reply", place="check", **more):
    return browser.post(f"/tickets/{ticket.reference}/{place}/", {"text": text, "kind": kind, **more}, **ASKS)


def test_check_says_what_is_better_said_otherwise(browser, ticket):
    answer = ask(browser, ticket, BAD)
    assert "al più presto" in answer.text
    assert answer.text.count("data-hint data-begin") >= 2
    assert "data-take" in answer.text


def test_places_count_as_a_browser_counts(browser, ticket):
    """A lamp is one letter here and two in a browser."""
    text = "💡💡 La ricontatteremo al più presto."
    page = ask(browser, ticket, text).text
    begin, end = (int(re.search(rf'data-{side}="(\d+)"', page)[1]) for side in ("begin", "end"))
    said = re.search(r'class="hint-said" dir="auto">([^<]+)<', page)[1]
    assert text.encode("utf-16-le")[2 * begin : 2 * end].decode("utf-16-le") == said


def test_check_writes_nothing_and_asks_little(browser, ticket):
    ask(browser, ticket, BAD)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        ask(browser, ticket, BAD)
    statements = [each["sql"].split(" ", 1)[0] for each in asked]
    assert len(statements) <= 8
    assert not {"INSERT", "UPDATE", "DELETE"} & set(statements)


def test_fine_as_it_is_is_said_no_more_of_these_words(browser, ticket):
    sentence = "la ricontatteremo al più presto."
    answer = ask(browser, ticket, BAD, place="fine", rule="it.vague.when", sentence=sentence)
    assert "it.vague.when" not in answer.text
    assert sentence.removesuffix(".") not in answer.text
    assert "data-hint data-begin" in ask(browser, ticket, "La richiamiamo al più presto.").text
    assert Dismissal.objects.count() == 1


def test_a_page_of_its_own_without_scripts(browser, ticket):
    answer = browser.post(f"/tickets/{ticket.reference}/check/", {"text": BAD, "kind": "reply"})
    assert "<h1" in answer.text
    assert "al più presto" in answer.text


def test_heard_names_the_part_that_is_missing(browser, ticket):
    assert ask(browser, ticket, "Grazie.").text.count('class="heard-mark') >= 4


def test_an_insult_in_a_note_is_not_kept(browser, ticket):
    answer = browser.post(f"/tickets/{ticket.reference}/note/", {"text": "Il cliente è un idiota."})
    assert answer.status_code == 422
    assert "art. 15" in answer.text
    assert not Message.objects.filter(direction="note").exists()


def test_a_word_that_only_looks_like_an_insult_is_kept_when_it_is_meant(browser, ticket):
    form = {"text": "Dice: il pollo è bruciato, idiota di un forno.", "as_it_is": "1"}
    assert browser.post(f"/tickets/{ticket.reference}/note/", form).status_code == 302
    assert Message.objects.filter(direction="note").exists()


def test_an_insult_in_a_note_cannot_be_called_fine(browser, ticket):
    text = "Il cliente è un idiota."
    page = ask(browser, ticket, text, kind="note", place="fine", rule="it.gossip.insult", sentence=text)
    assert "idiota" in page.text


def test_an_answer_shows_what_it_promises(browser, arrive):
    ticket = Ticket.objects.get(reference=arrive().ticket)
    browser.post(f"/tickets/{ticket.reference}/reply/", {"text": "Le scrivo entro venerdì alle 15."})
    kept = Message.objects.get(direction="out").commitments
    assert [each["what"] for each in kept] == ["Le scrivo entro venerdì alle 15."]
    assert "T15:00" in kept[0]["due"]
    assert "Promised for" in browser.get(f"/tickets/{ticket.reference}/").text


def test_an_answer_without_a_promise_keeps_none(browser, arrive):
    ticket = Ticket.objects.get(reference=arrive().ticket)
    browser.post(f"/tickets/{ticket.reference}/reply/", {"text": "Grazie, è tutto a posto."})
    assert Message.objects.get(direction="out").commitments is None
