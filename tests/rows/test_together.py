"""Several questions in one statement: the answers of each, as it alone would have them."""

from datetime import date, datetime, timedelta

import pytest
from django.db.models import F, Value

from aiuto.customers.contacting import create_contact_point
from aiuto.customers.models import ContactKind, ContactPoint, Customer, Order
from aiuto.journal.actors import SYSTEM
from aiuto.journal.models import Event
from aiuto.journal.recording import record
from aiuto.people.models import User
from aiuto.rows.asking import Question
from aiuto.rows.together import Bare, together

pytestmark = pytest.mark.django_db


def _fields(one):
    return {field.attname: getattr(one, field.attname) for field in one._meta.concrete_fields}


def test_together_answers_as_each_question_alone(now, django_assert_num_queries):
    for word in ("uno", 'due "\\ %s è', "tre"):
        create_contact_point(ContactKind.EMAIL, f"{len(word)}-{word[0]}@posta.example", name=word, now=now)
    record("ticket.tagged", by=SYSTEM, now=now, ticket=1, words=["due", None, 1.5])
    points = (
        ContactPoint.objects.select_related("customer").order_by("-id").annotate(named=F("customer__name"))
    )
    events = Event.objects.order_by("id")
    names = Customer.objects.order_by("id").values_list("name", "created_at")
    bare = Bare("SELECT count(*), 'x' FROM customers_customer WHERE id > %s", [0], columns=2)
    with django_assert_num_queries(1):
        found, happened, named, nothing, counted = together(points, events, names, points.none(), bare)
        assert [point.customer.name for point in found] == [point.named for point in found]
    assert happened
    for one, other in zip([*found, *happened], [*points, *events], strict=True):
        assert _fields(one) == _fields(other)
    assert named == list(names)
    assert (nothing, counted) == ([], [[3, "x"]])


def test_together_takes_questions_made_once_with_any_values(now, django_assert_num_queries):
    for number, name in enumerate(("uno", "due", "tre")):
        Customer.objects.create(name=name, created_at=now + timedelta(hours=number))
    named = Question(lambda name: Customer.objects.filter(name=name), str)
    later = Question(lambda at: Customer.objects.filter(created_at__gt=at).order_by("id"), datetime)
    for name, at in (("uno", now), ("tre", now + timedelta(minutes=90)), ("?", now + timedelta(days=1))):
        with django_assert_num_queries(1):
            found, after, plain = together(named.of(name), later.of(at), Customer.objects.order_by("-id"))
        assert found == list(Customer.objects.filter(name=name))
        assert after == list(Customer.objects.filter(created_at__gt=at).order_by("id"))
        assert [_fields(one) for one in plain] == [_fields(one) for one in Customer.objects.order_by("-id")]


def test_together_asks_nothing_when_nothing_can_be_found(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert together(User.objects.none(), User.objects.filter(pk__in=[])) == [[], []]


def test_together_takes_and_gives_days(now):
    day = now.date()
    for number in range(3):
        promised = day + timedelta(days=number)
        Order.objects.create(
            source="negozio", number=str(number), ordered_on=day, promised_on=promised, imported_at=now
        )
    before = Question(lambda day: Order.objects.filter(promised_on__lt=day).order_by("id"), date)
    for asked in (day, day + timedelta(days=2)):
        alone, (found,) = before.ask(asked), together(before.of(asked))
        expected = [day + timedelta(days=number) for number in range((asked - day).days)]
        assert [order.promised_on for order in found] == [order.promised_on for order in alone] == expected


def test_rows_wider_than_a_function_takes_come_whole(now):
    create_contact_point(ContactKind.EMAIL, "uno@posta.example", name="uno", now=now)
    columns = {f"n{number}": Value(number) for number in range(230)}
    wide = Customer.objects.annotate(**columns).values_list("name", *columns)
    assert together(wide) == [[("uno", *range(230))]]
