"""Two administrators press at the same moment: the house stays whole, and whoever came second is told in words."""

import pytest
from django.test import Client
from django.utils import timezone

from aiuto.people.models import Desk, Role, User
from aiuto.tickets.models import Tag
from tests.security.test_forms_at_once import at_once, browser_of, statuses
from tests.security.world import _user

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def admins() -> list[User]:
    now = timezone.now()
    users = [_user(name, Role.ADMIN, None, now) for name in ("ada", "bea")]
    User.objects.update(language="en")
    return users


@pytest.fixture
def browsers(admins) -> list[Client]:
    return [browser_of(admin) for admin in admins]


def test_same_desk_made_twice_is_one(browsers):
    form = {"name": "Interno", "kind": "colleagues", "language": "it"}
    answers = at_once(*(lambda b=b: b.post("/settings/desks/new/", form) for b in browsers))
    assert statuses(answers) == [302, 422]
    assert Desk.objects.filter(name="Interno").count() == 1


def test_same_colleague_invited_twice_is_one(browsers):
    form = {"name": "Nora", "email": "nora@lumen.example", "role": "agent"}
    answers = at_once(*(lambda b=b: b.post("/settings/people/new/", form) for b in browsers))
    assert statuses(answers) == [302, 422]
    assert User.objects.filter(email="nora@lumen.example").count() == 1


def test_two_who_let_each_other_go_leave_one_administrator(browsers, admins):
    ways = [(browsers[0], admins[1]), (browsers[1], admins[0])]
    at_once(
        *(lambda b=b, a=a: b.post(f"/settings/people/{a.pk}/settle/", {"act": "deactivate"}) for b, a in ways)
    )
    assert User.objects.filter(role=Role.ADMIN, is_active=True).count() == 1


def test_tags_merged_both_ways_leave_one(browsers):
    first, second = Tag.objects.create(name="luce"), Tag.objects.create(name="lume")
    ways = [(browsers[0], first, "lume"), (browsers[1], second, "luce")]
    answers = at_once(
        *(lambda b=b, t=t, i=i: b.post(f"/settings/tags/{t.pk}/merge/", {"into": i}) for b, t, i in ways)
    )
    assert statuses(answers)[0] == 302 and statuses(answers)[1] in (404, 422)
    assert Tag.objects.count() == 1


def test_reason_added_twice_is_one(browsers):
    answers = at_once(*(lambda b=b: b.post("/settings/reasons/new/", {"name": "Reso"}) for b in browsers))
    assert statuses(answers) == [302, 422]
