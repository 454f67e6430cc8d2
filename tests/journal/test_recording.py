"""Writing events."""

import ast
from pathlib import Path

import pytest
from django.db import transaction

import aiuto
from aiuto.journal.actors import SYSTEM, Actor, customer, person
from aiuto.journal.models import Event
from aiuto.journal.recording import record


@pytest.mark.django_db
def test_event_holds_what_it_was_told(now):
    kept = record("ticket.solved", by=person(5), now=now, ticket=7, customer=9, message=11)

    event = Event.objects.get(pk=kept.pk)
    assert (event.kind, event.at, event.actor_kind, event.actor_id) == ("ticket.solved", now, "person", 5)
    assert (event.origin, event.ticket, event.customer, event.data) == ("person", 7, 9, {"message": 11})


@pytest.mark.django_db
def test_origin_can_be_another_than_the_actor(now):
    kept = record("ticket.closed", by=person(5), origin="rule", now=now)
    assert Event.objects.get(pk=kept.pk).origin == "rule"


@pytest.mark.django_db
@pytest.mark.parametrize("actor", [SYSTEM, customer(2), Actor("rule")])
def test_origin_is_the_actors_kind_otherwise(now, actor):
    kept = record("ticket.closed", by=actor, now=now)
    assert Event.objects.get(pk=kept.pk).origin == actor.kind


@pytest.mark.django_db(transaction=True)
def test_event_goes_with_its_change(now):
    with transaction.atomic():
        record("ticket.solved", by=SYSTEM, now=now)
        transaction.set_rollback(True)
    assert not Event.objects.exists()


@pytest.mark.django_db
def test_event_costs_one_statement(now, django_assert_num_queries):
    with django_assert_num_queries(1):
        record("ticket.solved", by=SYSTEM, now=now, ticket=1)


def test_journal_points_at_no_other_room():
    assert [field.name for field in Event._meta.get_fields() if field.is_relation] == []


def test_only_the_journal_writes_events():
    """Appended by `record`, read by `queries`; only volume data for measuring is written in bulk."""
    rooms = Path(aiuto.__file__).parent
    names = [path.relative_to(rooms) for path in rooms.rglob("*.py") if _touches_events(path)]
    assert {str(path.parent) for path in names} <= {"journal", "flows/volume"}, names


def _touches_events(path: Path) -> bool:
    return any(
        isinstance(node, ast.ImportFrom)
        and node.module == "aiuto.journal.models"
        and any(name.name == "Event" for name in node.names)
        for node in ast.walk(ast.parse(path.read_text()))
    )
