"""`aiuto export recoveries` and `aiuto recovery budget`: the contract of the command line."""

import json
from decimal import Decimal

import pytest
from django.utils import timezone

from aiuto.cli.main import main
from aiuto.flows.ask_waiver import ask_waiver
from aiuto.flows.close_recovery import close_recovery
from aiuto.flows.decide import decide
from aiuto.flows.note_follow_up import note_follow_up
from aiuto.flows.pay_compensation import pay_compensation
from aiuto.flows.propose_compensation import Offer, propose_compensation
from aiuto.flows.reply import reply
from aiuto.flows.upload import upload
from aiuto.people.models import Role
from aiuto.recovery.models import Compensation, Recovery
from aiuto.tickets.models import Attachment, Direction, Message
from tests.flows.conftest import agent, arrive, colleague, desk, ticket  # noqa: F401 - fixtures
from tests.flows.recovering import APOLOGY, DAY, act, fail, late


@pytest.fixture
def ended(ticket, agent, now) -> Recovery:  # noqa: F811
    """Carried to its end, with a voucher."""
    recovery = fail(ticket, agent, now)
    photo = {"name": "pacco.txt", "content_type": "text/plain", "data": b"Pacco LX-4471"}
    slot = upload(ticket.reference, **photo, direction=Direction.OUT, user=agent, now=now).slot
    reply(ticket.reference, user=agent, text=APOLOGY, now=now, confirmed=True, slots=(slot,))
    act(recovery, agent, now)
    offer = Offer(kind="voucher", amount=Decimal(20), why="Ha aspettato", other="gift")
    given = propose_compensation(recovery.pk, offer, user=agent, now=now)
    pay_compensation(given.pk, proof="LUM-20", user=agent, now=now)
    note_follow_up(recovery.pk, answer="content", user=agent, now=now + DAY)
    return close_recovery(recovery.pk, cause=late(), user=agent, now=now + DAY)


def lines(capsys, *options: str) -> list[str]:
    assert main(list(options)) == 0
    return capsys.readouterr().out.splitlines()


def test_export_has_the_fields_of_the_contract(ended, capsys):
    [told] = map(json.loads, lines(capsys, "export", "recoveries"))
    assert (told["id"], told["ticket"]) == (ended.pk, ended.ticket.reference)
    assert (told["cause"], told["severity"], told["state"]) == ("late_delivery", "serious", "closed")
    assert [step["kind"] for step in told["steps"]] == [
        "apologise",
        "act",
        "compassion",
        "compensate",
        "follow_up",
    ]
    assert {step["state"] for step in told["steps"]} == {"done"}
    assert told["steps"][0].keys() == {"round", "kind", "state", "due", "asked", "done", "evidence"}
    assert told.keys() == {
        "id", "ticket", "cause", "severity", "state", "what", "owner", "opened", "closed", "earlier", "lines", "steps",
        "compensation", "follow_up", "dignified",
    }  # fmt: skip
    evidence = {step["kind"]: step["evidence"] for step in told["steps"]}
    answer, photo = Attachment.objects.values_list("message", "blob").get()
    seen = [f"message:{answer}", f"file:{photo}"]
    assert evidence == {
        "apologise": seen,
        "act": ["proof:LX-4471"],
        "compassion": seen,
        "compensate": ["proof:LUM-20"],
        "follow_up": [f"message:{Message.objects.get(channel='phone').pk}"],
    }
    assert all(step["done"] for step in told["steps"])
    [given] = told["compensation"]
    assert given == {
        "id": Compensation.objects.get().pk,
        "kind": "voucher",
        "amount": "20.00",
        "currency": "EUR",
        "owed": False,
        "chosen_by": "colleague",
        "state": "sent",
        "proof": "LUM-20",
        "evidence": ["proof:LUM-20"],
        "approved": given["approved"],
        "sent": given["sent"],
    }
    assert given["approved"] and given["sent"]
    assert told["follow_up"] == "content"
    assert told["closed"] == ended.closed_at.isoformat()


def test_export_names_the_approval_of_a_step_that_was_left_out(ticket, agent, colleague, now, capsys):  # noqa: F811
    colleague.role = Role.LEAD
    colleague.save()
    asked = ask_waiver(fail(ticket, agent, now).pk, "act", why="Non serve", user=agent, now=now)
    decide(asked.pk, approve=True, user=colleague, now=now)
    [told] = map(json.loads, lines(capsys, "export", "recoveries"))
    assert told["steps"][1]["evidence"] == [f"approval:{asked.pk}"]


def test_export_since_leaves_out_what_was_opened_before(ended, capsys):
    assert lines(capsys, "export", "recoveries", "--since", "2026-03-03") == []


def test_budget_says_what_was_given_in_a_month(ended, capsys):
    [line] = lines(capsys, "recovery", "budget", "--month", "2026-03")
    assert line.split()[:6] == ["2026-03", "ok", "20.00", "of", "1000.00", "EUR"]
    [line] = lines(capsys, "recovery", "budget", "--month", "2026-02")
    assert line.split()[2] == "0.00"


def test_budget_without_a_month_is_this_one(ended, capsys):
    [line] = lines(capsys, "recovery", "budget")
    assert line.startswith(f"{timezone.localtime():%Y-%m}")


def test_month_that_is_none_is_refused(ended, capsys):
    assert main(["recovery", "budget", "--month", "marzo"]) == 64
    assert "not a month" in capsys.readouterr().err
