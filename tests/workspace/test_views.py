"""The bar of filters, lists by a filter, and filters kept under a name."""

from datetime import timedelta

import pytest

from aiuto.people.models import Desk, Role, Team, User
from aiuto.tickets.models import SavedView, Tag
from aiuto.tickets.queries.inbox import View
from aiuto.workspace.views.bar import BY_VIEW, bar_of_view, together
from tests.workspace.conftest import signed_in

pytestmark = pytest.mark.both_databases

PAGE_QUERIES = 9
HOSTILE = [
    '"',
    "'; DROP",
    "state:",
    'tag:"',
    "a\0b",
    "%s",
    "-",
    "::::",
    "x" * 9_000,
    "is:is:is",
    "💡",
]


@pytest.fixture
def save(agent, now):
    """`save("owner:me", name=…, team=…)`: a view straight in the table."""

    def save(
        query: str, *, name: str = "Le mie", user: User | None = agent, team: Team | None = None
    ) -> SavedView:
        return SavedView.objects.create(
            name=name, query=query, user=None if team else user, team=team, created_at=now
        )

    return save


@pytest.fixture
def team(agent) -> Team:
    return agent.teams.get()


def found(page) -> set[str]:
    return {ticket.reference for ticket in page.context["tickets"]}


def test_filter_shows_what_it_says(browser, make, agent):
    mine, other = make(owner=agent, state="open", language="en"), make(language="it")
    page = browser.get("/inbox/", {"q": "language:en"})
    assert found(page) == {mine.reference}
    assert other.reference not in page.text
    assert "Language" in page.text


def test_filter_in_italian_leads_to_the_same(browser, make):
    ticket = make(language="en")
    assert found(browser.get("/inbox/", {"q": "lingua:inglese"})) == {ticket.reference}


def test_form_of_the_bar_leads_to_an_address_to_share(browser):
    answer = browser.get("/inbox/", {"kept": "tag:a", "q": "stato:aperta lampada"})
    assert (answer.status_code, answer.url) == (302, "/inbox/?q=tag%3Aa+state%3Aopen+lampada")


def test_form_of_a_view_narrows_the_view(browser):
    kept = BY_VIEW[View.OPEN]
    assert str(together("tag:a", base=kept)) == "state:new state:open tag:a"
    assert str(together("state:solved", base=kept)) == "state:solved"
    assert str(together("state:solved", kept=kept)) == "state:new state:open state:solved"
    assert {view.value for view in View} == {view.value for view in BY_VIEW}
    assert bar_of_view("mine")["query"] == "owner:me"


def test_empty_filter_is_the_inbox(browser):
    for query in ({}, {"q": " "}, {"kept": "", "q": ""}):
        assert browser.get("/inbox/", query).url == "/"


@pytest.mark.parametrize("query", HOSTILE)
def test_hostile_filter_breaks_nothing(browser, make, query):
    make()
    assert browser.get("/inbox/", {"q": query}).status_code in (200, 302)
    assert browser.get("/inbox/", {"q": query, "kept": query}).status_code == 302
    assert browser.get("/suggest/", {"q": query}).status_code == 200


def test_chip_takes_its_condition_away(browser):
    page = browser.get("/inbox/", {"q": "tag:a -language:en lampada"}).text
    assert "/inbox/?q=-language%3Aen+lampada" in page
    assert "/inbox/?q=tag%3Aa+lampada" in page
    assert "not Language" in page


def test_filter_escapes_what_was_typed(browser):
    page = browser.get("/inbox/", {"q": 'tag:<img/src=x> owner:"<script>alert(1)</script>" <b>'}).text
    assert "<script>alert" not in page
    assert "<img/src" not in page
    assert "&lt;b&gt;" in page


def test_what_is_gone_is_told(browser, make, agent):
    make(owner=agent, state="open")
    page = browser.get("/inbox/", {"q": "owner:zeno owner:me"}).text
    assert "Nothing matches <strong>Owner: zeno</strong> any more." in page


def test_pages_follow_one_another(browser, make):
    made = {make(waits=minute, language="en").reference for minute in range(30)}
    first = browser.get("/inbox/", {"q": "language:en"})
    second = browser.get(first.context["older"])
    assert found(first) | found(second) == made
    assert not found(first) & found(second)


def test_longest_wait_that_passes_is_named_on_every_page_of_a_saved_view(browser, make, save, now):
    for minute in range(30):
        make(waits=minute, language="en")
    make(waits=900, language="it")
    longest = make(waits=600, language="en", turn_at=now + timedelta(days=9))
    page = browser.get(f"/views/{save(query='language:en').pk}/")
    assert f'id="longest" data-longest="{longest.reference}">' in page.text
    assert browser.get(page.context["older"]).context["longest"].reference == longest.reference


def test_htmx_gets_the_list_alone(browser, make):
    make(language="en")
    part = browser.get("/inbox/", {"q": "language:en"}, headers={"HX-Request": "true"}).text
    assert 'id="inbox"' in part
    assert "<html" not in part


@pytest.mark.parametrize("number", [1, 3, 100])
def test_page_asks_the_same_number_of_queries(browser, make, number, django_assert_num_queries):
    for waits in range(number):
        make(waits=waits, language="en")
    browser.get("/")
    with django_assert_num_queries(PAGE_QUERIES):
        browser.get("/inbox/", {"q": "language:en"})


def test_view_is_saved_and_opened(browser, make, agent):
    ticket = make(language="en")
    answer = browser.post("/views/", {"name": " In  inglese ", "query": "lingua:en", "team": "0"})
    view = SavedView.objects.get()
    assert (view.name, view.query, view.user) == ("In inglese", "language:en", agent)
    assert answer.url == f"/views/{view.pk}/"
    page = browser.get(answer.url)
    assert found(page) == {ticket.reference}
    assert "In inglese" in page.text


def test_view_of_a_team_is_its_members(browser, colleague, outsider, team):
    browser.post("/views/", {"name": "Nostra", "query": "state:new", "team": team.pk})
    view = SavedView.objects.get()
    assert (view.user, view.team) == (None, team)
    assert signed_in(colleague).get(f"/views/{view.pk}/").status_code == 200
    assert signed_in(outsider).get(f"/views/{view.pk}/").status_code == 404


def test_view_for_a_team_of_others_is_refused(browser, outsider):
    team = outsider.teams.get()
    assert browser.post("/views/", {"name": "x", "query": "state:new", "team": team.pk}).status_code == 422
    assert not SavedView.objects.exists()


@pytest.mark.parametrize(
    "fields",
    [{"name": "", "query": "tag:a"}, {"name": "x" * 61, "query": "tag:a"}, {"name": "x", "query": "tag:"}],
)
def test_view_without_name_or_filter_says_so(browser, fields):
    answer = browser.post("/views/", fields)
    assert answer.status_code == 422
    assert 'name="name"' in answer.text
    assert not SavedView.objects.exists()


def test_view_is_renamed_and_deleted(browser, save):
    view = save("state:new")
    assert browser.post(f"/views/{view.pk}/change/", {"name": "Nuove"}).status_code == 302
    view.refresh_from_db()
    assert (view.name, view.query) == ("Nuove", "state:new")
    assert browser.post(f"/views/{view.pk}/change/", {"name": " "}).status_code == 422
    assert browser.post(f"/views/{view.pk}/drop/").url == "/inbox/?q=state%3Anew"
    assert not SavedView.objects.exists()
    assert browser.post(f"/views/{view.pk}/drop/").status_code == 404


def test_view_of_a_colleague_is_not_there(save, colleague):
    view = save("state:new")
    other = signed_in(colleague)
    for answer in (
        other.get(f"/views/{view.pk}/"),
        other.post(f"/views/{view.pk}/change/", {"name": "x"}),
        other.post(f"/views/{view.pk}/drop/"),
    ):
        assert answer.status_code == 404
    assert SavedView.objects.get().name == view.name


def test_view_opens_when_its_tag_and_its_colleague_are_gone(browser, save, make, colleague):
    Tag.objects.create(name="garanzia")
    view = save('tag:garanzia owner:"Bruno Sala" state:any')
    make(owner=colleague, state="open").tags.set(Tag.objects.all())
    assert len(found(browser.get(f"/views/{view.pk}/"))) == 1
    Tag.objects.all().delete()
    User.objects.filter(pk=colleague.pk).update(name="Zeno Pardi", email="z@lumiera.example")
    page = browser.get(f"/views/{view.pk}/")
    assert found(page) == set()
    assert "Nothing matches <strong>Tag: garanzia</strong> any more." in page.text
    assert "Nothing matches <strong>Owner: Bruno Sala</strong> any more." in page.text


def test_suggestions_begin_with_keys(browser):
    page = browser.get("/suggest/", {"q": ""}).text
    assert 'data-value="state:" data-more' in page
    assert 'data-value="tag:a owner:" data-more' in browser.get("/suggest/", {"q": "tag:a ow"}).text


def test_suggestions_speak_italian(browser, agent):
    User.objects.filter(pk=agent.pk).update(language="it")
    assert 'data-value="stato:" data-more' in browser.get("/suggest/", {"q": "sta"}).text
    assert 'data-value="state:solved "' in browser.get("/suggest/", {"q": "stato:ris"}).text


def test_suggestions_name_colleagues_teams_desks_and_reasons(browser, colleague, team, desk):
    assert 'data-value="owner:&quot;Bruno Sala&quot; "' in browser.get("/suggest/", {"q": "owner:sal"}).text
    assert 'data-value="-owner:&quot;Bruno Sala&quot; "' in browser.get("/suggest/", {"q": "-owner:br"}).text
    assert 'data-value="owner:me "' in browser.get("/suggest/", {"q": "owner:m"}).text
    assert team.name in browser.get("/suggest/", {"q": f"team:{team.name[:3]}"}).text
    assert desk.name in browser.get("/suggest/", {"q": f"desk:{desk.name[:3]}"}).text
    assert 'data-value="owner:&quot;Bruno Sala&quot; "' in browser.get("/suggest/", {"q": "bruno"}).text


@pytest.mark.both_databases
def test_suggestions_name_whoever_has_a_word_that_begins_so_without_accents(browser, colleague):
    colleague.name = "Èlia De Cèsare"
    colleague.save()
    assert "Èlia De Cèsare" in browser.get("/suggest/", {"q": "owner:cesar"}).text
    assert "Èlia De Cèsare" not in browser.get("/suggest/", {"q": "owner:sare"}).text


def test_suggestions_name_customers_by_their_address(browser, make):
    ticket = make()
    ticket.customer.name_key = "giulia neri"
    ticket.customer.save()
    page = browser.get("/suggest/", {"q": "customer:giul"}).text
    assert f'data-value="customer:{ticket.customer_id}@customer.example "' in page


def test_suggestions_keep_what_is_private(browser, make, now):
    """Tags, teams and desks that only others see are not offered."""
    private = Desk.objects.create(name="Personale", private=True)
    insiders = Team.objects.create(name="Persone")
    insiders.desks.add(private)
    secret, known = Tag.objects.create(name="segreto"), Tag.objects.create(name="segnale")
    make(desk=private).tags.add(secret)
    make().tags.add(known)
    offered = [browser.get("/suggest/", {"q": q}).text for q in ("tag:seg", "team:per", "desk:per", "seg")]
    assert "segnale" in offered[0]
    assert not [text for text in offered if "segreto" in text or "Person" in text]


@pytest.mark.parametrize(("typed", "number"), [("", 2), ("state:", 2), ("tag:a", 4), ("zeno", 6)])
def test_suggestions_ask_few_queries(browser, make, typed, number, django_assert_num_queries):
    make()
    browser.get("/")
    with django_assert_num_queries(number):
        browser.get("/suggest/", {"q": typed})


def test_admin_of_no_team_sees_views_of_their_own_alone(save, team, now):
    admin = User.objects.create(email="r@lumiera.example", name="Rosa", role=Role.ADMIN, created_at=now)
    theirs = save("state:new", team=team)
    assert signed_in(admin).get(f"/views/{theirs.pk}/").status_code == 404
