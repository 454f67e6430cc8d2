"""A5: known and unknown get the same status, the same words and the same work, in login, reset and lock-out.

Time follows work: the slow parts are counted (passwords hashed, statements of the database), the clock is not asked.
"""

import re

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.db import connection
from django.test.utils import CaptureQueriesContext

from aiuto.jobs.models import Job
from aiuto.journal.actors import SYSTEM
from aiuto.people.accounts import create_user, deactivate

KNOWN, ASLEEP, PASSKEY_ONLY = "anna@lumen.example", "ieri@lumen.example", "chiave@lumen.example"
UNKNOWN = "nessuno@lumen.example"


class CountingHasher(MD5PasswordHasher):
    """As quick as the tests' own, and it counts."""

    hashed = 0

    def encode(self, password, salt):
        type(self).hashed += 1
        return super().encode(password, salt)


@pytest.fixture
def people(db, now, settings):
    settings.PASSWORD_HASHERS = [f"{CountingHasher.__module__}.{CountingHasher.__qualname__}"]
    by = {"by": SYSTEM, "now": now}
    create_user(email=KNOWN, name="Anna", role="agent", password="lanterna-verde-77", **by)
    create_user(email=PASSKEY_ONLY, name="Chiave", role="agent", password=None, **by)
    deactivate(create_user(email=ASLEEP, name="Ieri", role="agent", password="lanterna-verde-77", **by), **by)


def work_of(client, path, data):
    """Status, words without what differs anyway, statements by kind and table, and passwords hashed."""
    before = CountingHasher.hashed
    with CaptureQueriesContext(connection) as statements:
        answer = client.post(path, data)
    words = re.sub(r'"[A-Za-z0-9]{64}"', "", answer.text.replace(data.get("login", data.get("email")), ""))
    done = [re.sub(r"\W.*", "", query["sql"]) for query in statements]
    return answer.status_code, answer.headers.get("Location"), words, done, CountingHasher.hashed - before


@pytest.mark.parametrize("other", [UNKNOWN, ASLEEP, PASSKEY_ONLY])
def test_login_does_not_tell(client, people, other):
    known = work_of(client, "/account/login/", {"login": KNOWN, "password": "sbagliata"})
    unknown = work_of(client, "/account/login/", {"login": other, "password": "sbagliata"})
    assert unknown == known
    assert known[-1] == 1, "one password hashed"


@pytest.mark.parametrize("other", [UNKNOWN, ASLEEP, PASSKEY_ONLY])
def test_reset_does_not_tell(client, people, other):
    known = work_of(client, "/account/password/reset/", {"email": KNOWN})
    unknown = work_of(client, "/account/password/reset/", {"email": other})
    assert unknown == known
    assert Job.objects.count() == 2


def test_lock_out_does_not_tell(client, people):
    answers = [
        [work_of(client, "/account/login/", {"login": login, "password": "sbagliata"}) for _ in range(7)]
        for login in (KNOWN, UNKNOWN)
    ]
    assert answers[0] == answers[1]
    assert [status for status, *_ in answers[0]] == [200, 200, 200, 200, 429, 429, 429]
