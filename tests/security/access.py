"""The table of `access.txt`, every address that the product answers, and how somebody enters."""

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from aiuto.people.models import User

ROLES = ("visitor", "agent", "other", "lead", "admin")


@dataclass(frozen=True)
class Row:
    name: str
    method: str
    of: str
    statuses: dict[str, int]
    data: dict[str, str]

    @property
    def room(self) -> str:
        return self.name.partition(":")[0] if ":" in self.name else "people"

    def path(self, things: dict[str, Any]) -> str:
        """The address of these things."""
        given = {**things, **self.fields(things)}
        return reverse(self.name, kwargs={name: given.get(name) for name in ADDRESSES[self.name]})

    def fields(self, things: dict[str, Any]) -> dict[str, str]:
        """The form's fields, or the query's."""
        return {
            name: str(things[value[1:]]) if value.startswith("@") else value
            for name, value in self.data.items()
        }

    def __str__(self) -> str:
        return f"{self.method} {self.name} of {self.of}"


def rows() -> Iterator[Row]:
    table = Path(__file__).with_name("access.txt").read_text().splitlines()
    for line in table:
        if line and not line.startswith("#"):
            name, method, of, *rest = line.split()
            statuses = dict(zip(ROLES, map(int, rest[: len(ROLES)]), strict=True))
            yield Row(name, method, of, statuses, dict(parse_qsl("&".join(rest[len(ROLES) :]))))


def addresses(
    patterns: list[URLPattern | URLResolver], space: str = "", parts: tuple[str, ...] = ()
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every address that the product answers: its full name, and the names of the parts that vary."""
    for url in patterns:
        own = (*parts, *_parts(url.pattern))
        if isinstance(url, URLResolver):
            yield from addresses(
                url.url_patterns, f"{space}{url.namespace}:" if url.namespace else space, own
            )
        else:
            yield f"{space}{url.name}", own


def _parts(pattern: Any) -> Iterable[str]:
    return pattern.regex.groupindex if hasattr(pattern, "_regex") else pattern.converters


ROWS = list(rows())
ADDRESSES = dict(addresses(get_resolver().url_patterns))


def enter(client: Client, user: User) -> None:
    """Signed in a moment ago, so that one's own keys may be changed."""
    client.force_login(user)
    session = client.session
    session["account_authentication_methods_user"] = str(user.pk)
    session["account_authentication_methods"] = [
        {"method": "password", "at": time.time(), "reauthenticated": True}
    ]
    session.save()
