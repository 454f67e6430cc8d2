"""Limits counted in the database, by one process and by two."""

import os
import subprocess
import sys
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from aiuto.people.limits import allow, forget_past
from aiuto.people.models import Attempts, Remembered

MINUTE = timedelta(minutes=1)
PROGRAM = """
import django; django.setup()
from datetime import timedelta
from django.db import connection
from django.utils import timezone
from aiuto.people.limits import allow
connection.settings_dict["NAME"] = {name!r}
input()
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
    assert forget_past(now=now + MINUTE) == 2
    assert list(Attempts.objects.values_list("key", flat=True)) == ["young"]


@pytest.mark.django_db(transaction=True)
def test_allow_in_two_processes_counts_together():
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "aiuto.config.settings", "AIUTO_SECRET_KEY": "test"}
    program = PROGRAM.format(name=connection.settings_dict["NAME"])
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", program],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    for process in processes:
        process.stdin.write("\n")
        process.stdin.flush()
    allowed = [int(process.communicate(timeout=60)[0]) for process in processes]
    assert sum(allowed) == 50
    assert Attempts.objects.get(key="both").count == 80
    assert not allow("both", limit=50, window=MINUTE, now=timezone.now())
