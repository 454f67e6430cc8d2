"""Lists that nothing else counts: each asks one literal number of statements at 1, 3 and 100 rows."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from aiuto.customers.models import Limit, LimitKind, LimitState
from aiuto.manual.models import HouseRule, MutedRule, SavedReply
from aiuto.outbox.models import Delivery
from aiuto.people.models import Absence, Role, Schedule, User
from aiuto.promises.models import Claim, OwnKind, Promise, Rule
from aiuto.tickets.models import Reason, SavedView
from tests.workspace.conftest import signed_in
from tests.workspace.test_tuning import RULES, TEXTS

pytestmark = pytest.mark.both_databases

STATEMENTS = {
    "/settings/schedules/": 5,
    "/settings/rules/": 6,
    "/settings/kinds/": 5,
    "/settings/claims/": 8,
    "/replies/": 5,
    "/customers/limits/": 5,
    "/coach/": RULES,
    "/coach/texts/": TEXTS,
    "/away/": 8,
    "/demo/outgoing/": 5,
    "/views/1/": 9,
}


@pytest.mark.parametrize("number", [1, 3, 100])
def test_lists_cost_the_same_however_long_they_are(agent, desk, make, settings, number):
    settings.DEMO = True
    User.objects.update(role=Role.ADMIN)
    SavedView.objects.create(pk=1, name="Nuove", query="state:new", user=agent, created_at=timezone.now())
    for n in range(number):
        _row_in_each(n, agent, desk, make())
    browser = signed_in(agent)
    for place in STATEMENTS:
        browser.get(place)
    assert {place: _statements(browser, place) for place in STATEMENTS} == STATEMENTS


def _statements(browser, place):
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert browser.get(place).status_code == 200
    return len(asked)


def _row_in_each(n, agent, desk, ticket):
    now = timezone.now()
    kept = {"created_at": now, "updated_at": now}
    Schedule.objects.create(name=f"Orario {n}")
    Rule.objects.create(kind="fix", reason=Reason.objects.create(name=f"Motivo {n}"), minutes=60)
    OwnKind.objects.create(name_it=f"Prova {n}", name_en=f"Test {n}", desk=desk)
    own = {"kind": ("fix", "delivery", "call_back")[n % 3], "desk": desk}
    Claim.objects.create(words="In un giorno", minutes=60 * n, floor=90, created_at=now, **own)
    Promise.objects.create(ticket=ticket, state="kept", made_at=now, due_at=now, closed_at=now, **own)
    SavedReply.objects.create(title=f"Reso {n}", text="Il reso è gratuito.", user=agent, **kept)
    asked = {"asked_by": agent, "asked_at": now, "until": now.date(), "state": LimitState.IN_FORCE}
    given = {"customer": ticket.customer, "ticket": ticket.pk, "desk": desk, "kind": LimitKind.LEAD}
    Limit.objects.create(**asked, **given)
    HouseRule.objects.create(language="it", avoid="purtroppo", say="Ecco che cosa possiamo fare", **kept)
    MutedRule.objects.create(rule=f"it.{n}", at=now)
    away = User.objects.create(email=f"p{n}@lumiera.example", created_at=now)
    Absence.objects.create(user=away, begins_at=now)
    parts = {"subject": "Re: La lampada", "text": "Ecco."}
    Delivery.objects.create(recipient="a@customer.example", parts=parts, created_at=now, send_after=now)
