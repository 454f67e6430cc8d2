"""Django's cache on the database: rate limits and used one-time codes are the same for every process.

Django's own database cache unpickles what it reads and can let two processes add the same expired key;
this one keeps JSON and adds in one statement.
"""

import json
from datetime import UTC, datetime
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache
from django.db import connection
from django.utils import timezone

from aiuto.people.models import Remembered

_WRITE = """
INSERT INTO people_remembered (key, value, until) VALUES (%(key)s, %(value)s, %(until)s)
ON CONFLICT (key) DO UPDATE SET value = excluded.value, until = excluded.until
"""
_ADD = _WRITE + " WHERE people_remembered.until <= %(now)s"
FOREVER = datetime(9999, 1, 1, tzinfo=UTC)


class DatabaseCache(BaseCache):
    """Values must be JSON. What is over is never read, and dropped by `limits.forget_past`."""

    def __init__(self, _location: str, params: dict[str, Any]) -> None:
        super().__init__(params)

    def add(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        return self._write(_ADD, key, value, timeout, version)

    def set(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> None:
        self._write(_WRITE, key, value, timeout, version)

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        kept = Remembered.objects.filter(key=self._name(key, version), until__gt=timezone.now())
        value = kept.values_list("value", flat=True).first()
        return default if value is None else json.loads(value)

    def touch(self, key: str, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        kept = Remembered.objects.filter(key=self._name(key, version), until__gt=timezone.now())
        return bool(kept.update(until=self._until(timeout)))

    def delete(self, key: str, version: int | None = None) -> bool:
        deleted, _ = Remembered.objects.filter(key=self._name(key, version)).delete()
        return bool(deleted)

    def clear(self) -> None:
        Remembered.objects.all().delete()

    def _write(self, statement: str, key: str, value: Any, timeout: Any, version: int | None) -> bool:
        adapt = connection.ops.adapt_datetimefield_value
        values = {
            "key": self._name(key, version),
            "value": json.dumps(value),
            "until": adapt(self._until(timeout)),
            "now": adapt(timezone.now()),
        }
        with connection.cursor() as cursor:
            cursor.execute(statement, values)
            return bool(cursor.rowcount == 1)

    def _name(self, key: str, version: int | None) -> str:
        return self.make_and_validate_key(key, version=version)

    def _until(self, timeout: Any) -> datetime:
        at = self.get_backend_timeout(timeout)
        return FOREVER if at is None else datetime.fromtimestamp(at, tz=UTC)
