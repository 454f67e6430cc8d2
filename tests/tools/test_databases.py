"""The databases of the tests: each test begins with what migrations made, however the one before it ended."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection

from tests.browsers import started


@pytest.mark.parametrize("turn", [1, 2])
@pytest.mark.django_db(transaction=True)
def test_committed_rows_are_gone_in_the_next_test(turn):
    assert ContentType.objects.filter(app_label="tickets").exists()
    _, created = ContentType.objects.get_or_create(app_label="tests", model="committed")
    assert created


@pytest.mark.parametrize("turn", [1, 2])
def test_uncommitted_rows_are_gone_in_the_next_test(turn, db):
    _, created = ContentType.objects.get_or_create(app_label="tests", model="rolled back")
    assert created


@pytest.mark.parametrize("turn", [1, 2])
@pytest.mark.django_db(transaction=True)
def test_rows_committed_beside_a_browser_are_gone_in_the_next_test(turn, chromium, monkeypatch):
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    with started(chromium):
        _, created = ContentType.objects.get_or_create(app_label="tests", model="beside a browser")
    assert created


@pytest.mark.sqlite_only
def test_sqlite_is_set_up_as_in_real_use(db):
    with connection.cursor() as cursor:
        asked = [cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "synchronous")]
    assert asked == ["wal", 2]
