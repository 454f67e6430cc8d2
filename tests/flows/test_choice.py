"""Two fair things, and the customer's choice: asked by mail at a proved address, theirs is recorded and paid out."""

import re
from decimal import Decimal

import pytest

from aiuto.customers.models import ContactPoint
from aiuto.flows.answer_choice import answer_choice
from aiuto.flows.decide import decide
from aiuto.flows.note_choice import note_choice
from aiuto.flows.pay_compensation import pay_compensation
from aiuto.flows.propose_compensation import Offer, propose_compensation
from aiuto.journal.models import Event
from aiuto.outbox.models import Delivery
from aiuto.people import tokens
from aiuto.people.models import Role
from aiuto.recovery import errors
from aiuto.recovery.models import Compensation
from aiuto.recovery.queries.ledger import ledger
from aiuto.tickets.errors import BadAnswer
from tests.flows.recovering import DAY, fail, say


@pytest.fixture
def recovery(ticket, agent, now):
    """The customer has had an answer, and the address is proved."""
    ContactPoint.objects.update(verified_at=now)
    recovery = fail(ticket, agent, now)
    say(ticket, agent, now)
    return recovery


@pytest.fixture
def given(recovery, agent, now):
    return offer(recovery, agent, now)


def offer(recovery, user, now, amount="15", other_amount="20", **more) -> Compensation:
    both = {
        "kind": "gift",
        "amount": Decimal(amount),
        "other": "voucher",
        "other_amount": Decimal(other_amount),
    }
    wanted = Offer(**both | {"why": "Ha aspettato", "by_page": True} | more)
    return propose_compensation(recovery.pk, wanted, user=user, now=now)


def mails():
    return Delivery.objects.filter(parts__auto_submitted="auto-generated")


def link() -> str:
    return re.findall(r"/p/([^/\s]+)/", mails().latest("id").parts["text"])[0]


def test_both_are_mailed_in_their_language_and_nothing_that_we_wrote(given):
    text = mails().latest("id").parts["text"]
    assert "Buono, 20,00 EUR: " in text and "Omaggio, 15,00 EUR: " in text
    assert "Ha aspettato" not in text
    assert given.asked_at


def test_what_they_choose_is_recorded_as_theirs(given, desk, agent, now):
    assert ledger(desk, month=now).budget.spent == 20
    chosen = answer_choice(link(), answer="gift", now=now)
    assert (chosen.kind, chosen.amount, chosen.other, chosen.other_amount) == ("gift", 15, "voucher", 20)
    assert chosen.chosen_by == "customer"
    assert Event.objects.get(kind="compensation.chosen").actor_kind == "customer"
    assert ledger(desk, month=now).budget.spent == 15
    pay_compensation(given.pk, proof="Pacco 1", user=agent, now=now)


def test_their_first_word_counts(given, now):
    answer_choice(link(), answer="gift", now=now)
    assert answer_choice(link(), answer="voucher", now=now).kind == "gift"
    assert Event.objects.filter(kind="compensation.chosen").count() == 1


def test_nothing_is_paid_before_they_have_chosen(given, agent, now):
    with pytest.raises(errors.NotChosen):
        pay_compensation(given.pk, proof="Pacco 1", user=agent, now=now)


def test_what_was_not_offered_is_asked_again(given, now):
    with pytest.raises(BadAnswer):
        answer_choice(link(), answer="refund", now=now)
    assert Compensation.objects.get().undecided


@pytest.mark.parametrize("token", ["", "x", "choice:1"])
def test_link_of_a_stranger_does_nothing(given, now, token):
    assert answer_choice(token, answer="gift", now=now) is None


def test_link_for_another_page_does_nothing(given, now):
    other = tokens.issue("follow_up", {"compensation": given.pk}, until=now + DAY)
    assert answer_choice(other, answer="gift", now=now) is None
    assert Compensation.objects.get().undecided


def test_link_is_over_after_a_month(given, now):
    assert answer_choice(link(), answer="gift", now=now + 31 * DAY) is None


def test_colleague_notes_what_they_said_on_the_telephone(given, agent, now):
    note_choice(given.pk, kind="gift", user=agent, now=now)
    assert Compensation.objects.get().chosen_by == "colleague"
    assert answer_choice(link(), answer="voucher", now=now).kind == "gift"
    with pytest.raises(errors.ChosenAlready):
        note_choice(given.pk, kind="voucher", user=agent, now=now)


def test_address_that_is_not_proved_is_not_written_to(recovery, agent, now):
    ContactPoint.objects.update(verified_at=None)
    with pytest.raises(errors.CannotAsk):
        offer(recovery, agent, now)
    assert not Compensation.objects.exists() and not mails().exists()


@pytest.mark.parametrize("more", [{"other_amount": None}, {"owed": True}])
def test_what_is_no_choice_is_not_mailed(recovery, agent, now, more):
    with pytest.raises(errors.NothingToChoose):
        propose_compensation(
            recovery.pk,
            Offer(
                **{"kind": "gift", "amount": Decimal(9), "other": "voucher", "other_amount": Decimal(8)}
                | {"why": "Sì", "by_page": True}
                | more
            ),
            user=agent,
            now=now,
        )


def test_second_person_is_asked_for_the_dearer_one_before_the_customer_is(recovery, agent, colleague, now):
    colleague.role = Role.LEAD
    colleague.save()
    given = offer(recovery, agent, now, "16", "31")
    assert given.approval and not mails().exists()
    with pytest.raises(errors.ChosenAlready):
        note_choice(given.pk, kind="gift", user=agent, now=now)
    decide(given.approval_id, approve=True, user=colleague, now=now)
    assert answer_choice(link(), answer="gift", now=now).state == "approved"


def test_what_was_declined_meanwhile_is_no_longer_offered(given, now):
    token = link()
    Compensation.objects.update(state="declined")
    assert answer_choice(token, answer="gift", now=now) is None
