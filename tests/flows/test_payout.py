"""Paying out by the webhook: with the approval, once a key, told in its words, and never beside a colleague's hand."""

import hashlib
import hmac
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db.models import F

from aiuto.flows.call_off_compensation import call_off_compensation
from aiuto.flows.decide import decide
from aiuto.flows.drop_webhook import drop_webhook
from aiuto.flows.keep_webhook import keep_webhook
from aiuto.flows.pay_compensation import pay_compensation
from aiuto.flows.propose_compensation import Offer, propose_compensation
from aiuto.flows.retry_delivery import retry_delivery
from aiuto.flows.retry_payout import retry_payout
from aiuto.jobs.models import Job
from aiuto.jobs.run import run_next
from aiuto.journal.models import Event
from aiuto.notices.models import Notice
from aiuto.outbox.models import Delivery
from aiuto.people.errors import NotAllowed
from aiuto.people.models import Role, User
from aiuto.recovery import errors
from aiuto.recovery.models import Compensation
from tests.channels import certificates
from tests.flows.recovering import fail, step_of
from tests.flows.test_recovery import order_of
from tests.webhook import HANG_UP, SECRET, paying

HOURS = timedelta(hours=12)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    return certificates.make(tmp_path_factory.mktemp("certificate"), "localhost")


@pytest.fixture
def webhook(certificate, monkeypatch, settings):
    with paying(certificate, monkeypatch, settings) as webhook:
        yield webhook


@pytest.fixture
def recovery(ticket, agent, now):
    order_of(ticket.customer)
    return fail(ticket, agent, now)


def give(recovery, user, now, amount="20", **more) -> Compensation:
    offer = {"kind": "voucher", "why": "Ha aspettato", "other": "gift"} | more
    return propose_compensation(recovery.pk, Offer(amount=Decimal(amount), **offer), user=user, now=now)


def work(now) -> None:
    while run_next(now, worker="w"):
        pass


def paid() -> Compensation:
    return Compensation.objects.select_related("delivery").get()


def test_what_is_agreed_to_is_paid_out_and_its_reference_is_the_proof(webhook, recovery, agent, now):
    given = give(recovery, agent, now)
    assert (given.state, webhook.asked) == ("approved", [])
    work(now)
    assert (paid().state, paid().proof) == ("sent", f"LUM-{paid().delivery.rfc_id[:8]}")
    assert step_of(recovery, "compensate").state == "done"
    [told] = webhook.told.values()
    assert (told["kind"], told["amount"], told["currency"]) == ("voucher", "20.00", "EUR")
    assert (told["request"], told["customer"]["email"]) == (
        recovery.ticket.reference,
        "giulia@customer.example",
    )
    assert "Ha aspettato" not in str(told)


def test_what_the_webhook_is_done_with_has_arrived(webhook, recovery, agent, now):
    webhook.done = True
    give(recovery, agent, now)
    work(now)
    assert paid().state == "confirmed"


def test_lost_answer_is_asked_for_again_and_paid_once(webhook, recovery, agent, now):
    webhook.next = [HANG_UP, 503]
    give(recovery, agent, now)
    work(now)
    assert (paid().state, paid().delivery.state) == ("approved", "failed")
    work(now + HOURS)
    assert paid().state == "approved"
    work(now + 2 * HOURS)
    assert paid().state == "sent"
    assert len(webhook.asked) == 3
    assert list(webhook.paid.values()) == [1]


def test_refusal_is_told_in_its_words_and_asked_again_by_a_person(webhook, recovery, agent, now):
    webhook.next = [422]
    given = give(recovery, agent, now)
    work(now)
    assert (paid().state, paid().delivery.last_error, paid().gave_up) == (
        "failed",
        "422 no such account",
        True,
    )
    assert Notice.objects.get(kind="not_paid_out").user == recovery.owner
    assert step_of(recovery, "compensate").state == "due"
    retry_payout(given.pk, user=agent, now=now)
    assert paid().state == "approved"
    work(now)
    assert paid().state == "sent"
    assert len(webhook.paid) == 1


def test_what_was_asked_in_vain_until_its_last_try_is_asked_again_under_the_same_key(
    webhook, recovery, agent, now
):
    given = give(recovery, agent, now)
    Job.objects.update(attempts=F("max_attempts") - 1)
    webhook.next = [HANG_UP]
    work(now)
    assert (paid().state, paid().delivery.state, paid().gave_up) == ("failed", "dead", True)
    retry_payout(given.pk, user=agent, now=now)
    work(now)
    assert (paid().state, list(webhook.paid.values()), len(webhook.asked)) == ("sent", [1], 2)


def test_refusal_is_asked_again_from_the_list_of_what_did_not_leave_too(webhook, recovery, agent, now):
    webhook.next = [422]
    give(recovery, agent, now)
    work(now)
    retry_delivery(Delivery.objects.get().pk, user=agent, now=now)
    assert paid().state == "approved"
    work(now)
    assert paid().state == "sent"


def test_nobody_pays_by_hand_while_the_webhook_is_asked(webhook, recovery, agent, now):
    webhook.next = [500]
    given = give(recovery, agent, now)
    for _ in range(2):
        with pytest.raises(errors.OnItsWay):
            pay_compensation(given.pk, proof="Bonifico 1", user=agent, now=now)
        work(now)
    boss = User.objects.create(email="boss@lumiera.example", name="Boss", role=Role.ADMIN, created_at=now)
    with pytest.raises(errors.OnItsWay):
        call_off_compensation(given.pk, why="No", user=boss, now=now)
    work(now + HOURS)
    with pytest.raises(errors.WrongState):
        pay_compensation(given.pk, proof="Bonifico 1", user=agent, now=now + HOURS)
    assert paid().proof.startswith("LUM-")


def test_what_was_refused_is_paid_by_hand_and_not_asked_again(webhook, recovery, agent, now):
    webhook.next = [422]
    given = give(recovery, agent, now)
    work(now)
    pay_compensation(given.pk, proof="Bonifico 1", user=agent, now=now)
    with pytest.raises(errors.WrongState):
        retry_payout(given.pk, user=agent, now=now)
    work(now)
    assert (paid().state, paid().proof, webhook.paid) == ("sent", "Bonifico 1", {})


def test_what_a_second_person_decides_is_paid_only_then(webhook, recovery, agent, colleague, now):
    colleague.role = Role.LEAD
    colleague.save()
    given = give(recovery, agent, now, "80")
    work(now)
    assert not webhook.asked
    decide(given.approval_id, approve=True, user=colleague, now=now)
    work(now)
    assert (paid().state, len(webhook.paid)) == ("sent", 1)


def test_parcel_is_a_persons_to_send(webhook, recovery, agent, now):
    give(recovery, agent, now, kind="replacement", other="voucher")
    work(now)
    assert (paid().state, paid().on_its_way, webhook.asked) == ("approved", False, [])


@pytest.fixture
def own(webhook, ticket, now):
    """The desk's own webhook, beside the installation's, and its secret."""
    boss = User.objects.create(email="boss@lumiera.example", name="Boss", role=Role.ADMIN, created_at=now)

    def own(kinds=("voucher",), path="/desk"):
        url = f"https://localhost:{webhook.port}{path}"
        given = {"url": url, "secret": "the desk's own secret", "kinds": kinds, "user": boss, "now": now}
        return keep_webhook(ticket.desk, **given)

    return own


def test_desk_pays_out_by_its_own_webhook_with_its_own_secret(webhook, own, recovery, agent, now):
    own()
    give(recovery, agent, now)
    work(now)
    [(headers, body)] = webhook.asked
    at, proof = (part.partition("=")[2] for part in headers["Aiuto-Signature"].split(","))
    told = hmac.new(b"the desk's own secret", f"{at}.".encode() + body, hashlib.sha256).hexdigest()
    assert (proof, paid().state) == (told, "sent")


def test_kind_that_the_desks_own_does_not_pay_is_a_persons(webhook, own, recovery, agent, now):
    own(kinds=("refund",))
    give(recovery, agent, now)
    work(now)
    assert (paid().on_its_way, webhook.asked) == (False, [])


def test_secret_is_kept_concealed_unsaid_and_stays_where_none_is_typed(own, ticket, now):
    kept = own()
    assert "own secret" not in kept.secret
    boss = User.objects.get(name="Boss")
    given = {"url": kept.url, "kinds": ["gift"], "user": boss, "now": now}
    assert keep_webhook(ticket.desk, **given, secret="").secret == kept.secret
    assert [event.data["changed"].get("secret", "unchanged") for event in events()] == [None, "unchanged"]
    for bad in ({"url": "http://pay.example/"}, {"secret": "short"}):
        with pytest.raises(errors.BadWebhook):
            keep_webhook(ticket.desk, **given | {"secret": ""} | bad)


def events():
    return Event.objects.filter(kind="desk.webhook_changed").order_by("pk")


def test_desk_that_lets_its_own_go_pays_by_the_installations(webhook, own, recovery, agent, now):
    own()
    drop_webhook(recovery.desk, user=User.objects.get(name="Boss"), now=now)
    give(recovery, agent, now)
    work(now)
    assert paid().state == "sent" and SECRET not in str(Event.objects.values_list("data", flat=True))


def test_agent_changes_no_webhook(recovery, agent, now):
    with pytest.raises(NotAllowed):
        drop_webhook(recovery.desk, user=agent, now=now)


def test_outsider_asks_for_no_payment(webhook, recovery, agent, outsider, now):
    webhook.next = [422]
    given = give(recovery, agent, now)
    work(now)
    with pytest.raises(errors.NotFound):
        retry_payout(given.pk, user=outsider, now=now)
