"""Limits: whatever is done in whatever order, one at most is in force, and the customer knows which."""

from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aiuto.customers import errors
from aiuto.customers.limit_words import draft, whole
from aiuto.customers.limiting import (
    Wish,
    ask_limit,
    due,
    lift,
    lock_limit,
    look,
    put_in_force,
    turn_down,
)
from aiuto.customers.merging import merge_customers
from aiuto.customers.models import Customer, Limit, LimitKind
from aiuto.journal.actors import SYSTEM, person
from aiuto.journal.models import Event
from aiuto.people.models import User
from aiuto.people.queries import default_desk
from tests.examples import examples

WISH = Wish(
    kind=LimitKind.WRITTEN,
    reason="Insulta chi risponde al telefono",
    evidence=[7, 3, 7],
    text="Gentile Giulia, da oggi Le rispondiamo per iscritto.",
    until=date(2026, 6, 1),
)
ACTS = ("ask", "agree", "refuse", "lift", "look")


@pytest.fixture
def anna(db, now) -> User:
    return User.objects.create(email="anna@lumiera.example", name="Anna", created_at=now)


@pytest.fixture
def giulia(known) -> Customer:
    return known("Giulia Neri", email="giulia@customer.example")


def ask(customer, by, now, **changed) -> Limit:
    return ask_limit(customer, replace(WISH, **changed), desk=default_desk(), ticket=1, by=by, now=now)


def in_force(customer, by, now, **changed) -> Limit:
    limit = ask(customer, by, now, **changed)
    return put_in_force(lock_limit(limit.pk), by=SYSTEM, now=now)


def kind_of(customer) -> str:
    return Customer.objects.get(pk=customer.pk).limit


def test_limit_that_is_asked_for_changes_nothing_yet(giulia, anna, now):
    limit = ask(giulia, anna, now)
    assert (limit.state, limit.evidence, kind_of(giulia)) == ("asked", [3, 7], "")
    assert limit.approval.why == WISH.reason
    assert Event.objects.get(kind="limit.asked").customer == giulia.pk


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"evidence": []}, errors.NoEvidence),
        ({"reason": "  "}, errors.NoReasonGiven),
        ({"text": "\r\n"}, errors.NothingToTell),
        ({"until": date(2026, 3, 2)}, errors.BadUntil),
        ({"until": date(2027, 3, 3)}, errors.BadUntil),
    ],
)
def test_limit_needs_evidence_a_reason_words_and_a_day(giulia, anna, now, changed, error):
    with pytest.raises(error):
        ask(giulia, anna, now, **changed)


def test_second_question_waits_for_the_first_to_be_decided(giulia, anna, now):
    ask(giulia, anna, now)
    with pytest.raises(errors.LimitAsked):
        ask(giulia, anna, now, kind=LimitKind.BLOCKED)


def test_next_limit_takes_the_place_of_the_one_before(giulia, anna, now):
    first = in_force(giulia, anna, now, kind=LimitKind.WARNING)
    second = in_force(giulia, anna, now, kind=LimitKind.BLOCKED)
    first.refresh_from_db()
    assert (first.state, second.state, kind_of(giulia)) == ("lifted", "in_force", "blocked")


def test_limit_that_ends_is_lifted_when_its_day_is_over_on_the_desks_clock(giulia, anna, now):
    limit = in_force(giulia, anna, now, ends=True)
    over = datetime.fromisoformat("2026-06-02T00:00:00+02:00")
    assert (due(over - timedelta(seconds=1), limit=9), due(over, limit=9)) == ([], [limit.pk])
    assert look(lock_limit(limit.pk), now=over) is False
    assert (Limit.objects.get().state, kind_of(giulia)) == ("lifted", "")


def test_limit_without_an_end_is_to_be_looked_at_again_and_again(giulia, anna, now):
    limit = in_force(giulia, anna, now)
    day = datetime.fromisoformat("2026-06-01T00:00:00+02:00")
    assert look(lock_limit(limit.pk), now=day) is True
    assert look(lock_limit(limit.pk), now=day) is False
    assert look(lock_limit(limit.pk), now=day + timedelta(days=7)) is True
    assert kind_of(giulia) == "written"


def test_two_who_become_one_keep_the_stricter_limit(giulia, known, anna, now):
    other = known("G. Neri")
    mild, strict = in_force(giulia, anna, now), in_force(other, anna, now, kind=LimitKind.BLOCKED)
    merge_customers(other, into=giulia, by=person(anna.pk), now=now)
    states = dict(Limit.objects.values_list("pk", "state"))
    assert states == {mild.pk: "lifted", strict.pk: "in_force"}
    assert set(Limit.objects.values_list("customer", flat=True)) == {giulia.pk}
    assert (kind_of(giulia), kind_of(other)) == ("blocked", "")


def test_customer_with_a_limit_keeps_it_when_another_joins(giulia, known, anna, now):
    in_force(giulia, anna, now)
    merge_customers(known("G. Neri"), into=giulia, by=person(anna.pk), now=now)
    assert kind_of(giulia) == "written"


@pytest.mark.parametrize("kind", LimitKind.values)
@pytest.mark.parametrize(
    ("language", "word", "day"), [("it", "OPPOSIZIONE", "1 giugno 2026"), ("en", "OBJECTION", "1 June 2026")]
)
def test_text_says_in_their_language_until_when_and_how_to_object(
    giulia, anna, now, kind, language, word, day
):
    own = draft(LimitKind(kind), giulia, language=language)
    text = whole(ask(giulia, anna, now, kind=kind, text=own), language=language)
    assert text.startswith(own)
    assert "Giulia Neri" in own
    assert word in text
    assert day in text


@settings(max_examples=examples(25), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    acts=st.lists(
        st.tuples(st.sampled_from(ACTS), st.sampled_from(LimitKind.values), st.booleans()), max_size=12
    )
)
def test_in_any_order_one_at_most_is_in_force_and_the_customer_knows_which(giulia, anna, now, acts):
    for at, (act, kind, ends) in enumerate(acts):
        _try(act, giulia, anna, kind, ends, now + timedelta(days=at * 20))
        live = list(Limit.objects.filter(customer=giulia, state="in_force").values_list("kind", flat=True))
        assert live == ([kind_of(giulia)] if kind_of(giulia) else [])
    Limit.objects.all().delete()
    Customer.objects.update(limit="")


def _try(act, customer, anna, kind, ends, now) -> None:
    newest = Limit.objects.order_by("-id").first()
    with suppress(errors.CustomerError), transaction.atomic():
        if act == "ask":
            ask(customer, anna, now, kind=kind, ends=ends, until=now.date() + timedelta(days=30))
        elif newest:
            _act(act, lock_limit(newest.pk), now)


def _act(act, limit, now) -> None:
    if act == "agree":
        put_in_force(limit, by=SYSTEM, now=now)
    elif act == "refuse":
        turn_down(limit, by=SYSTEM, now=now)
    elif act == "lift":
        lift(limit, by=SYSTEM, now=now)
    else:
        look(limit, now=now)
