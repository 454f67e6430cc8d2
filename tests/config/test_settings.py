"""What Django is told follows from the public address and the database alone."""

import pytest
from django.db import connection

PRAGMAS = """
import os
import django
from django.db import connection

os.environ["DJANGO_SETTINGS_MODULE"] = "aiuto.config.settings"
django.setup()
for name in ("journal_mode", "synchronous"):
    print(connection.cursor().execute(f"PRAGMA {name}").fetchone()[0])
"""


@pytest.mark.parametrize(
    ("address", "secure"), [("https://aiuto.example", "True"), ("http://aiuto.example", "False")]
)
def test_cookies_are_secure_where_the_public_address_is(start, address, secure):
    line = (
        "print(settings.SESSION_COOKIE_SECURE, settings.CSRF_COOKIE_SECURE, settings.SECURE_HSTS_SECONDS > 0)"
    )
    assert start(line, AIUTO_URL=address).stdout.split() == [secure] * 3


def test_public_address_is_the_only_host_besides_the_machine_itself(start):
    done = start("print(*settings.ALLOWED_HOSTS)", AIUTO_URL="https://aiuto.example")
    assert set(done.stdout.split()) == {"aiuto.example", "localhost", "127.0.0.1", "[::1]"}


def test_sqlite_keeps_a_commit_through_a_power_loss(start):
    assert start(PRAGMAS).stdout.split() == ["wal", "2"]


def test_database_url_chooses_postgresql(start):
    line = "print(settings.DATABASES['default']['ENGINE'], settings.ON_POSTGRESQL)"
    done = start(line, DATABASE_URL="postgresql://aiuto:secret@db.example/aiuto")
    assert done.stdout.split() == ["django.db.backends.postgresql", "True"]


@pytest.mark.postgresql_only
@pytest.mark.django_db
def test_short_statements_are_not_compiled_before_they_are_answered():
    with connection.cursor() as cursor:
        cursor.execute("SHOW jit")
        assert cursor.fetchone() == ("off",)
