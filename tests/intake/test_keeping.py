"""One row a mail read, with its outcome."""

import pytest
from django.db import IntegrityError, transaction

from aiuto.intake.keeping import Arrival, Identity, keep, set_outcome
from aiuto.intake.models import Mailbox, Outcome, RawMail
from aiuto.journal.actors import person
from aiuto.journal.models import Event
from aiuto.people.queries import default_desk

pytestmark = pytest.mark.django_db


@pytest.fixture
def arrival():
    return Arrival(
        desk=default_desk().pk, via="smtp", envelope_from="a@b.example", envelope_to=("c@d.example",)
    )


def kept(arrival, now, *, outcome=Outcome.STORED, digest="d" * 64, **more) -> RawMail:
    return keep(
        Identity(digest, None, "x" * 400, "y" * 400), arrival=arrival, outcome=outcome, now=now, **more
    )


def test_row_says_how_it_came(arrival, now):
    row = RawMail.objects.get(pk=kept(arrival, now).pk)
    assert row.envelope == {"envelope_from": "a@b.example", "envelope_to": ["c@d.example"]}
    assert (row.via, row.received_at, row.outcome) == ("smtp", now, "stored")
    assert (len(row.shown_from), len(row.subject)) == (320, 300)


def test_null_sender_is_not_the_same_as_unknown(arrival, now):
    row = kept(Arrival(desk=arrival.desk, via="smtp", envelope_from=""), now)
    unknown = kept(Arrival(desk=arrival.desk, via="pipe"), now, digest="e" * 64)
    assert row.envelope.get("envelope_from", None) != unknown.envelope.get("envelope_from", None)


@pytest.mark.parametrize("second", [Outcome.STORED, Outcome.QUARANTINED])
def test_same_mail_is_kept_once_a_desk(arrival, now, second):
    kept(arrival, now)
    with pytest.raises(IntegrityError), transaction.atomic():
        kept(arrival, now, outcome=second)


def test_duplicates_and_refusals_are_as_many_as_there_were(arrival, now):
    first = kept(arrival, now)
    for _ in range(3):
        kept(arrival, now, outcome=Outcome.DUPLICATE, first=first)
        kept(arrival, now, outcome=Outcome.REFUSED, reason="too-large")
    assert RawMail.objects.filter(first=first).count() == 3
    assert RawMail.objects.count() == 7


def test_cursor_of_the_mailbox_moves_and_its_trouble_is_over(arrival, now):
    mailbox = Mailbox.objects.create(desk=default_desk(), address="a@lumen.example", last_error="no answer")
    kept(Arrival(desk=arrival.desk, via="imap", mailbox=mailbox.pk, position=(7, 42)), now)
    mailbox.refresh_from_db()
    assert (mailbox.uid_validity, mailbox.last_uid, mailbox.last_read_at) == (7, 42, now)
    assert mailbox.last_error == ""


def test_outcome_that_a_person_changes_is_an_event(arrival, now):
    row = kept(arrival, now, outcome=Outcome.QUARANTINED, reason="login-code")
    set_outcome(row, Outcome.STORED, reason="", by=person(5), now=now)

    row.refresh_from_db()
    assert (row.outcome, row.reason, row.released_at) == ("stored", "", now)
    event = Event.objects.get()
    assert (event.kind, event.actor_id, event.data["raw_mail"]) == ("mail.stored", 5, row.pk)
