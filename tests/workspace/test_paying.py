"""Money that is under way, on the page of its request: paid with what shows it, also once the recovery is closed."""

from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from aiuto.flows.close_recovery import close_recovery
from aiuto.flows.do_step import do_step
from aiuto.flows.note_follow_up import note_follow_up
from aiuto.recovery.models import Compensation, Recovery
from aiuto.recovery.queries.export import export_recoveries
from aiuto.tickets.models import Attachment, Link, Ticket
from tests.flows.recovering import act, fail, give, late, say, step_of, with_line
from tests.flows.test_recovery import order_of
from tests.workspace.conftest import signed_in
from tests.workspace.test_recovery import ask, page


@pytest.fixture
def ticket(arrive) -> Ticket:
    return Ticket.objects.get(reference=arrive().ticket)


@pytest.fixture
def recovery(ticket, agent) -> Recovery:
    return fail(ticket, agent, timezone.now())


def photo() -> SimpleUploadedFile:
    return SimpleUploadedFile("ricevuta.pdf", b"%PDF-1.4 bonifico", "application/pdf")


def test_payment_shows_by_a_file_or_a_request_as_an_act_does(browser, ticket, recovery, agent, arrive):
    given = give(recovery, agent, timezone.now())
    assert "Show that it was done" in ask(browser, ticket, "step-pay").text
    other = Ticket.objects.get(reference=arrive(message_id="<x@shop.example>", subject="Cassa").ticket)
    ask(browser, ticket, "step-pay", file=photo(), request=other.reference)
    given.refresh_from_db()
    receipt = Attachment.objects.get()
    assert (given.state, given.shown_in, given.elsewhere) == ("sent", receipt.message, other)
    assert Link.objects.get(kind="related").later == other
    assert step_of(recovery, "compensate").evidence == receipt.message
    [told] = export_recoveries()
    evidence = [f"message:{receipt.message_id}", f"file:{receipt.blob_id}", f"ticket:{other.reference}"]
    assert [one["evidence"] for one in told["compensation"]] == [evidence]
    shown = page(browser, ticket)
    assert "ricevuta.pdf" in shown and f'href="/tickets/{other.reference}/" dir="auto">Cassa' in shown


def test_refused_form_says_that_its_file_is_to_be_chosen_once_more(browser, ticket, recovery, agent):
    give(recovery, agent, timezone.now())
    refused = ask(browser, ticket, "step-pay", file=photo(), request="ZZZZZZZZ", proof="Cro 12")
    assert refused.status_code == 422
    assert "Choose this file once more" in refused.text and "Cro 12" in refused.text
    assert not Attachment.objects.exists()


def test_what_comes_after_the_step_is_paid_and_confirmed_while_the_follow_up_is_awaited(
    browser, ticket, recovery, agent
):
    now = timezone.now()
    say(ticket, agent, now)
    act(recovery, agent, now)
    do_step(recovery.pk, "compensate", words="Niente", user=agent, now=now)
    given = give(recovery, agent, now)
    assert Recovery.objects.get().state == "awaiting"
    assert f"/ask/step-pay/?which={given.pk}" in page(browser, ticket)
    ask(browser, ticket, "step-pay", which=given.pk, proof="LUM-20")
    assert f"/ask/step-arrived/?which={given.pk}" in page(browser, ticket)


def test_closed_recovery_shows_what_has_not_arrived_yet_and_goes_on_where_it_does_not(
    browser, ticket, recovery, agent
):
    now = timezone.now()
    give(recovery, agent, now)
    ask(browser, ticket, "step-pay", proof="https://corriere.example/LX-1")
    say(ticket, agent, now)
    act(recovery, agent, now)
    note_follow_up(recovery.pk, answer="content", user=agent, now=now)
    close_recovery(recovery.pk, cause=late(), user=agent, now=now)
    shown = page(browser, ticket)
    assert "the recovery is closed" in shown and 'href="https://corriere.example/LX-1"' in shown
    ask(browser, ticket, "step-arrived", arrived="no")
    assert Recovery.objects.get().state == "reopened" and "It was sent off" in page(browser, ticket)
    ask(browser, ticket, "step-pay", proof="LX-2")
    ask(browser, ticket, "step-arrived", arrived="yes")
    assert "step-arrived" not in page(browser, ticket)


@pytest.fixture
def broken_lamp(ticket, agent) -> Recovery:
    """It cost 89.50."""
    return with_line(ticket, agent, timezone.now(), order_of(ticket.customer))


def test_choice_below_what_is_fair_is_given_once_it_says_why(browser, ticket, broken_lamp):
    offered = {"kind": "voucher", "amount": "20", "other": "gift", "other_amount": "1", "why": "Ritardo"}
    refused = ask(browser, ticket, "step-give", **offered)
    assert "here that begins at 4.48 EUR" in refused.text and "Why it is fair all the same" in refused.text
    ask(browser, ticket, "step-give", **offered, fair_why="Ha chiesto un pensiero")
    given = Compensation.objects.get()
    assert (given.amount, given.fair_why) == (20, "Ha chiesto un pensiero")


def test_what_goes_beyond_what_is_owed_is_split_and_offered_beside_it(
    browser, ticket, broken_lamp, agent, colleague
):
    agent.role = "lead"
    agent.save()
    wanted = {"kind": "refund", "amount": "100,00", "owed": "on", "why": "Rotta"}
    refused = ask(browser, ticket, "step-give", **wanted)
    assert "here 89.50 EUR" in refused.text and "Note now only what the law owes" in refused.text
    ask(browser, ticket, "step-give", **wanted, split="on")
    owed = Compensation.objects.get()
    assert (owed.amount, owed.owed, owed.state) == (Decimal("89.50"), True, "approved")
    ask(browser, ticket, "step-give", kind="voucher", amount="10.50", other="gift", why="Il resto")
    beside = Compensation.objects.latest("pk")
    assert (beside.state, beside.owed) == ("proposed", False)
    colleague.role = "lead"
    colleague.save()
    asked = signed_in(colleague).get(f"/approvals/{beside.approval_id}/").text
    assert "Given for it before" in asked and "refund · 89.50 EUR · to be paid out · owed by law" in asked
    shown = page(browser, ticket)
    assert f"/ask/step-pay/?which={owed.pk}" in shown and "another person decides" in shown
    ask(browser, ticket, "step-pay", which=owed.pk, proof="Bonifico 1")
    owed.refresh_from_db()
    assert (owed.state, step_of(broken_lamp, "compensate").state) == ("sent", "due")


def test_nobody_pays_what_is_of_another_request(browser, ticket, recovery, agent, make):
    other = give(fail(make(), agent, timezone.now()), agent, timezone.now())
    give(recovery, agent, timezone.now())
    assert ask(browser, ticket, "step-pay", which=other.pk, proof="LUM").status_code == 404


def test_lead_calls_off_what_they_do_not_want_any_more(browser, ticket, recovery, agent, colleague):
    given = give(recovery, agent, timezone.now())
    assert "step-call-off" not in page(browser, ticket)
    colleague.role = "lead"
    colleague.save()
    lead = signed_in(colleague)
    assert f"/ask/step-call-off/?which={given.pk}" in page(lead, ticket)
    ask(lead, ticket, "step-call-off", which=given.pk, why="Non lo vuole")
    given.refresh_from_db()
    assert given.state == "declined" and "EUR: Non lo vuole" in page(lead, ticket)
