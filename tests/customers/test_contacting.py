"""Contact points: one value, one customer."""

import pytest
from django.db import transaction

from aiuto.customers.contacting import (
    add_contact_point,
    confirm,
    contact_point_for,
    first_email,
    mark_undeliverable,
    wanted_email,
    wanted_phone,
)
from aiuto.customers.errors import BadEmail, BadPhone, BelongsToAnother
from aiuto.customers.models import ContactKind, ContactPoint
from aiuto.journal.actors import SYSTEM
from aiuto.journal.models import Event


def test_contact_point_for_makes_a_customer_once(db, now):
    first = contact_point_for(ContactKind.EMAIL, "giulia@customer.example", name="Giulia Neri", now=now)
    again = contact_point_for(ContactKind.EMAIL, "giulia@customer.example", name="Somebody else", now=now)
    assert first == again
    assert (first.customer.name, first.customer.family_key) == ("Giulia Neri", "neri giulia")


def test_add_contact_point_of_oneself_changes_nothing(known, now):
    giulia = known("Giulia", phone="+393471234567")
    events = Event.objects.count()
    point = add_contact_point(giulia, ContactKind.PHONE, "+393471234567", by=SYSTEM, now=now)
    assert (point.backwards, Event.objects.count()) == ("765432174393", events)


def test_add_contact_point_of_another_is_refused(known, now):
    known("Giulia", phone="+393471234567")
    with pytest.raises(BelongsToAnother), transaction.atomic():
        add_contact_point(known("Marco"), ContactKind.PHONE, "+393471234567", by=SYSTEM, now=now)
    assert ContactPoint.objects.count() == 1


def test_first_email_passes_over_what_came_back(known, now):
    giulia = known("Giulia", email="old@customer.example", phone="+393471234567")
    add_contact_point(giulia, ContactKind.EMAIL, "new@customer.example", by=SYSTEM, now=now)
    mark_undeliverable(
        ContactKind.EMAIL, "old@customer.example", reason="550 no such user", by=SYSTEM, now=now
    )
    assert first_email(giulia).value == "new@customer.example"


def test_confirm_says_that_mail_arrives_again(known, now):
    giulia = known("Giulia", email="giulia@customer.example")
    mark_undeliverable(ContactKind.EMAIL, "giulia@customer.example", reason="full", by=SYSTEM, now=now)
    point = confirm(giulia.contact_points.get(), by=SYSTEM, now=now)
    assert (point.verified_at, point.undeliverable_at, point.undeliverable_reason) == (now, None, "")


def test_wanted_is_normal_nothing_or_an_error():
    assert (wanted_email(" A@B.example "), wanted_email("  ")) == ("a@b.example", None)
    assert (wanted_phone("347 1234567"), wanted_phone("")) == ("+393471234567", None)
    with pytest.raises(BadEmail):
        wanted_email("giulia at customer")
    with pytest.raises(BadPhone):
        wanted_phone("twelve")
