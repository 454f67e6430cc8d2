"""The pages of saved replies."""

import pytest

from aiuto.manual.models import SavedReply
from aiuto.people.models import Role, Team
from tests.workspace.conftest import signed_in

GIVEN = {"title": "Reso", "text": "Le mandiamo l'etichetta.", "language": "it", "audience": "own"}


def test_no_replies_teach_what_they_are_for(browser):
    assert "What you write often, write once" in browser.get("/replies/").text


def test_new_reply_is_kept_and_found_by_its_words(browser, agent):
    assert browser.post("/replies/new/", GIVEN).status_code == 302
    assert SavedReply.objects.get().user == agent
    assert "Reso" in browser.get("/replies/", {"q": "etichetta"}).text
    assert "None has these words" in browser.get("/replies/", {"q": "lampada"}).text


def test_list_alone_comes_for_htmx(browser):
    browser.post("/replies/new/", GIVEN)
    part = browser.get("/replies/", {"q": "re"}, headers={"HX-Request": "true"}).text
    assert ("Reso" in part, "<html" in part) == (True, False)


@pytest.mark.parametrize(
    "wrong", [{"title": ""}, {"text": " "}, {"language": "xx"}, {"audience": "all"}, {"audience": "9"}]
)
def test_reply_that_cannot_be_kept_says_so_and_keeps_the_rest(browser, wrong):
    answer = browser.post("/replies/new/", GIVEN | wrong)
    assert (answer.status_code, SavedReply.objects.count()) == (422, 0)
    assert "text" in wrong or "etichetta" in answer.text


def test_reply_for_everybody_is_kept_by_a_lead(agent):
    agent.role = Role.LEAD
    agent.save()
    signed_in(agent).post("/replies/new/", GIVEN | {"audience": "all"})
    kept = SavedReply.objects.get()
    assert (kept.user, kept.team) == (None, None)


def test_reply_of_the_team_is_changed_by_a_colleague(browser, colleague):
    team = Team.objects.get(members=colleague)
    browser.post("/replies/new/", GIVEN | {"audience": str(team.pk)})
    kept = SavedReply.objects.get()
    signed_in(colleague).post(f"/replies/{kept.pk}/", GIVEN | {"title": "Resi", "audience": str(team.pk)})
    kept.refresh_from_db()
    assert (kept.title, kept.team) == ("Resi", team)


def test_reply_one_may_use_but_not_change_shows_no_buttons(browser, now):
    kept = SavedReply.objects.create(title="Saluti", text="Ciao", created_at=now, updated_at=now)
    page = browser.get(f"/replies/{kept.pk}/").text
    assert "Those who keep it change it." in page
    assert f"/replies/{kept.pk}/drop/" not in page
    browser.post(f"/replies/{kept.pk}/drop/")
    assert SavedReply.objects.exists()


def test_translation_joins_the_family(browser):
    browser.post("/replies/new/", GIVEN)
    first = SavedReply.objects.get()
    form = browser.get("/replies/new/", {"same_as": first.pk}).context["form"]
    assert (form.initial["language"], form.initial["title"]) == ("en", "Reso")
    browser.post(f"/replies/new/?same_as={first.pk}", GIVEN | {"title": "Return", "language": "en"})
    assert "Return" in browser.get(f"/replies/{first.pk}/").text


def test_dropped_reply_is_gone(browser):
    browser.post("/replies/new/", GIVEN)
    page = browser.post(f"/replies/{SavedReply.objects.get().pk}/drop/", follow=True)
    assert ("is gone" in page.text, SavedReply.objects.count()) == (True, 0)
