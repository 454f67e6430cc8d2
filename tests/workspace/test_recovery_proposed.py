"""A recovery proposed in a quiet line, and opened: by its yes, by one press, by its form."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from aiuto.customers.models import Order
from aiuto.flows.watch_promises import watch_promises
from aiuto.promises.making import make_by_rule
from aiuto.promises.models import Kind, Promise
from aiuto.promises.ruling import Ruled
from aiuto.recovery.models import Dismissal, Recovery
from aiuto.tickets.models import Cause, Message, Ticket
from tests.flows.recovering import fail, say
from tests.flows.test_recovery import order_of
from tests.workspace.conftest import signed_in
from tests.workspace.test_recovery import HTMX, ask, page


@pytest.fixture
def ticket(arrive) -> Ticket:
    text = "Buongiorno,\n\nla lampada è arrivata rotta. Vorrei la sostituzione.\n\nGiulia Neri"
    return Ticket.objects.get(reference=arrive(at=timezone.now(), text=text).ticket)


def proposal(browser, ticket) -> str:
    return str(browser.get(f"/tickets/{ticket.reference}/panels/recovery/", headers=HTMX).text)


def answer(browser, ticket, said: str):
    key = f"message:{Message.objects.get(ticket=ticket).pk}"
    return browser.post(f"/tickets/{ticket.reference}/proposal/", {"key": key, "answer": said}, follow=True)


def test_message_that_tells_of_a_failure_proposes_a_recovery_and_says_why(browser, ticket):
    shown = proposal(browser, ticket)
    assert "Something is broken. Shall a recovery begin?" in shown
    assert "<blockquote" in shown and "la lampada è arrivata rotta" in shown


def test_kind_word_proposes_nothing(browser, arrive):
    kind = Ticket.objects.get(reference=arrive(text="Grazie, la lampada è bellissima!").ticket)
    assert proposal(browser, kind).strip() == ""


def test_yes_opens_it_in_the_customers_words(browser, ticket, agent):
    shown = answer(browser, ticket, "yes").text
    own = Recovery.objects.get()
    assert (own.what, own.owner) == ("la lampada è arrivata rotta.", agent)
    assert Ticket.objects.get().cause.given == "faulty_goods"
    assert "Apologise" in shown and "Show compassion" in shown
    assert proposal(browser, ticket).strip() == ""


def test_no_is_not_asked_again(browser, ticket):
    answer(browser, ticket, "no")
    assert Dismissal.objects.count() == 1
    assert proposal(browser, ticket).strip() == ""
    assert "answered in the meantime" in answer(browser, ticket, "yes").text
    assert not Recovery.objects.exists()


def test_silence_past_what_the_desk_owes_proposes_one_recovery(browser, arrive, agent):
    """Not opened again for what it made good, and a later silence is asked about anew."""
    ago = timezone.now() - timedelta(days=30)
    waits = Ticket.objects.get(reference=arrive(at=ago, text="Buongiorno, quanto costa la lampada?").ticket)
    assert proposal(browser, waits).strip() == ""
    watch_promises(now=timezone.now())
    assert Promise.objects.get(kind="first_answer").state == "broken"
    shown = proposal(browser, waits)
    assert "We made them wait longer than we owe them" in shown and "first answer" in shown
    where = f"/tickets/{waits.reference}/proposal/"
    browser.post(where, {"key": "silence", "answer": "yes"})
    own = Recovery.objects.get()
    assert Ticket.objects.get().cause.given == "communication"
    Recovery.objects.filter(pk=own.pk).update(state="closed")
    assert proposal(browser, waits).strip() == ""
    make_by_rule(waits, Kind.NEXT_UPDATE, Ruled(timezone.now() + timedelta(days=1)), now=timezone.now())
    watch_promises(now=timezone.now() + timedelta(days=2))
    assert "next news" in proposal(browser, waits)
    browser.post(where, {"key": "silence", "answer": "no"})
    assert proposal(browser, waits).strip() == ""


@pytest.mark.parametrize("state", ["solved", "closed"])
def test_answer_that_came_late_is_no_matter_once_it_is_solved(browser, arrive, state):
    ago = timezone.now() - timedelta(days=30)
    waits = Ticket.objects.get(reference=arrive(at=ago, text="Buongiorno, quanto costa la lampada?").ticket)
    watch_promises(now=timezone.now())
    Ticket.objects.update(state=state)
    assert proposal(browser, waits).strip() == ""


def test_one_press_opens_it_with_what_can_be_read(browser, arrive, agent, colleague):
    """Who pressed carries it, and what it cost them is asked for beside it."""
    text = "Buongiorno,\n\nla lampada dell'ordine a100 è arrivata rotta.\n\nGiulia Neri"
    ticket = Ticket.objects.get(reference=arrive(at=timezone.now(), text=text).ticket)
    Ticket.objects.update(owner=colleague)
    order_of(ticket.customer)
    Order.objects.update(number="A1")
    line = order_of(ticket.customer)
    button = re.search('<button[^>]*data-keys="d"[^>]*>', page(browser, ticket))[0]
    where = re.search('formaction="([^"]*)"', button)[1]
    shown = browser.post(where, follow=True).text
    own = Recovery.objects.get()
    assert (own.what, own.owner, own.severity) == (
        "la lampada dell'ordine a100 è arrivata rotta.",
        agent,
        "serious",
    )
    assert (own.source.ticket, Ticket.objects.get().cause.given) == (ticket, "faulty_goods")
    assert [each.number for each in own.lines.all()] == [line.order.number]
    assert "What did it cost them, what do they ask for?" in shown
    assert "A recovery is open here already" in browser.post(where, follow=True).text


def test_press_by_mistake_is_taken_back_while_nothing_was_done(browser, ticket, agent, colleague):
    pressed = f"/tickets/{ticket.reference}/recovery/"
    shown = browser.post(pressed, follow=True).text
    back = re.search('action="([^"]*/withdraw/)" data-undo', shown)[1]
    assert "cannot be taken back" in signed_in(colleague).post(back, follow=True).text
    assert "no recovery is open here" in browser.post(back, follow=True).text
    assert not Recovery.objects.exists() and not Promise.objects.filter(of_step=True, closed_at=None).exists()
    assert "Something is broken" in proposal(browser, ticket)


@pytest.mark.parametrize("meanwhile", ["answered", "minutes"])
def test_what_is_under_way_is_not_taken_back(browser, ticket, agent, meanwhile):
    own = fail(ticket, agent, timezone.now() - timedelta(minutes=3 if meanwhile == "minutes" else 0))
    if meanwhile == "answered":
        say(ticket, agent, timezone.now())
    assert "cannot be taken back" in browser.post(f"/recoveries/{own.pk}/withdraw/", follow=True).text
    assert Recovery.objects.get() == own


def test_press_where_nothing_can_be_read_names_the_request(browser, make):
    ticket = make(subject="La lampada")
    browser.post(f"/tickets/{ticket.reference}/recovery/")
    assert Recovery.objects.get().what == "La lampada"


def test_agent_opens_it_from_the_menu(browser, ticket, colleague):
    assert "Something went wrong" in page(browser, ticket)
    given = {"what": "Lampada rotta", "severity": "grave", "lost": ["money", "occasion"], "goods": "rejected"}
    ask(browser, ticket, "recover", owner=colleague.pk, **given)
    own = Recovery.objects.get()
    assert (own.severity, own.lost, own.goods) == ("grave", ["money", "occasion"], "rejected")
    assert own.owner == colleague


def test_what_caused_it_is_asked_as_it_opens_and_read_from_their_words(browser, ticket, agent):
    form = browser.get(f"/tickets/{ticket.reference}/ask/recover/", headers=HTMX).text
    broken, payment = (Cause.objects.get(given=key).pk for key in ("faulty_goods", "payment"))
    assert f'value="{broken}" selected' in form
    given = {"what": "Pagata due volte", "severity": "small", "owner": agent.pk, "cause": payment}
    ask(browser, ticket, "recover", **given)
    assert Ticket.objects.get().cause_id == payment
    assert 'name="cause"' not in browser.get(f"/tickets/{ticket.reference}/ask/edit-recovery/").text
