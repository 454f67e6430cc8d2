"""Finding customers as one types."""

from datetime import date
from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection

from aiuto.customers.models import Customer, Order
from aiuto.customers.queries import CANDIDATES, contact_points_of, find_by, orders_of, successor_of


@pytest.fixture
def giulia(known):
    return known("Giulia De Neri", email="giulia@customer.example", phone="+393471234567")


@pytest.mark.parametrize(
    "text",
    [
        "giu",
        "GIULIA DE",
        "neri",
        "Nèri G",
        "giulia@cust",
        "GIULIA@customer.example",
        "347 123",
        "+39347",
        "0039 347",
        "4567",
        "(347) 1234567",
        "34.567",
    ],
)
def test_find_by_what_one_knows(giulia, known, text):
    known("Marco Verdi", email="marco@customer.example", phone="+39021112223")
    assert find_by(text) == [giulia.pk]


@pytest.mark.parametrize("text", ["ferra", "bella", "riva", "RÌVA SRL", "srl"])
def test_find_by_any_word_of_a_long_name(known, text):
    house = known("Ferramenta Bella Riva Srl", email="f@customer.example")
    known("Arriva Sella", email="a@customer.example")
    assert find_by(text) == [house.pk]


def test_names_that_were_here_before_are_found_by_their_inner_words(db, now):
    """As the migration leaves them."""
    house = Customer.objects.create(
        name="Ferramenta Riva Srl", name_key="ferramenta riva srl", created_at=now
    )
    Customer.objects.create(name="Anna Riva", name_key="anna riva", created_at=now)
    import_module("aiuto.customers.migrations.0003_inner_words").bring(apps, None)
    assert find_by("riva") == [house.pk]


@pytest.mark.parametrize(
    "text", ["", "  ", "zzz", "67", "%", "_iulia", "gi%lia", "\\", "\0", "💡", "giulia@x", "9" * 300]
)
def test_find_by_what_nobody_is(giulia, text):
    assert find_by(text) == []


def test_find_by_wildcards_are_letters_like_others(known):
    known("Anna", email="annab@customer.example")
    other = known("Anna", email="anna_b@customer.example")
    assert find_by("anna_b") == [other.pk]


def test_find_by_order_number(giulia, now):
    Order.objects.create(
        customer=giulia, source="shop", number="L-2041", ordered_on=date(2026, 2, 1), imported_at=now
    )
    assert find_by("l-2041") == [giulia.pk]


def test_find_by_shows_the_newest_first_and_not_too_many(known):
    everybody = [known("Mario Rossi").pk for _ in range(CANDIDATES + 5)]
    found = find_by("rossi")
    assert len(found) == CANDIDATES
    assert found == sorted(found, reverse=True)
    assert set(found) <= set(everybody)


@pytest.mark.parametrize(
    ("text", "index"),
    [
        ("giulia@cu", "customers_contact_point"),
        ("neri", "customers_family"),
        ("de neri", "customers_inner"),
        ("4567", "customers_backwards"),
    ],
)
def test_find_by_walks_an_index(giulia, text, index):
    asked = []
    with connection.execute_wrapper(lambda run, *given: asked.append(given[:2]) or run(*given)):
        find_by(text)
    assert len(asked) == 1
    plans = []
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")
        for sql, values in asked:
            explain = "EXPLAIN QUERY PLAN " if connection.vendor == "sqlite" else "EXPLAIN "
            cursor.execute(explain + sql, values)
            plans += [str(row) for row in cursor.fetchall()]
    assert any(index in plan for plan in plans)
    assert not any("SCAN customers" in plan or "Seq Scan on customers" in plan for plan in plans)


def test_contact_points_of_many_in_one_statement(giulia, known, django_assert_num_queries):
    marco = known("Marco", phone="+39021112223")
    with django_assert_num_queries(1):
        found = contact_points_of([giulia.pk, marco.pk])
    assert [p.value for p in found[giulia.pk]] == ["giulia@customer.example", "+393471234567"]
    assert [p.value for p in found[marco.pk]] == ["+39021112223"]


def test_orders_of_newest_first_with_their_lines(giulia, now, django_assert_num_queries):
    for month in (1, 3, 2):
        Order.objects.create(
            customer=giulia,
            source="shop",
            number=f"L-{month}",
            ordered_on=date(2026, month, 1),
            imported_at=now,
        )
    with django_assert_num_queries(2):
        assert [(o.number, list(o.lines.all())) for o in orders_of(giulia.pk, limit=2)] == [
            ("L-3", []),
            ("L-2", []),
        ]


def test_successor_of_a_merged_customer(giulia, known):
    other = known("Giulia N.")
    Customer.objects.filter(pk=other.pk).update(merged_into=giulia)
    assert (successor_of(other.pk), successor_of(giulia.pk)) == (giulia.pk, None)
