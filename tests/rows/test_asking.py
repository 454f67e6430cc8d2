"""Question: the answers of the queryset, without making its SQL again."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction

from aiuto.customers.contacting import create_contact_point
from aiuto.customers.models import ContactKind, ContactPoint
from aiuto.journal.models import Event
from aiuto.people.models import Desk, Schedule
from aiuto.rows.asking import Question, filled

pytestmark = pytest.mark.django_db


@pytest.fixture
def points(now):
    return [
        create_contact_point(ContactKind.EMAIL, f"{name}@posta.example", name=name.title(), now=now)
        for name in ("anna", "bea", "carla")
    ]


def _of(kind, *values):
    return (
        ContactPoint.objects.select_related("customer").filter(kind=kind, value__in=values).order_by("-value")
    )


def test_question_answers_as_its_queryset(points):
    question = Question(_of, str, str, str)
    for values in (("anna@posta.example", "carla@posta.example"), ("bea@posta.example", "?"), ("?", "?")):
        assert question.ask("email", *values) == list(_of("email", *values))


def test_question_brings_what_is_joined(points, django_assert_num_queries):
    question = Question(_of, str, str)
    question.ask("email", "?")
    with django_assert_num_queries(1):
        [point] = question.ask("email", "anna@posta.example")
        assert point.customer.name == "Anna"


def test_question_sees_what_changed_since(points, now):
    question = Question(_of, str, str)
    assert question.ask("email", "new@posta.example") == []
    made = create_contact_point(ContactKind.EMAIL, "new@posta.example", name="", now=now)
    assert question.ask("email", "new@posta.example") == [made]


def test_question_of_values_converts_them(points, now):
    question = Question(lambda pk: ContactPoint.objects.filter(pk=pk).values_list("value", "created_at"), int)
    assert question.ask(points[0].pk) == [("anna@posta.example", now)]


def test_question_reads_json_and_an_empty_join():
    schedule = Schedule.objects.create(name="Days", week={"0": [["09:00", "13:00"]]})
    Desk.objects.create(name="With", schedule=schedule)
    Desk.objects.create(name="Without")
    question = Question(lambda name: Desk.objects.select_related("schedule").filter(name=name), str)
    assert question.ask("With")[0].schedule.week == {"0": [["09:00", "13:00"]]}
    assert question.ask("Without")[0].schedule is None


def test_question_objects_can_be_saved(points):
    question = Question(_of, str, str)
    [point] = question.ask("email", "anna@posta.example")
    point.undeliverable_reason = "gone"
    point.save()
    assert question.ask("email", "anna@posta.example")[0].undeliverable_reason == "gone"


def test_question_may_lock(points):
    question = Question(lambda pk: ContactPoint.objects.select_for_update().filter(pk=pk), int)
    with transaction.atomic():
        assert question.ask(points[0].pk) == [points[0]]


@pytest.mark.parametrize("value", ["'", '"; --', "%s", "\x010", "è", "a" * 5000])
def test_question_takes_any_text_as_a_value(points, value):
    question = Question(_of, str, str, str)
    assert [p.value for p in question.ask("email", "anna@posta.example", value)] == ["anna@posta.example"]


def test_question_takes_a_moment_to_the_microsecond(points, now):
    before = Question(lambda at: ContactPoint.objects.filter(created_at__lt=at), datetime)
    assert before.ask(now) == []
    assert len(before.ask(now + timedelta(microseconds=1))) == len(points)
    rome = (now + timedelta(microseconds=1)).astimezone(ZoneInfo("Europe/Rome"))
    assert len(before.ask(rome)) == len(points)


def test_question_without_values_is_asked_again():
    question = Question(lambda: Event.objects.values_list("id"))
    assert question.ask() == question.ask() == []


def test_filled_repeats_the_last():
    assert filled(["a", "b"], 4) == ["a", "b", "b", "b"]
