"""Limits counted in the database, by one process and by two."""

from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from axes.models import AccessAttempt
from django.contrib.sessions.models import Session
from django.utils import timezone

from aiuto.people.limits import allow, forget_past
from aiuto.people.models import Attempts, Remembered
from tests.people.processes import together

MINUTE = timedelta(minutes=1)
PROGRAM = """
from datetime import timedelta
from django.utils import timezone
from aiuto.people.limits import allow
now = timezone.now()
print(sum(allow("both", limit=50, window=timedelta(hours=1), now=now) for _ in range(40)))
"""


def test_allow_up_to_the_limit(db, now):
    assert [allow("mail:anna", limit=2, window=MINUTE, now=now) for _ in range(4)] == [
        True,
        True,
        False,
        False,
    ]


def test_allow_counts_each_key_by_itself(db, now):
    assert allow("a", limit=1, window=MINUTE, now=now)
    assert allow("b", limit=1, window=MINUTE, now=now)


def test_allow_again_when_the_window_is_over(db, now):
    assert allow("a", limit=1, window=MINUTE, now=now)
    assert not allow("a", limit=1, window=MINUTE, now=now + timedelta(seconds=59))
    assert allow("a", limit=1, window=MINUTE, now=now + MINUTE)


def test_allow_is_one_statement(db, now, django_assert_num_queries):
    with django_assert_num_queries(1):
        allow("a", limit=1, window=MINUTE, now=now)


def test_allow_takes_any_text_as_a_key(db, now):
    key = "x'; DROP TABLE people_attempts; -- %s " + "è" * 300
    assert allow(key, limit=1, window=MINUTE, now=now)
    assert not allow(key, limit=1, window=MINUTE, now=now)


def test_forget_past_keeps_what_still_counts(db, now):
    allow("old", limit=1, window=MINUTE, now=now)
    allow("young", limit=1, window=timedelta(hours=1), now=now)
    Remembered.objects.create(key="old", value="1", until=now)
    for name, end in (("old", now), ("young", now + timedelta(days=14))):
        Session.objects.create(session_key=name, session_data="", expire_date=end)
    assert forget_past(now=now + MINUTE) == 3
    assert list(Attempts.objects.values_list("key", flat=True)) == ["young"]
    assert list(Session.objects.values_list("session_key", flat=True)) == ["young"]


def test_forget_past_keeps_failed_sign_ins_for_a_day(client, db):
    client.post("/account/login/", {"login": "anna@lumen.example", "password": "sbagliata"})
    failed = AccessAttempt.objects.get().attempt_time
    forget_past(now=failed + timedelta(hours=23))
    assert AccessAttempt.objects.exists()
    forget_past(now=failed + timedelta(hours=24))
    assert not AccessAttempt.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_allow_in_two_processes_counts_together():
    assert sum(map(int, together(PROGRAM))) == 50
    assert Attempts.objects.get(key="both").count == 80
    assert not allow("both", limit=50, window=MINUTE, now=timezone.now())


def test_forget_past_drops_what_is_known_of_a_browser_with_its_session(client, agent, now):
    client.force_login(agent)
    session = client.session.session_key
    for key in (session, "gone"):
        UserSession.objects.create(user=agent, ip="192.0.2.1", session_key=key, user_agent="Firefox")
    forget_past(now=timezone.now())
    assert [kept.session_key for kept in UserSession.objects.all()] == [session]
