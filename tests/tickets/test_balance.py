"""The mail balance: what was read is somewhere, counted by what exists."""

from datetime import date, timedelta

import pytest

from aiuto.flows.receive_message import receive_message
from aiuto.flows.refuse_message import refuse_message
from aiuto.flows.release_quarantined import release_quarantined
from aiuto.intake.models import Mailbox, RawMail
from aiuto.people.models import Desk, User
from aiuto.people.queries import default_desk
from aiuto.tickets.models import Message
from aiuto.tickets.queries.balance import balance
from tests.mails import mail


@pytest.fixture
def mailbox(db) -> Mailbox:
    return Mailbox.objects.create(desk=default_desk(), address="assistenza@lumiera.example")


@pytest.fixture
def full(mailbox, now):
    """One of each outcome, two days running."""
    for day in range(2):
        at = now + timedelta(days=day)
        for _ in range(2):
            raw = mail(message_id=f"<{day}@customer.example>", subject=f"Mail {day}")
            receive_message(raw, via="imap", mailbox=mailbox, now=at)
        code = mail(
            message_id=f"<c{day}@service.example>", subject="Your login code", text=f"Code: 48291{day}"
        )
        receive_message(code, via="imap", mailbox=mailbox, now=at)
        refuse_message(via="smtp", reason="too-large", mailbox=mailbox, now=at)


def test_every_outcome_is_counted_by_day(full, mailbox, now):
    rows = balance(None, since=now - timedelta(days=1))
    assert [row.day for row in rows] == [date(2026, 3, 3), date(2026, 3, 2)]
    for row in rows:
        assert (row.read, row.stored, row.duplicate, row.refused, row.quarantined) == (4, 1, 1, 1, 1)
        assert (row.mailbox, row.balances) == (mailbox.address, True)


def test_a_release_moves_from_quarantined_to_stored(full, now):
    held = RawMail.objects.filter(outcome="quarantined").first()
    admin = User.objects.create(email="capo@lumiera.example", name="Capo", role="admin", created_at=now)
    release_quarantined(held.pk, user=admin, now=now)
    row = balance(None, since=now - timedelta(days=1))[1]
    assert (row.stored, row.quarantined, row.balances) == (2, 0, True)


def test_a_message_that_vanished_is_missing(full, now):
    Message.objects.filter(raw_mail__received_at=now).update(raw_mail=None)
    newer, older = balance(None, since=now - timedelta(days=1))
    assert (newer.balances, older.missing) == (True, 1)


def test_only_ones_own_desks_and_the_days_asked_for(full, now):
    other = Desk.objects.create(name="Personale", private=True)
    receive_message(mail(message_id="<p@b.example>", subject="P"), via="pipe", desk=other, now=now)
    admin = User.objects.create(email="capo@lumiera.example", name="Capo", role="admin", created_at=now)
    assert {row.desk for row in balance(admin, since=now)} == {default_desk().name}
    assert {row.desk for row in balance(None, since=now)} == {default_desk().name, "Personale"}
    assert len(balance(admin, since=now, until=now + timedelta(hours=1))) == 1


def test_it_is_one_statement(full, now, django_assert_num_queries):
    with django_assert_num_queries(1):
        balance(None, since=now)
