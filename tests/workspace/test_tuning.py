"""The pages of the coach: its rules with their figures, the house's own, and the texts that it reads."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from aiuto.flows.mute_rule import mute_rule
from aiuto.flows.save_saved_reply import save_saved_reply
from aiuto.manual.models import HintTally, HouseRule, MutedRule, Outcome
from aiuto.manual.queries.coach import tuning
from aiuto.people.models import Role, User
from aiuto.tickets.models import Direction, Message, Reason
from tests.workspace.conftest import signed_in

WHEN = "it.vague.when"
RULE = {"language": "it", "avoid": "purtroppo", "say": "Ecco che cosa possiamo fare: …", "why": ""}
RULES, TEXTS = 7, 13


@pytest.fixture
def lead(agent) -> User:
    agent.role = Role.LEAD
    agent.save()
    return agent


@pytest.fixture
def leading(lead):
    return signed_in(lead)


def shown(rule=WHEN, *, left=50, taken=0):
    HintTally.objects.create(rule=rule, outcome=Outcome.LEFT, times=left)
    HintTally.objects.create(rule=rule, outcome=Outcome.TAKEN, wording="entro domani alle 12", times=taken)


def test_every_rule_is_listed_with_its_figures(browser):
    shown(left=30, taken=20)
    page = browser.get("/coach/", {"lang": "it"}).text
    line = re.search(rf"/coach/rules/{WHEN}/.*?</tr>", page, re.DOTALL)[0]
    assert re.findall(r'class="number">([^<]+)<', line) == ["50", "20", "0", "40 %"]


def test_rules_of_the_other_language_say_that_they_are(browser):
    page = browser.get("/coach/?lang=it").text
    assert 'href="?lang=it" aria-current="page"' in page
    assert "it.vague.when" in page and "en.vague.when" not in page


def test_rule_seldom_heeded_is_proposed_for_retirement(browser):
    assert "Seldom heeded" not in browser.get("/coach/", {"lang": "it"}).text
    shown()
    assert "Seldom heeded" in browser.get("/coach/", {"lang": "it"}).text


def test_muted_rule_is_not_proposed_again(browser, lead, now):
    shown()
    mute_rule(WHEN, muted=True, reason="Va bene così", user=lead, now=now)
    page = browser.get("/coach/", {"lang": "it"}).text
    assert ("Seldom heeded" in page, "Va bene così" in page) == (False, True)


def test_what_is_recognised_stands_among_the_rules_of_its_kind_and_can_be_muted(leading):
    kinds = leading.get("/coach/", {"lang": "it"}).text.split("rowgroup")
    assert ["/coach/rules/learned.vague_promise/" in each for each in kinds if "it.vague.when" in each] == [
        True
    ]
    assert "[giorno e ora]" in leading.get("/coach/rules/learned.vague_promise/").text
    leading.post("/coach/rules/learned.vague_promise/mute/", {"reason": "Troppo spesso"})
    assert tuning().muted == {"learned.vague_promise"}


def test_rule_shows_examples_and_which_wordings_are_taken(browser):
    shown(taken=7)
    page = browser.get(f"/coach/rules/{WHEN}/").text
    assert "Le risponderemo il prima possibile." in page
    assert "taken 7 times" in page
    assert "Mute it" not in page


def test_lead_mutes_with_a_reason_and_lets_it_speak_again(leading):
    assert leading.post(f"/coach/rules/{WHEN}/mute/", {"reason": ""}).status_code == 422
    leading.post(f"/coach/rules/{WHEN}/mute/", {"reason": "Da noi va bene"})
    assert MutedRule.objects.get().reason == "Da noi va bene"
    leading.post(f"/coach/rules/{WHEN}/mute/", {"act": "unmute"})
    assert not MutedRule.objects.exists()


def test_rule_that_is_none_is_missing(leading):
    assert leading.get("/coach/rules/it.nothing/").status_code == 404
    assert leading.get("/coach/rules/own.99/").status_code == 404


def test_rules_ask_the_same_number_of_queries(leading, now):
    for number in range(3):
        HouseRule.objects.create(**RULE, created_at=now, updated_at=now)
        MutedRule.objects.create(rule=f"it.x{number}", reason="No", at=now)
        shown(f"learned.x{number}")
        with CaptureQueriesContext(connection) as asked:
            leading.get("/coach/", {"lang": "it"})
        assert len(asked) == RULES


def test_own_rule_is_tried_on_past_answers_before_it_is_kept(leading, make, now):
    ticket = make()
    text = "Purtroppo il pezzo non c'è."
    Message.objects.create(
        ticket=ticket, direction=Direction.OUT, text=text, reply_text=text, at=now, stored_at=now
    )
    page = leading.get("/coach/own/trial/", {**RULE, "say": ""}).text
    assert "<mark>Purtroppo</mark>" in page
    assert "1 of the last 1" in page
    tried = leading.post("/coach/own/", {**RULE, "try": "1"})
    assert (tried.status_code, "<mark>" in tried.text, HouseRule.objects.count()) == (200, True, 0)


def test_own_rule_is_kept_changed_and_deleted(leading):
    leading.post("/coach/own/", RULE)
    rule = HouseRule.objects.get()
    assert "purtroppo" in leading.get("/coach/", {"lang": "it"}).text
    leading.post(f"/coach/own/{rule.pk}/", RULE | {"avoid": "spiacenti"})
    assert HouseRule.objects.get().avoid == "spiacenti"
    leading.post(f"/coach/own/{rule.pk}/drop/")
    assert not HouseRule.objects.exists()


def test_own_rule_that_would_hit_everything_says_what_is_missing(leading):
    answer = leading.post("/coach/own/", RULE | {"avoid": "a"})
    assert (answer.status_code, "three letters" in answer.text) == (422, True)


def test_texts_show_findings_with_a_rewrite(browser, agent, now):
    text = "Gentile {{customer.name}},\n\n💡 le risponderemo il prima possibile."
    save_saved_reply(user=agent, title="Presto", text=text, language="it", own=True, team=None, now=now)
    page = browser.get("/coach/texts/").text
    assert "il prima possibile" in page
    assert "La chiamo entro domani alle 12." in page


def test_saved_reply_is_read_when_it_is_kept_and_begun_anew_from_its_rewrite(browser):
    form = {
        "title": "Presto",
        "text": "Le risponderemo il prima possibile.",
        "language": "it",
        "audience": "own",
    }
    page = browser.post("/replies/new/", form, follow=True)
    assert page.redirect_chain[0][0] != "/replies/"
    assert "What could be said better" in page.text
    address = page.redirect_chain[0][0]
    assert "entro domani alle 12.</textarea>" in browser.get(address, {"rewrite": "1"}).text


def test_saved_reply_that_is_fine_goes_back_to_the_list(browser):
    form = {"title": "Reso", "text": "Le scrivo domani alle 9.", "language": "it", "audience": "own"}
    assert browser.post("/replies/new/", form).headers["Location"] == "/replies/"


def test_signature_of_ones_own_is_read(browser, agent):
    agent.signature = "I will get back to you as soon as possible."
    agent.save()
    assert "What could be said better" in browser.get("/profile/").text


def test_reason_is_read_when_it_is_kept(leading):
    page = leading.post("/settings/reasons/new/", {"name": "Nessun reso dopo 14 giorni"}, follow=True)
    assert Reason.objects.count() == 1
    assert page.status_code == 200


def test_reason_is_read_in_its_own_language(leading):
    Reason.objects.create(name="Non funziona")
    assert "Non funziona" not in leading.get("/coach/texts/").text


def test_texts_ask_the_same_number_of_queries(leading, agent, now):
    for number in range(3):
        text = "Le risponderemo il prima possibile."
        save_saved_reply(
            user=agent, title=f"Presto {number}", text=text, language="it", own=True, team=None, now=now
        )
        with CaptureQueriesContext(connection) as asked:
            leading.get("/coach/texts/")
        assert len(asked) == TEXTS
