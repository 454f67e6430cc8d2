"""A7: a name that a stranger chose carries no link and no markup into the mail of others."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from aiuto.customers.names import in_mail
from aiuto.flows.add_participant import add_participant
from aiuto.flows.receive_message import receive_message
from aiuto.flows.reply import reply
from aiuto.outbox.models import Delivery
from aiuto.people.models import Team, User
from aiuto.people.queries import default_desk
from aiuto.tickets.models import Participant
from tests.mails import mail

CLICKABLE = re.compile(r"://|www\.|@|[^\W_]{2}\.[^\W_]{2}|/", re.IGNORECASE)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Giulia Neri", "Giulia Neri"),
        ("Niccolò D'Addìo-Rossi", "Niccolò D'Addìo-Rossi"),
        ("Lumiera S.p.A.", "Lumiera S.p.A."),
        ("G. B. Verdi", "G. B. Verdi"),
        ("Vinci su https://evil.example/x?a=1 subito", "Vinci su subito"),
        ("WWW.evil.example", ""),
        ("evil.example", "evil example"),
        ("evil.example/login", ""),
        ("<a href='https://evil.example'>Banca</a>", "Banca"),
        ("[Banca](https://evil.example)", "Banca"),
        ("banca@evil.example", ""),
        ("evil．example", "evil example"),
        ("**Urgente** `x`", "Urgente x"),
        ("a" * 100, "a" * 60),
        ("Anna\r\nBcc: x", "Anna Bcc: x"),
        ("", ""),
    ],
)
def test_name_stays_and_the_link_goes(name, shown):
    assert in_mail(name) == shown


@given(st.text() | st.text("ab.:/@w<>[]() \u200b．", max_size=40))
@example("aa.\u200bbb")
@example("ht<b>tp</b>://evil.example")
def test_no_name_can_be_clicked(name):
    shown = in_mail(name)
    assert not CLICKABLE.search(shown)
    assert not set(shown) & set("<>[]`*")
    assert len(shown) <= 60
    assert in_mail(shown) == shown


def test_others_on_the_request_see_the_bare_name(db, now):
    desk = default_desk()
    desk.mailboxes.create(address="assistenza@lumiera.example")
    user = User.objects.create(email="anna@lumiera.example", name="Anna", created_at=now)
    Team.objects.get(desks=desk).members.add(user)
    sender = '"Premio su https://evil.example/x" <mallory@evil.example>'
    receipt = receive_message(mail(sender=sender), via="pipe", now=now)
    add_participant(receipt.ticket, email="paolo@studio.example", name="<b>Paolo</b>", user=user, now=now)
    reply(receipt.ticket, user=user, text="Buongiorno.", now=now)

    assert Participant.objects.count() == 2
    for delivery in Delivery.objects.all():
        people = [*delivery.parts["to"], *delivery.parts["cc"]]
        assert [person["name"] for person in people] == ["Premio su", "Paolo"]
        assert "https://evil" not in str(delivery.parts)
