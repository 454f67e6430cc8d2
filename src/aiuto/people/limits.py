"""How often something may happen: counted in the database, so that all processes count together."""

from datetime import datetime, timedelta

from allauth.usersessions.models import UserSession
from axes.models import AccessAttempt
from django.contrib.sessions.models import Session
from django.db import connection

from aiuto.people.models import Attempts, Remembered

FAILURES_KEPT = timedelta(days=1)
"""Failed sign-ins hold addresses of people and machines: no longer than a look back needs."""

# One statement, so that two processes can't both take the last place.
_COUNT = """
INSERT INTO people_attempts (key, since, until, count) VALUES (%(key)s, %(now)s, %(until)s, 1)
ON CONFLICT (key) DO UPDATE SET
    count = CASE WHEN people_attempts.until <= %(now)s THEN 1 ELSE people_attempts.count + 1 END,
    since = CASE WHEN people_attempts.until <= %(now)s THEN excluded.since ELSE people_attempts.since END,
    until = CASE WHEN people_attempts.until <= %(now)s THEN excluded.until ELSE people_attempts.until END
RETURNING count
"""


def allow(key: str, *, limit: int, window: timedelta, now: datetime) -> bool:
    """Count one attempt of `key`; True while there were at most `limit` in the window that the first began.

    Attempts past the limit don't make the window longer. Counted in the caller's transaction, if any.
    """
    adapt = connection.ops.adapt_datetimefield_value
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, {"key": key[:160], "now": adapt(now), "until": adapt(now + window)})
        [count] = cursor.fetchone()
    return bool(count <= limit)


def forget_past(*, now: datetime) -> int:
    """Drop counters, keepsakes, sessions and failed sign-ins whose time is over; returns how many."""
    over = (
        Attempts.objects.filter(until__lte=now),
        Remembered.objects.filter(until__lte=now),
        Session.objects.filter(expire_date__lte=now),
        UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")),
        AccessAttempt.objects.filter(attempt_time__lte=now - FAILURES_KEPT),
    )
    return sum(rows.delete()[0] for rows in over)
