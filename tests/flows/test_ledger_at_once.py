"""Four people propose, decide, pay out and hear at once, by chance, for few articles and one budget: what holds."""

import random
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import timedelta
from decimal import Decimal

import pytest

from aiuto.approvals.errors import ApprovalError
from aiuto.approvals.models import Approval
from aiuto.customers.models import OrderLine
from aiuto.flows.confirm_compensation import confirm_compensation
from aiuto.flows.decide import decide
from aiuto.flows.open_recovery import Failure, open_recovery
from aiuto.flows.pay_compensation import pay_compensation
from aiuto.flows.propose_compensation import propose_compensation
from aiuto.intake.models import Mailbox
from aiuto.jobs.run import run_next
from aiuto.journal.models import Event
from aiuto.people.models import User
from aiuto.people.queries import default_desk
from aiuto.recovery.errors import RecoveryError
from aiuto.recovery.models import Compensation, Limits, Recovery
from aiuto.recovery.queries.ledger import ledger
from aiuto.tickets.models import Ticket
from tests.channels import certificates
from tests.flows.recovering import OWED, offer
from tests.flows.test_recovery import order_of
from tests.security.test_forms_at_once import arrive, at_once
from tests.security.world import _user
from tests.webhook import HANG_UP, paying

pytestmark = pytest.mark.django_db(transaction=True)

MOST = {"agent": Decimal(30), "lead": Decimal(300)}
BUDGET = Decimal(70)
ACTS = 25


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    return certificates.make(tmp_path_factory.mktemp("certificate"), "localhost")


@pytest.fixture
def webhook(certificate, monkeypatch, settings):
    """Every third time its answer is lost after it has paid, or it is not ready."""
    with paying(certificate, monkeypatch, settings) as webhook:
        webhook.next = [HANG_UP, 200, 503, 200, 200, 200] * 5
        yield webhook


@pytest.fixture
def people(now) -> list[User]:
    Mailbox.objects.create(desk=default_desk(), address="aiuto@lumen.example")
    Limits.objects.create(desk=default_desk(), budget=BUDGET)
    roles = {"anna": "agent", "bruno": "agent", "laura": "lead", "marco": "lead"}
    return [_user(name, role, default_desk(), now) for name, role in roles.items()]


@pytest.fixture
def recoveries(people, now) -> list[Recovery]:
    """Of one customer with one order of six articles, about one or two of them each, or about none; and of another."""
    tickets = [_ticket(number, "ada") for number in range(10)]
    lamp = order_of(tickets[0].customer)
    others = [
        OrderLine(
            order=lamp.order,
            position=n,
            sku=f"S{n}",
            name=f"Vaso {n}",
            quantity=1,
            unit_price=90,
            currency="EUR",
        )
        for n in range(2, 7)
    ]
    OrderLine.objects.bulk_create(others)
    one = list(lamp.order.lines.order_by("position").values_list("pk", flat=True))
    about = [*([line] for line in one), one[:2], one[3:5], [], one[:1]]
    tickets += [_ticket(number, "ugo") for number in range(10, 13)]
    return [
        open_recovery(
            ticket.reference, Failure(what="Rotta", lines=lines, goods="kept"), user=people[0], now=now
        )
        for ticket, lines in zip(tickets, [*about, [], [], []], strict=True)
    ]


def _ticket(number: int, name: str) -> Ticket:
    return Ticket.objects.get(reference=arrive(number, sender=f"{name} <{name}@c.example>").ticket)


def acts(
    chance: random.Random, user: User, people: list[User], recoveries: list[Recovery], now
) -> Iterator[Callable]:
    """What one hurried person does, again and again."""
    for _ in range(ACTS):
        match chance.choice(["give", "give", "give", "decide", "decide", "pay", "arrive", "work"]):
            case "give":
                recovery = chance.choice(recoveries)
                line = chance.choice([None, *recovery.lines.values_list("pk", flat=True)])
                more = OWED if chance.random() < 0.3 else {"kind": chance.choice(["voucher", "gift"])}
                wanted = offer(chance.choice(["5", "12.34", "29.99", "40"]), line=line, **more)
                yield lambda pk=recovery.pk, wanted=wanted: propose_compensation(
                    pk, wanted, user=user, now=now
                )
            case "decide":
                asked, yes = _one(chance, Approval.objects.filter(state="asked")), chance.random() < 0.8
                yield lambda pk=asked, yes=yes: decide(pk, approve=yes, said="No", user=people[-1], now=now)
            case "pay":
                given = _one(chance, Compensation.objects.filter(state__in=("approved", "failed")))
                yield lambda pk=given: pay_compensation(pk, proof="Bonifico", user=user, now=now)
            case "arrive":
                given, yes = _one(chance, Compensation.objects.filter(state="sent")), chance.random() < 0.8
                yield lambda pk=given, yes=yes: confirm_compensation(pk, arrived=yes, user=user, now=now)
            case "work":
                yield lambda: run_next(now, worker=user.name)


def _one(chance: random.Random, found) -> int:
    """The id of one of them, 0 where there is none."""
    return chance.choice([0, *found.values_list("pk", flat=True)])


def hurry(number: int, people: list[User], recoveries: list[Recovery], now) -> Counter[str]:
    """How often what was done, and what was refused in words; whatever else is raised fails the test."""
    outcomes: Counter[str] = Counter()
    for act in acts(random.Random(number), people[number], people, recoveries, now):
        try:
            act()
        except (RecoveryError, ApprovalError) as error:
            outcomes[type(error).__name__] += 1
        else:
            outcomes["done"] += 1
    return outcomes


def test_ledger_holds_whatever_many_do_at_once(webhook, people, recoveries, now):
    told = at_once(*(lambda n=n: hurry(n, people, recoveries, now) for n in range(4)))
    assert all(told), told
    for hours in range(0, 60, 12):
        while run_next(now + timedelta(hours=hours), worker="last"):
            pass
    assert Compensation.objects.filter(alone=True).exists()
    _adds_up(now)
    _is_given_as_it_may()
    _is_paid_once(webhook)


def _adds_up(now) -> None:
    """The ledger, its three totals, its rows and the events say the same."""
    found = ledger(default_desk(), month=now)
    for totals in (found.totals, found.by_state, found.sums):
        assert sum(total.amount for total in totals) == sum(row.amount for row in found.rows)
        assert sum(total.number for total in totals) == len(found.rows)
    agreed = Event.objects.filter(kind="compensation.approved").order_by("pk")
    amounts = {event.data["compensation"]: Decimal(event.data["amount"]) for event in agreed}
    assert {row.pk: row.amount for row in found.rows} == amounts
    assert found.budget.spent == sum(row.amount for row in found.rows if not row.owed)


def _is_given_as_it_may() -> None:
    """Event by event: who gave alone had the authority, room in the month, and nothing given before for the same."""
    every = {one.pk: one for one in Compensation.objects.select_related("proposed_by", "line", "recovery")}
    standing: dict[int, Compensation] = {}
    spent = Decimal(0)
    for event in Event.objects.filter(kind__startswith="compensation.").order_by("pk"):
        given = every[event.data["compensation"]]
        match event.kind.partition(".")[2]:
            case "proposed":
                standing[given.pk] = given
            case "declined":
                del standing[given.pk]
            case "approved":
                spent += 0 if given.owed else given.amount
                others = [one for one in standing.values() if one != given and _meets(one, given)]
                if given.alone:
                    assert given.amount <= MOST[given.proposed_by.role]
                    assert given.owed or spent <= BUDGET
                    assert others == []
                else:
                    assert given.approval.decided_by_id != given.proposed_by_id


def _meets(one: Compensation, other: Compensation) -> bool:
    """No article named: all of its recovery, or of the order, which is the customer's only one."""
    same = one.recovery_id == other.recovery_id and None in (one.line_id, other.line_id)
    return same or bool(_articles(one) & _articles(other))


def _articles(given: Compensation) -> set[str]:
    if given.line:
        return {given.line.name}
    named = set(given.recovery.lines.values_list("name", flat=True))
    ordered = OrderLine.objects.filter(order__customer=given.recovery.customer_id)
    return named or set(ordered.values_list("name", flat=True))


def _is_paid_once(webhook) -> None:
    """A key is one compensation's and is paid once; what is sent again had not arrived."""
    asked = {
        one.delivery.rfc_id for one in Compensation.objects.exclude(delivery=None).select_related("delivery")
    }
    assert webhook.paid == dict.fromkeys(asked, 1)
    assert not [one for one in Compensation.objects.select_related("delivery") if one.on_its_way]
    happened = Counter(
        Event.objects.filter(kind__startswith="compensation.").values_list("kind", "data__compensation")
    )
    for (kind, given), times in happened.items():
        if kind == "compensation.sent":
            assert times <= 1 + happened["compensation.failed", given]
        if kind in ("compensation.approved", "compensation.declined", "compensation.confirmed"):
            assert times == 1
