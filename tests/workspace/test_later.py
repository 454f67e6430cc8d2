"""Sending later: the moment in words, shown in full before it counts."""

import re
from datetime import datetime, timedelta
from html import unescape

import pytest
from django.utils import timezone

from aiuto.flows.send_later import send_later
from aiuto.people.models import Schedule
from aiuto.tickets.models import Draft, Message, Ticket
from tests.workspace.conftest import signed_in


@pytest.fixture
def ticket(arrive) -> Ticket:
    return Ticket.objects.get(reference=arrive().ticket)


@pytest.fixture
def waiting(ticket, agent) -> Draft:
    now = timezone.now()
    at = now + timedelta(days=1)
    return send_later(ticket.reference, user=agent, text="A domani.", send_at=at, now=now)


def address(ticket: Ticket, more: str) -> str:
    return f"/tickets/{ticket.reference}/{more}"


def form(page: str, **more: object) -> dict[str, object]:
    """What the page would post next: the moment that it shows."""
    found = dict(re.findall(r'name="(at|shown_for)" value="([^"]*)"', page))
    return {"text": "Ecco.", "when": "tomorrow at 10", **found, **more}


def shut_at_weekends(desk) -> None:
    week = {str(day): [["09:00", "17:00"]] for day in range(5)}
    desk.schedule = Schedule.objects.create(name="Giorni feriali", week=week, country="")
    desk.save()


@pytest.mark.parametrize("words", ["tomorrow at 10", "domani alle 10", "in 2 hours", "fra due ore"])
def test_moment_is_shown_in_full(browser, ticket, words):
    page = browser.get(address(ticket, "later/moment/"), {"when": words}).text
    at = datetime.fromisoformat(form(page)["at"])
    assert timezone.now() < at < timezone.now() + timedelta(days=2)
    assert "<time" in page


@pytest.mark.parametrize(
    "words", ["", "   ", "boh", "yesterday", "9" * 200, "\0", "in 999999999 years", "<b>"]
)
def test_moment_that_is_none_asks_to_say_it_another_way(browser, ticket, words):
    page = browser.get(address(ticket, "later/moment/"), {"when": words})
    assert (page.status_code, 'name="at"' in page.text, "<b>" in page.text) == (200, False, False)


def test_moment_while_the_desk_is_closed_moves_to_its_opening_unless_it_is_meant(browser, ticket, desk):
    shut_at_weekends(desk)
    page = browser.get(address(ticket, "later/moment/"), {"when": "next sunday at 10"}).text
    moved = timezone.localtime(datetime.fromisoformat(form(page)["at"]))
    assert (moved.weekday(), moved.hour, "The desk is closed" in page) == (0, 9, True)
    page = browser.get(
        address(ticket, "later/moment/"), {"when": "next sunday at 10", "closed_too": "1"}
    ).text
    meant = timezone.localtime(datetime.fromisoformat(form(page)["at"]))
    assert (meant.weekday(), meant.hour) == (6, 10)


def test_first_press_shows_the_moment_and_the_second_plans_it(browser, ticket):
    first = browser.post(address(ticket, "later/"), form("", later_then="solved"))
    assert (first.status_code, Draft.objects.filter(send_at__isnull=False).count()) == (200, 0)
    assert "Ecco." in first.text
    second = browser.post(address(ticket, "later/"), form(first.text, later_then="solved", closing="1"))
    draft = Draft.objects.get()
    assert (second.status_code, draft.text, draft.then) == (302, "Ecco.", "solved")
    assert draft.send_at == datetime.fromisoformat(form(first.text)["at"])


def test_promise_that_was_ticked_waits_with_its_answer_and_is_ticked_when_it_is_changed(browser, ticket):
    text = "Domani alle 10 la chiamo."
    hints = browser.post(address(ticket, "check/"), {"text": text}, HTTP_AIUTO_HINTS="1").text
    [key] = re.findall(r'name="promise" value="(\w+)"', hints)
    shown = browser.post(address(ticket, "later/"), form("", text=text)).text
    planned = browser.post(address(ticket, "later/"), form(shown, text=text, promise=key), follow=True)
    assert "Promised as it leaves" in planned.text
    waiting = f"planned/{Draft.objects.get().pk}/"
    changed = browser.post(address(ticket, waiting), {"act": "change"}, follow=True).text
    assert f'name="promise" value="{key}"' in changed


def test_time_that_is_past_when_it_leaves_is_asked_about_first(browser, ticket):
    day = timezone.localtime() + timedelta(days=1)
    text = f"Il {day:%d/%m/%Y} alle 10 la chiamo."
    given = {"text": text, "when": "in five days"}
    shown = browser.post(address(ticket, "later/"), form("", **given)).text
    asked = browser.post(address(ticket, "later/"), form(shown, **given))
    assert (asked.status_code, Draft.objects.exclude(send_at=None).count()) == (422, 0)
    assert "the time that it names is past" in asked.text
    browser.post(address(ticket, "later/"), form(shown, **given, knowingly="1"))
    assert Draft.objects.exclude(send_at=None).count() == 1


def test_words_changed_since_the_moment_was_shown_are_shown_first(browser, ticket):
    shown = browser.post(address(ticket, "later/"), form("")).text
    again = browser.post(address(ticket, "later/"), form(shown, when="in two hours"))
    assert (again.status_code, Draft.objects.filter(send_at__isnull=False).count()) == (200, 0)


def test_usual_moment_pressed_wins_over_what_was_typed(browser, ticket):
    page = browser.post(address(ticket, "later/"), {"text": "Ecco.", "when": ["boh", "tomorrow at 10"]}).text
    assert form(page)["shown_for"] == "tomorrow at 10 False"


@pytest.mark.parametrize(
    "wrong", [{"text": " "}, {"text": "Gentile {{order.number}}"}, {"text": "x" * 100_001}]
)
def test_plan_of_what_could_not_be_sent_says_so_and_keeps_it(browser, ticket, wrong):
    shown = browser.post(address(ticket, "later/"), form("")).text
    answer = browser.post(address(ticket, "later/"), form(shown, **wrong))
    assert (answer.status_code, Draft.objects.filter(send_at__isnull=False).count()) == (422, 0)
    assert wrong["text"] in answer.text


def test_plan_after_the_customer_wrote_asks_first(browser, ticket, arrive):
    seen = Message.objects.latest("id").pk
    shown = browser.post(address(ticket, "later/"), form("")).text
    arrive(message_id="<two@customer.example>", references="<one@customer.example>", text="Trovata!")
    asked = browser.post(address(ticket, "later/"), form(shown, seen=seen))
    assert (asked.status_code, "Trovata!" in asked.text) == (409, True)
    confirmed = form(shown, seen=Message.objects.latest("id").pk, confirmed="1")
    assert browser.post(address(ticket, "later/"), confirmed).status_code == 302


def test_waiting_answer_stands_on_the_page_for_all_and_its_words_in_no_form(
    browser, ticket, waiting, colleague
):
    page = browser.get(address(ticket, "")).text
    assert "A domani." in page
    assert ">A domani.</textarea>" not in page
    other = unescape(signed_in(colleague).get(address(ticket, "")).text)
    assert "Anna Bassi's answer" in other
    assert ("Stop it" in other, "Send now" in other) == (True, False)


def test_waiting_answer_refetches_itself(browser, ticket, waiting):
    part = browser.get(address(ticket, "planned/"), headers={"HX-Request": "true"})
    assert ("A domani." in part.text, "<html" in part.text) == (True, False)
    assert browser.get(address(ticket, "planned/")).status_code == 302


def test_waiting_answer_is_sent_now(browser, ticket, waiting):
    browser.post(address(ticket, f"planned/{waiting.pk}/"), {"act": "send"})
    assert (Message.objects.latest("id").text, Draft.objects.count()) == ("A domani.", 0)


def test_waiting_answer_goes_back_into_the_composer(browser, ticket, waiting):
    page = browser.post(address(ticket, f"planned/{waiting.pk}/"), {"act": "change"}, follow=True)
    assert ">A domani.</textarea>" in page.text
    again = browser.post(address(ticket, f"planned/{waiting.pk}/"), {"act": "send"}, follow=True)
    assert "It has left already" in again.text


def test_waiting_answer_of_a_colleague_cannot_be_sent_by_another(ticket, waiting, colleague):
    signed_in(colleague).post(address(ticket, f"planned/{waiting.pk}/"), {"act": "send"})
    assert Draft.objects.get().send_at is not None
    assert Message.objects.count() == 1
