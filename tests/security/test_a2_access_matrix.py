"""A2: every address × role × own or other's thing has its status in `access.txt`; an address without a row fails."""

from urllib.parse import urlencode

import pytest
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client

from aiuto.people.models import User
from tests.security.access import ADDRESSES, ROLES, ROWS, Row, enter
from tests.security.world import World

Session = dict[str, str]
ASKED = ROLES if connection.vendor == "sqlite" else ("agent", "admin")
"""Who may come in is the same rule on both databases; PostgreSQL shows its pages to those who reach all of them."""
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
    "approval",
    "recovery",
    "limit",
}


def status(row: Row, world: World, role: str, session: Session) -> int:
    """What the role gets, and then as if nobody had asked."""
    with transaction.atomic():
        answer = ask(row, world, session)
        transaction.set_rollback(True)
    if row.room == "workspace" and role == "visitor" and answer.status_code == 302:
        assert answer.headers["Location"].startswith("/account/login/")
    return answer.status_code


def ask(row: Row, world: World, session: Session) -> HttpResponse:
    things = world.things["private" if row.of == "private" else "ours"]
    path, data = row.path(things), row.fields(things)
    client = Client()
    client.cookies.load(session)
    return (
        client.post(path, data)
        if row.method == "POST"
        else client.generic(row.method, path, QUERY_STRING=urlencode(data))
    )


def entered(user: User | None) -> Session:
    """The cookies of somebody who came in a moment ago."""
    client = Client()
    if user:
        enter(client, user)
    return {name: cookie.value for name, cookie in client.cookies.items()}


def test_every_address_has_a_row():
    assert sorted(ADDRESSES.keys() - {row.name for row in ROWS}) == []


def test_every_row_has_an_address():
    assert sorted({row.name for row in ROWS} - ADDRESSES.keys()) == []


def test_every_address_of_a_thing_has_a_row_for_somebody_elses():
    of_things = {name for name, parts in ADDRESSES.items() if THINGS.intersection(parts)}
    assert sorted(of_things - {row.name for row in ROWS if row.of == "private"}) == []


@pytest.mark.parametrize("room", sorted({row.room for row in ROWS}))
def test_everybody_gets_what_the_table_says(world, room):
    table = [row for row in ROWS if row.room == room]
    sessions = {role: entered(world.users[role]) for role in ASKED}
    found = {
        str(row): {role: status(row, world, role, session) for role, session in sessions.items()}
        for row in table
    }
    assert found == {str(row): {role: row.statuses[role] for role in ASKED} for row in table}
