"""T4: a reply address is the mailbox's own with a token nobody can guess, and leads back to the mailbox."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aiuto.intake.addresses import self_test_address, with_token, without_token
from aiuto.intake.models import Mailbox
from aiuto.intake.queries import mailbox_for_address
from aiuto.people.models import Desk
from aiuto.tickets.references import new_token, tokens_in


@given(st.sampled_from(["aiuto@lumen.example", "aiuto+negozio@lumen.example", "a@b.example"]))
def test_token_travels_in_the_address(address):
    token = new_token()
    written = with_token(address, token)
    assert written.endswith(address.partition("@")[2])
    assert tokens_in((written,)) == [token]
    assert without_token(written) == address


def test_token_has_at_least_128_bits_and_survives_lower_casing():
    tokens = {new_token() for _ in range(1000)}
    assert len(tokens) == 1000
    assert all(len(token) * 5 >= 128 and token == token.lower() and token.isalnum() for token in tokens)


def test_token_of_a_test_mail_is_no_reply_token():
    assert tokens_in((self_test_address("aiuto@lumen.example", new_token()),)) == []


@pytest.mark.django_db
def test_reply_address_leads_to_its_mailbox_and_a_strange_one_to_none():
    mailbox = Mailbox.objects.create(
        desk=Desk.objects.create(name="Lampade"), address="aiuto+negozio@lumen.example"
    )
    assert mailbox_for_address(with_token(mailbox.address, new_token()).upper()) == mailbox
    assert mailbox_for_address(mailbox.address) == mailbox
    assert mailbox_for_address("aiuto@lumen.example") is None
    assert mailbox_for_address("altro+negozio@lumen.example") is None
    Mailbox.objects.update(active=False)
    assert mailbox_for_address(mailbox.address) is None
