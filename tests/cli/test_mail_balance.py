"""`aiuto mail-balance`: a line a mailbox and day, and an exit code that a monitor can read."""

import pytest

from aiuto.cli.main import main
from aiuto.flows.receive_message import receive_message
from aiuto.flows.refuse_message import refuse_message
from aiuto.people.queries import default_desk
from aiuto.tickets.models import Message
from tests.mails import mail


@pytest.fixture
def a_day(db, now):
    """Two kept, one of them twice, one held and one refused."""
    desk = default_desk()
    code = mail(subject="Codice di verifica", text="Il suo codice di verifica: 482913")
    for raw in (mail(), mail(), mail(message_id="<two@customer.example>"), code):
        receive_message(raw, via="pipe", desk=desk, now=now)
    refuse_message(via="smtp", reason="too-large", desk=desk, now=now)


def test_numbers_of_a_day(a_day, capsys):
    assert main(["mail-balance"]) == 0
    head, line = capsys.readouterr().out.splitlines()
    assert head.split() == ["day", "mailbox", "read", "stored", "duplicate", "refused", "quarantined"]
    assert line.split() == ["2026-03-02", "Assistenza", "5", "2", "1", "1", "1"]


def test_message_that_is_gone_is_missed(a_day, capsys):
    Message.objects.filter(message_id="two@customer.example").update(raw_mail=None)
    assert main(["mail-balance"]) == 1
    assert "does not balance: 1 missing" in capsys.readouterr().out


@pytest.mark.parametrize(("day", "lines"), [("2026-03-02", 1), ("2026-03-03", 0)])
def test_since_leaves_out_older_days(a_day, capsys, day, lines):
    assert main(["mail-balance", "--since", day]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 1 + lines
