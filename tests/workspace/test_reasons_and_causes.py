"""The words of a request that leads keep in the settings: reasons, and the tree of causes."""

import pytest
from django.test import Client

from aiuto.people.models import Role
from aiuto.tickets.models import Cause, Reason
from tests.workspace.conftest import signed_in


@pytest.fixture
def lead(agent) -> Client:
    agent.role = Role.LEAD
    agent.save()
    return signed_in(agent)


def test_reason_is_added_renamed_and_retired(lead):
    lead.post("/settings/reasons/new/", {"name": "Ritardo"})
    own = Reason.objects.get()
    assert lead.post("/settings/reasons/new/", {"name": "Ritardo"}).status_code == 422
    lead.post(f"/settings/reasons/{own.pk}/", {"name": "Consegna in ritardo"})
    lead.post(f"/settings/reasons/{own.pk}/retire/", {"act": "retire"})
    own.refresh_from_db()
    assert own.name == "Consegna in ritardo" and own.retired_at
    lead.post(f"/settings/reasons/{own.pk}/retire/", {"act": "bring-back"})
    own.refresh_from_db()
    assert own.retired_at is None


def test_cause_of_ones_own_is_added_moved_and_retired(lead):
    late, staff = (Cause.objects.get(given=given).pk for given in ("late_delivery", "staff"))
    lead.post("/settings/causes/new/", {"name": "Corriere", "parent": late})
    own = Cause.objects.get(given="")
    assert lead.post("/settings/causes/new/", {"name": "Corriere", "parent": late}).status_code == 422
    assert lead.post("/settings/causes/new/", {"name": "Altro corriere", "parent": own.pk}).status_code == 422
    lead.post(f"/settings/causes/{own.pk}/", {"name": "Il corriere", "parent": staff})
    lead.post(f"/settings/causes/{own.pk}/retire/", {"act": "retire"})
    own.refresh_from_db()
    assert (own.name, own.parent_id) == ("Il corriere", staff) and own.retired_at
    lead.post(f"/settings/causes/{own.pk}/retire/", {"act": "bring-back"})
    own.refresh_from_db()
    assert own.retired_at is None


def test_coach_reads_a_cause_that_is_kept(lead):
    late = Cause.objects.get(given="late_delivery").pk
    form = {"name": "Nessun reso dopo 14 giorni", "parent": late}
    page = lead.post("/settings/causes/new/", form, follow=True)
    assert "Nessun reso" in page.text.partition("What could be said better")[2]


def test_given_causes_are_not_changed(lead):
    given = Cause.objects.get(given="payment").pk
    assert lead.get(f"/settings/causes/{given}/").status_code == 404
    assert lead.post(f"/settings/causes/{given}/retire/", {"act": "retire"}).status_code == 404
