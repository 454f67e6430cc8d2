"""Connecting a mailbox, and the test mail that proves its reply addresses."""

import pytest

from aiuto.intake.addresses import self_test_address
from aiuto.intake.errors import BadMailbox
from aiuto.intake.mailboxes import begin_own_test, connect, note_own_test
from aiuto.journal.actors import SYSTEM
from aiuto.journal.models import Event
from aiuto.people.queries import default_desk

pytestmark = pytest.mark.django_db


@pytest.fixture
def mailbox(now):
    return connect(default_desk(), address=" Aiuto@Lumen.example ", by=SYSTEM, now=now)


def test_address_is_kept_in_one_form(mailbox):
    assert mailbox.address == "aiuto@lumen.example"
    assert Event.objects.get().data == {"mailbox": mailbox.pk, "desk": default_desk().pk}


@pytest.mark.parametrize(
    "address", ["", "aiuto", "aiuto@", "a@b.example\r\nBcc: c@d.example", "AIUTO@lumen.example"]
)
def test_address_that_is_none_or_taken_is_refused(mailbox, now, address):
    with pytest.raises(BadMailbox) as problem:
        connect(default_desk(), address=address, by=SYSTEM, now=now)
    assert str(problem.value)


def test_test_mail_that_came_back_proves_reply_addresses_once(mailbox, now):
    begin_own_test(mailbox, token="k3y", by=SYSTEM, now=now)
    back = self_test_address(mailbox.address, "k3y").upper()
    assert not note_own_test(mailbox, ["other@lumen.example"], now=now)
    assert note_own_test(mailbox, ["other@lumen.example", back], now=now)

    mailbox.refresh_from_db()
    assert (mailbox.reply_addresses_since, mailbox.test_token) == (now, "")
    assert not note_own_test(mailbox, [back], now=now)


def test_mailbox_without_a_test_proves_nothing(mailbox, now):
    assert not note_own_test(mailbox, ["aiuto+test-@lumen.example"], now=now)
