"""Where the reading of a mailbox stands."""

from datetime import timedelta

import pytest

from aiuto.intake.models import Mailbox
from aiuto.intake.reading import note_reading
from aiuto.journal.actors import SYSTEM
from aiuto.journal.models import Event
from aiuto.people.models import Desk

pytestmark = pytest.mark.django_db


@pytest.fixture
def mailbox():
    return Mailbox.objects.create(desk=Desk.objects.create(name="Lampade"), address="aiuto@lumen.example")


def kinds() -> list[str]:
    return list(
        Event.objects.filter(kind__startswith="mailbox").order_by("id").values_list("kind", flat=True)
    )


def test_reading_without_mail_notes_the_time_and_no_event(mailbox, now):
    kept = note_reading(mailbox, by=SYSTEM, now=now)
    assert (kept.last_read_at, kept.uid_validity, kept.last_uid) == (now, None, 0)
    assert kinds() == []


def test_reading_sets_the_cursor_where_told(mailbox, now):
    kept = note_reading(mailbox, position=(7, 42), by=SYSTEM, now=now)
    assert (kept.uid_validity, kept.last_uid) == (7, 42)


def test_trouble_is_one_event_when_it_begins_and_one_when_it_ends(mailbox, now):
    note_reading(mailbox, by=SYSTEM, now=now)
    for error in ("no answer", "no answer", "x" * 900):
        kept = note_reading(mailbox, error=error, by=SYSTEM, now=now + timedelta(minutes=1))
    assert kept.last_read_at == now
    assert len(kept.last_error) == 500
    kept = note_reading(mailbox, by=SYSTEM, now=now)
    assert kept.last_error == ""
    assert kinds() == ["mailbox.trouble", "mailbox.mended"]
