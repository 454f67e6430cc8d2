"""`aiuto export tickets`: the fields of the contract, and constant memory (T15)."""

import json
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from aiuto.cli.main import main
from aiuto.flows.receive_message import receive_message
from aiuto.flows.seed import seed
from aiuto.people.queries import default_desk
from aiuto.tickets.queries.export import export_tickets
from tests.mails import mail


@pytest.fixture
def kept(db, now):
    raw = mail(
        to="Assistenza <assistenza@lumiera.example>",
        cc="Marco <marco@customer.example>",
        text="Non si accende più 💡.\n\nIl giorno 1 marzo 2026 alle 10:00 Assistenza ha scritto:\n> Buongiorno",
        attachments=(("foto della lampada.png", "image/png", b"\x89PNG" + b"0" * 96),),
    )
    return receive_message(raw, via="pipe", desk=default_desk(), now=now)


def test_fields_are_those_of_the_contract(kept, capsys):
    assert main(["export", "tickets"]) == 0
    (ticket,) = map(json.loads, capsys.readouterr().out.splitlines())
    (message,) = ticket.pop("messages")
    assert ticket == {
        "reference": kept.ticket,
        "number": ticket["number"],
        "subject": "La lampada non si accende",
        "state": "new",
        "desk": "Assistenza",
        "customer": "Giulia Neri",
        "created": "2026-03-02T09:00:00+00:00",
    }
    text = message.pop("text")
    assert text.startswith("Non si accende più 💡.") and "> Buongiorno" in text
    assert message == {
        "message": str(kept.message),
        "message_id": "one@customer.example",
        "direction": "in",
        "from": "giulia@customer.example",
        "from_name": "Giulia Neri",
        "to": ["assistenza@lumiera.example"],
        "cc": ["marco@customer.example"],
        "subject": "La lampada non si accende",
        "reply_text": "Non si accende più 💡.",
        "html": "",
        "attachments": [{"name": "foto della lampada.png", "type": "image/png", "size": 100}],
        "at": "2026-03-02T09:00:00+00:00",
    }


@pytest.mark.parametrize(("day", "count"), [("2026-03-02", 1), ("2026-03-03", 0)])
def test_since_leaves_out_what_is_older(kept, capsys, day, count):
    assert main(["export", "tickets", "--since", day]) == 0
    assert len(capsys.readouterr().out.splitlines()) == count


def test_since_that_is_no_day_is_a_wrong_option(capsys):
    assert main(["export", "tickets", "--since", "soon"]) == 64


def test_rows_are_read_by_the_chunk(db):
    """Four statements for each two hundred tickets, and no more of them in memory at once."""
    seed(500)
    with CaptureQueriesContext(connection) as statements:
        tickets = export_tickets()
        first = next(tickets)
        begun = len(statements)
        rest = list(tickets)
    assert first["messages"] and len(rest) == 499
    assert begun == 4 and len(statements) == 13


def test_each_ticket_is_there_once(db):
    seed(10)
    references = [ticket["reference"] for ticket in export_tickets(datetime(1980, 1, 1, tzinfo=UTC))]
    assert len(references) == len(set(references)) == 10
