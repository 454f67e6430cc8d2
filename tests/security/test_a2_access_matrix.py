"""A2: every address × role × own or other's thing has its status in `access.txt`; an address without a row fails."""

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from aiuto.people.models import User
from tests.security.world import World, make_world

ROLES = ("visitor", "agent", "other", "lead", "admin")
THINGS = {
    "reference",
    "message",
    "attachment",
    "delivery",
    "customer",
    "mailbox",
    "raw_mail",
    "pk",
    "token",
    "saved",
}


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


def status(row: Row, world: World, role: str) -> int:
    """What the role gets, and then as if nobody had asked."""
    with transaction.atomic():
        answer = ask(row, world, role)
        transaction.set_rollback(True)
    if row.room == "workspace" and role == "visitor" and answer.status_code == 302:
        assert answer.headers["Location"].startswith("/account/login/")
    return answer.status_code


def ask(row: Row, world: World, role: str) -> HttpResponse:
    things = world.things["private" if row.of == "private" else "ours"]
    data = {
        name: str(things[value[1:]]) if value.startswith("@") else value for name, value in row.data.items()
    }
    path = reverse(row.name, kwargs={name: data.get(name, things.get(name)) for name in ADDRESSES[row.name]})
    client = Client()
    if user := world.users[role]:
        _enter(client, user)
    return (
        client.post(path, data)
        if row.method == "POST"
        else client.generic(row.method, path, QUERY_STRING=urlencode(data))
    )


def _enter(client: Client, user: User) -> None:
    """Signed in a moment ago, so that one's own keys may be changed."""
    client.force_login(user)
    session = client.session
    session["account_authentication_methods_user"] = str(user.pk)
    session["account_authentication_methods"] = [
        {"method": "password", "at": time.time(), "reauthenticated": True}
    ]
    session.save()


def test_every_address_has_a_row():
    assert sorted(ADDRESSES.keys() - {row.name for row in ROWS}) == []


def test_every_row_has_an_address():
    assert sorted({row.name for row in ROWS} - ADDRESSES.keys()) == []


def test_every_address_of_a_thing_has_a_row_for_somebody_elses():
    of_things = {name for name, parts in ADDRESSES.items() if THINGS.intersection(parts)}
    assert sorted(of_things - {row.name for row in ROWS if row.of == "private"}) == []


@pytest.mark.parametrize("room", sorted({row.room for row in ROWS}))
def test_everybody_gets_what_the_table_says(db, room):
    world, table = make_world(), [row for row in ROWS if row.room == room]
    found = {str(row): {role: status(row, world, role) for role in ROLES} for row in table}
    assert found == {str(row): row.statuses for row in table}
