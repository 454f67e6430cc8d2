"""The texts that the house keeps, as the coach reads them."""

import pytest

from aiuto.flows.check_texts import check_texts
from aiuto.flows.keep_house_rule import keep_house_rule
from aiuto.flows.reply import reply
from aiuto.flows.save_saved_reply import save_saved_reply
from aiuto.flows.try_house_rule import try_house_rule
from aiuto.people.models import Role, User
from aiuto.promises.models import Claim, OwnKind
from aiuto.tickets.models import Cause, Reason

BAD = "Gentile {{customer.name}},\n\nla ricontatteremo al più presto."


@pytest.fixture
def lead(db, now) -> User:
    return User.objects.create(email="irene@lumiera.example", name="Irene", role=Role.LEAD, created_at=now)


def said(user) -> dict[tuple[str, str], list[str]]:
    return {
        (each.kept.kind, each.kept.name): [hint.finding.kind for hint in each.hints]
        for each in check_texts(user)
    }


def keep(user, now, *, own=True, text=BAD):
    save_saved_reply(user=user, title="Presto", text=text, language="it", own=own, team=None, now=now)


def test_saved_reply_is_read_and_its_placeholders_are_fine(agent, now):
    keep(agent, now)
    assert set(said(agent)["reply", "Presto"]) == {"vague_promise"}


def test_signatures_are_read(agent, desk, now):
    desk.signature = "Le risponderemo il prima possibile."
    desk.save()
    agent.signature = "Un saluto, Anna"
    agent.save()
    found = said(agent)
    assert found["desk", desk.name] == ["vague_promise"]
    assert found["person", "Anna Bassi"] == []


def test_nobody_reads_a_colleagues_own_texts(agent, colleague, now):
    keep(agent, now)
    agent.signature = "Il prima possibile"
    agent.save()
    assert said(colleague) == {}


def test_reasons_are_read_by_leads(agent, lead):
    Reason.objects.create(name="Nessun reso dopo 14 giorni")
    assert ("reason", "Nessun reso dopo 14 giorni") in said(lead)
    assert said(agent) == {}


def test_wording_of_a_rule_of_our_own_is_read_by_leads(agent, lead, now):
    keep_house_rule(
        None,
        language="it",
        avoid="dunque\nallora",
        say="Le rispondo quanto prima",
        why="",
        user=lead,
        now=now,
    )
    assert said(lead)["rule", "dunque"] == ["vague_promise"]
    assert said(agent) == {}


def test_what_leads_claim_and_call_things_is_read_by_them(agent, lead, now):
    late = Cause.objects.get(given="late_delivery")
    Cause.objects.create(name="Nessun reso dopo 14 giorni", parent=late)
    OwnKind.objects.create(name_it="Sopralluogo", name_en="No returns after 14 days")
    claim = {"kind": "delivery", "minutes": 60, "floor": 90, "created_at": now}
    Claim.objects.create(words="La sua soddisfazione è la nostra priorità", **claim)
    Claim.objects.create(words="Consegna in giornata", withdrawn_at=now, **claim)
    found = {(kind, name): bool(kinds) for (kind, name), kinds in said(lead).items()}
    assert found == {
        ("cause", "Nessun reso dopo 14 giorni"): True,
        ("kind", "Sopralluogo"): False,
        ("kind", "No returns after 14 days"): True,
        ("claim", "La sua soddisfazione è la nostra priorità"): True,
    }
    assert said(agent) == {}


def test_rule_is_tried_on_past_answers_that_one_may_see(ticket, agent, lead, now):
    reply(ticket.reference, user=agent, text="Purtroppo non è possibile.", now=now)
    wanted = {"language": "it", "avoid": "purtroppo", "say": "Ecco"}
    assert try_house_rule(**wanted, user=lead).tried == 0
    lead.teams.add(agent.teams.get())
    found = try_house_rule(**wanted, user=lead)
    assert (found.tried, [each.reference for each in found.found]) == (1, [ticket.reference])
    assert try_house_rule(**wanted | {"avoid": "volentieri"}, user=lead).found == []
