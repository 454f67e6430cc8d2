"""Who changes something."""

from dataclasses import FrozenInstanceError

import pytest

from aiuto.journal.actors import IMPORT, KINDS, SYSTEM, Actor, customer, person


def test_actors_are_named_by_kind_and_id():
    assert person(3) == Actor("person", 3)
    assert customer(3) == Actor("customer", 3)
    assert {SYSTEM.kind, IMPORT.kind} < set(KINDS)


def test_actor_stays_as_it_is():
    with pytest.raises(FrozenInstanceError):
        person(3).id = 4  # type: ignore[misc]
