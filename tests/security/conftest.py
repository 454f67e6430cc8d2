"""The world of `world.py`, made once for the tests of a module: each sees it as it was made. Pages drawn plainly."""

from collections.abc import Iterator
from copy import deepcopy

import pytest
from django.db import transaction
from django.template.base import Template

from tests.security.world import World, make_world

AS_IN_REAL_USE = Template._render


@pytest.fixture(scope="module", autouse=True)
def drawn(django_test_environment) -> Iterator[None]:
    """Nobody here asks what a page was drawn from, so no copy of it is kept for each of its hundreds of parts."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Template, "_render", AS_IN_REAL_USE)
        yield


@pytest.fixture(scope="module")
def made_world(django_db_setup, django_db_blocker) -> Iterator[World]:
    """In a transaction around those of the tests: none of them may commit."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_world()
        transaction.set_rollback(True)


@pytest.fixture
def world(made_world, db) -> World:
    """Two desks with a request each, and everybody who may try to see it."""
    return deepcopy(made_world)
