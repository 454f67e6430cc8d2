"""Making it good from the request, deciding about it, the month's ledger, and who may give how much."""

import csv
import io
from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from aiuto.approvals.models import Approval
from aiuto.customers.models import ContactPoint, Order
from aiuto.flows.open_recovery import Failure, open_recovery
from aiuto.flows.propose_compensation import Offer, propose_compensation
from aiuto.outbox.models import Delivery
from aiuto.people.models import Role
from aiuto.recovery.models import Compensation, Duty, Limits, Webhook
from aiuto.recovery.queries.ledger import ledger
from aiuto.tickets.models import Ticket
from tests.flows.recovering import fail, say, step_of
from tests.flows.test_recovery import order_of
from tests.workspace.alike import alike
from tests.workspace.conftest import signed_in

HTMX = {"HX-Request": "true"}
LEDGER_QUERIES = 9
CHOSEN = {"kind": "voucher", "other": "partial_refund", "other_amount": "10", "why": "Ha aspettato"}


@pytest.fixture
def lead(colleague):
    colleague.role = Role.LEAD
    colleague.save()
    return colleague


@pytest.fixture
def ticket(make):
    return make()


@pytest.fixture
def recovery(ticket, agent):
    line = order_of(ticket.customer)
    failure = Failure(what="La lampada è rotta", lost=["money", "time"], lines=[line.pk], goods="kept")
    return open_recovery(ticket.reference, failure, user=agent, now=timezone.now())


def ask(browser, ticket, act: str, **given):
    return browser.post(f"/tickets/{ticket.reference}/ask/{act}/", given, follow=True)


def test_form_says_what_is_fair_and_what_is_owed(browser, ticket, recovery):
    form = browser.get(f"/tickets/{ticket.reference}/ask/step-give/", headers=HTMX).text
    assert "fair from 4.48 to 26.85 EUR, often 13.43." in form
    assert "The goods stay with them" in form
    assert "Owed by law" in form and "when it was delivered is not known" in form
    today = timezone.localdate()
    Order.objects.update(delivered_on=today - timedelta(days=400))
    for act in ("step-give", "step-compensate"):
        form = browser.get(f"/tickets/{ticket.reference}/ask/{act}/", headers=HTMX).text
        assert "delivered on" in form and "Over: the last day was" in form and "Until" in form, act
        assert "we repair or replace it free of charge" in form, act


def test_administrator_says_what_the_law_owes_and_reads_what_the_coach_says_of_the_words(desk, colleague):
    colleague.role = Role.ADMIN
    colleague.save()
    boss, place = signed_in(colleague), f"/recoveries/duties/{desk.pk}/"
    assert "rimborsiamo il prezzo" in boss.get(place).text
    given = {"withdrawal_length": "30", "conformity_length": "24"}
    shown = boss.post(
        place, {**given, "withdrawal_en": "Our policy says that you cannot keep it."}, follow=True
    ).text
    assert "Kept. It holds from now on." in shown and "kept-findings" in shown
    assert Duty.objects.get().text_it.startswith("Chi ha comprato a distanza")
    assert "Our policy says" in boss.get("/coach/texts/").text
    assert boss.post(place, {**given, "withdrawal_length": "367"}).status_code == 422


def test_administrator_gives_a_desk_a_webhook_of_its_own_and_its_secret_is_never_shown(desk, colleague):
    colleague.role = Role.ADMIN
    colleague.save()
    boss, place = signed_in(colleague), f"/recoveries/payer/{desk.pk}/"
    assert "pays out as the whole installation does" in boss.get(place).text
    assert boss.post(place, {"url": "http://pay.example/", "secret": "x" * 16}).status_code == 422
    given = {"url": "https://pay.example/", "secret": "a secret of this desk", "kinds": ["refund", "credit"]}
    shown = boss.post(place, given, follow=True).text
    assert "has a payment system of its own" in shown and "a secret of this desk" not in shown
    assert Webhook.objects.get().kinds == ["credit", "refund"]
    boss.post(place, {"act": "drop"})
    assert not Webhook.objects.exists()


@pytest.mark.parametrize(("budget", "told"), [(101, False), (100, True)])
def test_form_warns_whoever_proposes_once_four_fifths_are_given(
    browser, make, ticket, recovery, agent, lead, budget, told
):
    Limits.objects.create(desk=ticket.desk, budget=budget, agent=90)
    offer = Offer(kind="voucher", amount=Decimal(80), other="gift", why="Ritardo")
    other = fail(make(), agent, timezone.now())
    propose_compensation(other.pk, offer, user=agent, now=timezone.now())
    form = browser.get(f"/tickets/{ticket.reference}/ask/step-give/", headers=HTMX).text
    assert f"80.00 of {budget}.00 EUR were given." in form
    assert ("More than four fifths" in form) == told


def test_given_paid_and_arrived_from_the_request(browser, ticket, recovery):
    line = recovery.lines.get().pk
    ask(browser, ticket, "step-give", amount="20,00", line=line, **CHOSEN)
    shown = browser.get(f"/tickets/{ticket.reference}/").text
    assert "voucher · 20.00 EUR" in shown and "to be paid out" in shown
    ask(browser, ticket, "step-pay", proof="LUM-20")
    assert step_of(recovery, "compensate").proof == "LUM-20"
    assert "Has it arrived?" in browser.get(f"/tickets/{ticket.reference}/").text
    ask(browser, ticket, "step-arrived", arrived="yes")
    assert Compensation.objects.get().state == "confirmed"


@pytest.mark.parametrize("amount", ["0", "-3", "1.250", "molto"])
def test_amount_without_sense_is_explained(browser, ticket, recovery, amount):
    assert "Write an amount such as 12.50" in ask(browser, ticket, "step-give", amount=amount, **CHOSEN).text
    assert not Compensation.objects.exists()


def test_lead_sees_what_was_chosen_and_what_is_left(browser, ticket, recovery, lead):
    ask(browser, ticket, "step-give", amount="80", line=recovery.lines.get().pk, **CHOSEN)
    assert "another person decides" in browser.get(f"/tickets/{ticket.reference}/").text
    shown = signed_in(lead).get(f"/approvals/{Approval.objects.get().pk}/").text
    for fact in (
        "voucher · 80.00 EUR",
        "partial refund · 10.00 EUR",
        "A100 · Nuvola",
        "0.00 of 1000.00 EUR were given",
        "The goods stay with them: the first euros mean the most.",
        "money, time",
    ):
        assert fact in shown
    assert "four fifths" not in shown
    Limits.objects.update(budget=0)
    assert "four fifths" in signed_in(lead).get(f"/approvals/{Approval.objects.get().pk}/").text
    signed_in(lead).post(f"/approvals/{Approval.objects.get().pk}/", {"answer": "yes"})
    assert Compensation.objects.get().state == "approved"


def test_customer_is_asked_by_page_and_their_word_is_noted(browser, arrive, agent):
    ticket = Ticket.objects.get(reference=arrive().ticket)
    ContactPoint.objects.update(verified_at=timezone.now())
    fail(ticket, agent, timezone.now())
    say(ticket, agent, timezone.now())
    ask(browser, ticket, "step-give", amount="5,00", by_page="on", **CHOSEN)
    shown = browser.get(f"/tickets/{ticket.reference}/").text
    assert "they have not chosen yet" in shown and "It was sent off" not in shown
    assert "or voucher · 5.00 EUR" in shown
    assert "has not chosen yet" in ask(browser, ticket, "step-pay", proof="LUM-5").text
    ask(browser, ticket, "step-choose", kind="voucher")
    given = Compensation.objects.get()
    assert (given.kind, given.amount, given.chosen_by) == ("voucher", 5, "colleague")
    assert "It was sent off" in browser.get(f"/tickets/{ticket.reference}/").text


def test_refused_payout_says_why_and_how_to_go_on(browser, ticket, recovery):
    ask(browser, ticket, "step-give", amount="5,00", **CHOSEN)
    delivery = Delivery.objects.create(
        channel="webhook",
        parts={},
        recipient="pay.example",
        created_at=timezone.now(),
        send_after=timezone.now(),
    )
    Compensation.objects.update(delivery=delivery)
    shown = browser.get(f"/tickets/{ticket.reference}/").text
    assert "the payment system pays it out" in shown and "It was sent off" not in shown
    Delivery.objects.update(state="dead", last_error="422 no such account")
    Compensation.objects.update(state="failed")
    shown = browser.get(f"/tickets/{ticket.reference}/").text
    assert "422 no such account" in shown and "It was sent off" in shown
    ask(browser, ticket, "step-pay-again")
    assert (Compensation.objects.get().state, Delivery.objects.get().state) == ("approved", "queued")


def test_nothing_given_has_nothing_to_pay(browser, ticket, recovery):
    assert browser.get(f"/tickets/{ticket.reference}/ask/step-pay/").status_code == 404


@pytest.mark.parametrize("number", [1, 3, 100])
def test_ledger_costs_the_same_however_much_was_given(make, agent, lead, number, django_assert_num_queries):
    now = timezone.now()
    offer = Offer(kind="gift", amount=Decimal(7), why="Motivo", other="voucher")
    propose_compensation(fail(make(), agent, now).pk, offer, user=agent, now=now)
    alike(Compensation.objects.get(), number - 1, paid_for=str)
    browser = signed_in(lead)
    with django_assert_num_queries(LEDGER_QUERIES):
        shown = browser.get("/recoveries/ledger/").text
    assert shown.count("Motivo") == number
    assert f"{7 * number}.00 EUR" in shown


def test_ledger_goes_to_a_spreadsheet_whole_and_harmless(browser, ticket, recovery, lead):
    line = recovery.lines.get().pk
    ask(browser, ticket, "step-give", amount="20,00", line=line, **CHOSEN | {"why": "=1+1"})
    file = signed_in(lead).get("/recoveries/ledger/file/")
    assert "attachment" in file["Content-Disposition"] and file["Content-Disposition"].endswith('.csv"')
    [row] = csv.DictReader(io.StringIO(file.content.decode("utf-8-sig")))
    given = Compensation.objects.get()
    assert (row["request"], row["amount"], row["currency"], row["owed"]) == (
        ticket.reference,
        "20.00",
        "EUR",
        "0",
    )
    assert (row["order"], row["position"], row["why"]) == ("A100", "1", "'=1+1")
    assert (row["state"], row["compensation"]) == ("approved", str(given.pk))
    assert row["approved"] == given.approved_at.isoformat()
    assert browser.get("/recoveries/ledger/file/").status_code == 404


def test_agent_reads_no_ledger_and_lead_sets_no_limits(browser, desk, lead):
    assert browser.get("/recoveries/ledger/").status_code == 404
    assert signed_in(lead).get(f"/recoveries/limits/{desk.pk}/").status_code == 404


def test_month_of_another_time_is_shown_and_nonsense_is_this_month(lead):
    browser = signed_in(lead)
    assert "Nothing was given in this month." in browser.get("/recoveries/ledger/?month=2020-02").text
    assert browser.get("/recoveries/ledger/?month=9999-99&desk=x").status_code == 200


def test_administrator_sets_who_may_give_how_much(desk, lead):
    lead.role = Role.ADMIN
    lead.save()
    browser, address = signed_in(lead), f"/recoveries/limits/{desk.pk}/"
    sent = {"agent": "50", "lead": "400", "budget": "900", "currency": "chf"}
    refused = browser.post(address, sent | {"lead": "40"})
    assert refused.status_code == 422 and "at least what an agent gives" in refused.text
    browser.post(address, sent)
    kept = Limits.objects.get()
    assert (kept.agent, kept.currency, ledger(desk, month=timezone.now()).budget.limit) == (50, "CHF", 900)
