"""`aiuto promises`, `aiuto export promises`, `aiuto schedule check`: the contract of the command line."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from aiuto.cli.main import main
from aiuto.flows.make_promise import Word, make_promise
from aiuto.flows.receive_message import receive_message
from aiuto.flows.watch_promises import watch_promises
from aiuto.people.models import Schedule, Team, User
from aiuto.people.queries import default_desk
from tests.mails import mail

HOUR = timedelta(hours=1)
OFFICE = {str(day): [["09:00", "13:00"], ["14:00", "18:00"]] for day in range(5)}


@pytest.fixture
def promised(db):
    """A late call, one within hours, and what the desk promises by rule."""
    now, desk = timezone.now(), default_desk()
    agent = User.objects.create(email="anna@lumiera.example", name="Anna", created_at=now)
    Team.objects.get(desks=desk).members.add(agent)
    raw = mail(message_id="<one@customer.example>")
    receipt = receive_message(raw, via="pipe", desk=desk, now=now - 5 * HOUR)
    words = {"late": now - HOUR, "soon": now + 2 * HOUR}
    for what, due in words.items():
        word = Word(kind="call_back", what=what, due=due)
        make_promise(receipt.ticket, word, user=agent, now=now - 4 * HOUR)
    watch_promises(now=now)
    return receipt


def lines(capsys, *options: str) -> list[str]:
    assert main(list(options)) == 0
    return capsys.readouterr().out.splitlines()


def test_export_has_the_fields_of_the_contract(promised, capsys):
    rule, late, _soon = map(json.loads, lines(capsys, "export", "promises"))
    assert list(late) == [
        "id",
        "ticket",
        "kind",
        "what",
        "to",
        "by",
        "made",
        "due",
        "state",
        "closed",
        "source",
    ]
    assert (late["ticket"], late["kind"], late["what"]) == (promised.ticket, "call_back", "late")
    assert (late["to"], late["by"], late["state"]) == ("customer", "anna@lumiera.example", "broken")
    assert (rule["by"], rule["source"], rule["closed"]) == ("rule", str(promised.message), None)


@pytest.mark.parametrize(
    ("options", "shown"),
    [
        ([], {"late", "soon"}),
        (["--late"], {"late"}),
        (["--due-within", "3h"], {"late", "soon"}),
        (["--due-within", "0h"], {"late"}),
    ],
)
def test_promises_are_those_that_are_owed(promised, capsys, options, shown):
    found = [json.loads(line) for line in lines(capsys, "promises", "--json", *options)]
    assert {one["what"] for one in found if one["kind"] == "call_back"} == shown
    assert [one["due"] for one in found] == sorted(one["due"] for one in found)


def test_promises_read_as_a_table(promised, capsys):
    [late] = [line for line in lines(capsys, "promises", "--late") if "call_back" in line]
    assert late.split()[2:4] == ["late", promised.ticket]
    assert late.endswith("call_back: late")


def test_appointment_is_not_late_before_its_window_ends(promised, capsys):
    now, agent = timezone.now(), User.objects.get(name="Anna")
    visit = Word(kind="appointment", what="visit", due=now - HOUR, until=now + HOUR)
    make_promise(promised.ticket, visit, user=agent, now=now - 2 * HOUR)
    [line] = [line for line in lines(capsys, "promises") if line.endswith("visit")]
    assert line.split()[2] == promised.ticket
    assert not any(line.endswith("visit") for line in lines(capsys, "promises", "--late"))


@pytest.mark.parametrize(
    ("wrong", "said"), [("soon", "write 30m, 4h or 2d"), ("9999999d", "too long"), ("½h", "write 30m")]
)
def test_wrong_span_says_how_to_write_it(db, capsys, wrong, said):
    assert main(["promises", "--due-within", wrong]) == 64
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(("wrong", "said"), [("domani", "write 2026-03-02T10:00"), ("9999-12-31", "1970")])
def test_wrong_moment_says_how_to_write_it(db, capsys, wrong, said):
    assert main(["schedule", "check", "Sede", "--from", wrong, "--add", "8h"]) == 64
    assert main(["schedule", "check", "Sede", "--from", "2026-03-02", "--to", wrong]) == 64
    assert capsys.readouterr().err.count(said) == 2


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--from", "2026-03-02T10:00", "--add", "8h"], "2026-03-03T10:00:00+01:00"),
        (["--from", "2026-03-27T17:00", "--add", "2h"], "2026-03-30T10:00:00+02:00"),
        (["--from", "2026-03-02T09:00:00+00:00", "--to", "2026-03-03T09:00:00+00:00"], "8h 0m"),
        (["--from", "2026-03-02T10:00", "--to", "2026-03-02T14:30"], "3h 30m"),
        (["--from", "2026-03-02T10:00", "--to", "2026-03-02T09:29:50"], "-0h 30m 10s"),
        (["--from", "2026-03-07T10:00", "--add", "0h"], "2026-03-07T10:00:00+01:00"),
    ],
)
def test_schedule_counts_as_promises_do(db, capsys, options, said):
    Schedule.objects.create(name="Sede", week=OFFICE, time_zone="Europe/Rome", country="IT")
    assert lines(capsys, "schedule", "check", "Sede", *options) == [said]


def test_schedule_that_never_opens_or_is_not_there_is_an_error(db, capsys):
    Schedule.objects.create(name="Mai", week={}, time_zone="Europe/Rome")
    assert main(["schedule", "check", "Mai", "--from", "2026-03-02T10:00", "--add", "1h"]) == 64
    assert "no open time" in capsys.readouterr().err
    assert main(["schedule", "check", "Boh", "--from", "2026-03-02T10:00", "--add", "1h"]) == 64
    assert "'Boh'" in capsys.readouterr().err
