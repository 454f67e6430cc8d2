"""Django's sessions in the database; a cookie that cannot be one of our keys is looked up nowhere."""

from typing import Any

from django.contrib.sessions.backends import db

KEY_LENGTH = 32


class SessionStore(db.SessionStore):
    """A key is 32 letters and digits: anything else, a nul among it, would only trouble the database."""

    def _validate_session_key(self, key: Any) -> bool:
        return isinstance(key, str) and len(key) == KEY_LENGTH and key.isascii() and key.isalnum()
