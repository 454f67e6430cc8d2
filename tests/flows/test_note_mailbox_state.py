"""People see whether a mailbox is read."""

from aiuto.flows.note_mailbox_state import note_mailbox_state
from aiuto.intake.models import Mailbox


def test_state_of_a_mailbox_is_kept(desk, now):
    mailbox = Mailbox.objects.get()
    note_mailbox_state(mailbox, error="The mail server gave no answer in time.", now=now)
    mailbox.refresh_from_db()
    assert mailbox.last_error
    note_mailbox_state(mailbox, position=(1, 9), now=now)
    mailbox.refresh_from_db()
    assert (mailbox.last_error, mailbox.last_uid, mailbox.last_read_at) == ("", 9, now)
