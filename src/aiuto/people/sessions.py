"""Django's sessions in the database; a cookie that cannot be one of our keys is looked up nowhere."""

from datetime import datetime
from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.utils import timezone

from aiuto.rows.asking import Question

KEY_LENGTH = 32


class SessionStore(db.SessionStore):
    """A key is 32 letters and digits: anything else, a nul among it, would only trouble the database."""

    def _validate_session_key(self, key: Any) -> bool:
        return isinstance(key, str) and len(key) == KEY_LENGTH and key.isascii() and key.isalnum()

    def _get_session_from_db(self) -> Session | None:
        """As Django's own, with a statement made once: every request asks it."""
        found = _KEPT.ask(self.session_key or "", timezone.now())
        if found:
            return found[0]
        self._session_key = None
        return None


def _kept(key: str, now: datetime) -> QuerySet[Session]:
    return Session.objects.filter(session_key=key, expire_date__gt=now)


_KEPT = Question(_kept, str, datetime)
