"""The settings: every room opens, keeps what is right, says what is wrong, and writes it in the journal."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from aiuto.customers.models import Order
from aiuto.flows.tag import tag
from aiuto.intake.models import Mailbox
from aiuto.journal.models import Event
from aiuto.outbox.models import Delivery
from aiuto.people.models import Desk, Role, Schedule, Team, User
from aiuto.people.queries import default_desk
from aiuto.tickets.models import Cause, Reason, Tag
from tests.workspace.conftest import signed_in

ROOMS = (
    "",
    "desks/",
    "mailboxes/",
    "schedules/",
    "teams/",
    "people/",
    "tags/",
    "reasons/",
    "causes/",
    "orders/",
    "journal/",
)
SHELL = 4
"""What any page of the workspace asks: session, person, places, the live line."""
FORMS = (
    "desks/new/",
    "mailboxes/new/",
    "schedules/new/",
    "teams/new/",
    "people/new/",
    "reasons/new/",
    "causes/new/",
)


@pytest.fixture
def admin(desk, now) -> User:
    return User.objects.create(
        email="capo@lumiera.example", name="Chiara Capo", role=Role.ADMIN, language="en", created_at=now
    )


@pytest.fixture
def house(admin) -> Client:
    """The administrator's browser."""
    return signed_in(admin)


@pytest.fixture
def lead(agent) -> Client:
    agent.role = Role.LEAD
    agent.save()
    return signed_in(agent)


def last(kind: str) -> Event:
    return Event.objects.filter(kind=kind).latest("id")


@pytest.mark.parametrize("place", [*ROOMS, *FORMS])
@pytest.mark.parametrize("language", ["it", "en"])
def test_rooms_open_in_both_languages(house, admin, place, language):
    User.objects.filter(pk=admin.pk).update(language=language)
    answer = house.get(f"/settings/{place}")
    assert answer.status_code == 200
    assert f'lang="{language}"' in answer.text


@pytest.mark.parametrize("place", [*ROOMS, *FORMS])
def test_rooms_are_not_there_for_agents(browser, place):
    assert browser.get(f"/settings/{place}").status_code == 404


def test_leads_see_people_tags_and_reasons_alone(lead):
    found = {place: lead.get(f"/settings/{place}").status_code for place in ROOMS}
    open_rooms = {place for place, status in found.items() if status == 200}
    assert open_rooms == {"", "people/", "tags/", "reasons/", "causes/"}
    assert "/settings/people/new/" not in lead.get("/settings/people/").text


def test_lists_cost_the_same_however_long_they_are(house, desk, now, django_assert_num_queries):
    statements = {
        "desks": 2,
        "teams": 3,
        "people": 2,
        "tags": 1,
        "reasons": 1,
        "causes": 1,
        "mailboxes": 1,
        "journal": 7,
    }
    for number in (1, 3, 100):
        _more(desk, now, number)
        for place, own in statements.items():
            with django_assert_num_queries(SHELL + own, info=f"{place} with {number} more"):
                house.get(f"/settings/{place}/")


def _more(desk, now, number):
    root = Cause.objects.get(given="late_delivery")
    for n in range(number):
        name = f"{number} {n}"
        own = Desk.objects.create(name=f"Desk {name}", schedule=desk.schedule)
        team = Team.objects.create(name=f"Team {name}")
        team.desks.add(own)
        user = User.objects.create(email=f"{number}{n}@lumiera.example", name=name, created_at=now)
        team.members.add(user)
        Tag.objects.create(name=f"tag-{number}-{n}")
        Reason.objects.create(name=f"Reason {name}")
        Cause.objects.create(name=f"Cause {name}", parent=root)
        Mailbox.objects.create(desk=own, address=f"m{number}{n}@lumiera.example")
        Event.objects.create(
            kind="desk.changed",
            at=now,
            actor_kind="person",
            actor_id=user.pk,
            origin="person",
            data={"desk": own.pk},
        )


DESK = {
    "name": "Lampade",
    "kind": "customers",
    "language": "en",
    "from_name": "Lumiera",
    "signature": "A presto",
    "ceiling": "1.5",
    "first_answer": "4",
    "update": "12.5",
    "close_after_days": "10",
    "ask_after_hours": "48",
    "remind_days": "2",
    "remind_again_days": "5",
    "solve_waiting_days": "10",
}
DESK |= {"wait_seconds": "45", "call_back": "1.5"}


def test_desk_is_changed_and_the_journal_says_from_what_to_what(house, admin, desk):
    answer = house.post(
        f"/settings/desks/{desk.pk}/", DESK | {"schedule": desk.schedule_id, "acknowledge": "on"}
    )
    assert answer.status_code == 302
    desk.refresh_from_db()
    assert (desk.name, desk.ceiling_minutes, desk.close_after_days, desk.acknowledge) == (
        "Lampade",
        90,
        10,
        True,
    )
    event = last("desk.changed")
    assert event.actor_id == admin.pk
    changed = event.data["changed"]
    assert (changed["ceiling_minutes"], changed["first_answer_minutes"]) == ([240, 90], [480, 240])
    assert (changed["update_minutes"], changed["signature"]) == ([960, 750], None)
    assert (changed["remind_days"], changed["remind"]) == ([3, 2], [True, False])
    page = house.get("/settings/journal/").text
    assert "Chiara Capo" in page and "Assistenza" in page and "A presto" not in page


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"name": " "}, "required"),
        ({"name": "Altro"}, "has this name already"),
        ({"ceiling": "0"}, "greater than"),
        ({"close_after_days": "9999"}, "less than"),
        ({"remind_days": "5"}, "later day than the one before"),
        ({"schedule": "99999"}, "valid choice"),
    ],
)
def test_desk_says_what_is_wrong_and_keeps_what_was_typed(house, desk, wrong, said):
    Desk.objects.create(name="Altro")
    answer = house.post(f"/settings/desks/{desk.pk}/", DESK | {"schedule": desk.schedule_id} | wrong)
    assert answer.status_code == 422
    assert said in answer.text and "A presto" in answer.text
    desk.refresh_from_db()
    assert desk.name == "Assistenza"


def test_new_desk_has_a_team_and_opens(house):
    answer = house.post("/settings/desks/new/", {"name": "Interno", "kind": "colleagues", "language": "it"})
    own = Desk.objects.get(name="Interno")
    assert answer.url == f"/settings/desks/{own.pk}/"
    assert [team.name for team in own.teams.all()] == ["Interno"]
    assert house.get(answer.url).status_code == 200


WEEK = {
    "name": "Ufficio",
    "time_zone": "Europe/Rome",
    "country": "IT",
    "subdivision": "MI",
    "day_0": "9–13, 14.30-18",
}


def test_hours_are_kept_as_people_write_them(house):
    own = Schedule.objects.get()
    assert house.post(f"/settings/schedules/{own.pk}/", WEEK).status_code == 302
    own.refresh_from_db()
    assert own.week == {"0": [["09:00", "13:00"], ["14:30", "18:00"]]}
    assert own.subdivision == "MI"


@pytest.mark.parametrize(
    "wrong",
    [
        {"day_0": "nine to five"},
        {"day_0": "13-9"},
        {"day_0": "9-13, 12-18"},
        {"day_0": "9-25"},
        {"day_0": ""},
    ],
)
def test_hours_that_cannot_be_are_told(house, wrong):
    own = Schedule.objects.get()
    answer = house.post(f"/settings/schedules/{own.pk}/", WEEK | wrong)
    assert answer.status_code == 422
    assert wrong["day_0"] in answer.text


def test_team_gets_desks_and_people(house, desk, agent):
    answer = house.post(
        "/settings/teams/new/", {"name": "Notte", "desk_ids": [desk.pk], "member_ids": [agent.pk]}
    )
    assert answer.status_code == 302
    team = Team.objects.get(name="Notte")
    assert (list(team.desks.all()), list(team.members.all())) == ([desk], [agent])
    house.post(f"/settings/teams/{team.pk}/", {"name": "Sera", "desk_ids": [desk.pk]})
    assert last("team.changed").data["changed"] == {"name": ["Notte", "Sera"], "members": [[agent.pk], []]}
    assert "Anna Bassi" in house.get("/settings/journal/").text


def test_colleague_is_invited_by_mail(house, settings):
    settings.EMAIL_BACKEND = "aiuto.outbox.backend.DeliveryBackend"
    given = {"name": "Nora Nuova", "email": "nora@lumiera.example", "role": "lead", "teams": ["Assistenza"]}
    assert house.post("/settings/people/new/", given).status_code == 302
    nora = User.objects.get(email="nora@lumiera.example")
    assert (nora.role, Delivery.objects.get().recipient) == ("lead", "nora@lumiera.example")
    page = house.get("/settings/people/").text
    assert "invited" in page
    house.post(f"/settings/people/{nora.pk}/settle/", {"act": "invite"})
    assert Delivery.objects.count() == 2


def test_colleague_leaves_and_comes_back(house, agent, settings):
    settings.EMAIL_BACKEND = "aiuto.outbox.backend.DeliveryBackend"
    house.post(f"/settings/people/{agent.pk}/settle/", {"act": "deactivate"})
    agent.refresh_from_db()
    assert not agent.is_active
    assert "Anna Bassi" in house.get("/settings/people/?who=left").text
    house.post(f"/settings/people/{agent.pk}/settle/", {"act": "reactivate"})
    agent.refresh_from_db()
    assert agent.is_active
    assert [event.kind for event in Event.objects.filter(kind__startswith="person.").order_by("id")] == [
        "person.deactivated",
        "person.reactivated",
        "person.invited",
    ]


def test_last_administrator_stays(house, admin):
    answer = house.post(f"/settings/people/{admin.pk}/settle/", {"act": "deactivate"}, follow=True)
    assert "keep the keys" in answer.text
    answer = house.post(f"/settings/people/{admin.pk}/", {"name": "Chiara Capo", "role": "agent"})
    assert answer.status_code == 422 and "keep the keys" in answer.text
    admin.refresh_from_db()
    assert (admin.is_active, admin.role) == (True, "admin")


def test_tag_is_renamed_merged_and_deleted_by_a_lead(lead, agent, make, now):
    first, second = make(), make()
    tag(first.reference, user=agent, add=["lampda", "rotta"], now=now)
    tag(second.reference, user=agent, add=["lampada", "lampda"], now=now)
    wrong = Tag.objects.get(name="lampda")
    lead.post(f"/settings/tags/{wrong.pk}/", {"name": "Lampada"})
    assert sorted(Tag.objects.values_list("name", flat=True)) == ["lampada", "rotta"]
    assert [sorted(t.name for t in one.tags.all()) for one in (first, second)] == [
        ["lampada", "rotta"],
        ["lampada"],
    ]
    broken, lamp = Tag.objects.get(name="rotta"), Tag.objects.get(name="lampada")
    lead.post(f"/settings/tags/{broken.pk}/merge/", {"into": "lampada"})
    lead.post(f"/settings/tags/{lamp.pk}/delete/")
    assert not Tag.objects.exists() and not first.tags.exists()
    kinds = Event.objects.filter(kind__startswith="tag.").order_by("id").values_list("kind", flat=True)
    assert list(kinds) == ["tag.merged", "tag.merged", "tag.deleted"]


SERVERS = {
    "username": "ciao@lumiera.example",
    "password": "segretissima",
    "imap_host": "127.0.0.1",
    "imap_port": "1",
    "imap_security": "none",
    "imap_folder": "INBOX",
    "smtp_host": "127.0.0.1",
    "smtp_port": "1",
    "smtp_security": "none",
}


@pytest.fixture
def mailbox(house, desk) -> Mailbox:
    given = SERVERS | {"address": "ciao@lumiera.example", "desk": desk.pk}
    assert house.post("/settings/mailboxes/new/", given).status_code == 302
    return Mailbox.objects.get(address="ciao@lumiera.example")


def test_mailbox_begins_with_a_guess_from_its_address(house):
    page = house.get("/settings/mailboxes/new/?address=ciao@lumiera.example").text
    assert "imap.lumiera.example" in page and "smtp.lumiera.example" in page


def test_mailbox_is_connected_and_sends_nothing_yet(house, mailbox):
    assert not mailbox.sends
    page = house.get(f"/settings/mailboxes/{mailbox.pk}/").text
    assert "Nothing leaves yet" in page
    assert "segretissima" not in page + house.get("/settings/journal/").text
    assert "segretissima" not in str(list(Event.objects.values_list("data", flat=True)))


def test_mailbox_keeps_its_password_when_none_is_typed(house, mailbox, desk):
    before = mailbox.secret
    changed = SERVERS | {"desk": desk.pk, "password": "", "imap_folder": "Aiuto"}
    assert house.post(f"/settings/mailboxes/{mailbox.pk}/", changed).status_code == 302
    mailbox.refresh_from_db()
    assert (mailbox.secret, mailbox.imap_folder) == (before, "Aiuto")


def test_mailbox_test_says_what_is_in_the_way_and_what_to_do(house, mailbox):
    page = house.post(f"/settings/mailboxes/{mailbox.pk}/test/").text
    assert "Reading does not work yet" in page and "Sending does not work yet" in page
    assert "Look at the port" in page and "segretissima" not in page
    alone = house.post(f"/settings/mailboxes/{mailbox.pk}/test/", headers={"hx-request": "true"}).text
    assert "<html" not in alone and "Reading does not work yet" in alone


def test_mailbox_is_switched_on_and_off(house, mailbox):
    for act, sends in (("send", True), ("hold", False)):
        house.post(f"/settings/mailboxes/{mailbox.pk}/switch/", {"act": act})
        mailbox.refresh_from_db()
        assert mailbox.sends is sends
        assert last("mailbox.changed").data["changed"] == {"sends": [not sends, sends]}


def test_mailbox_writes_to_itself(house, mailbox):
    house.post(f"/settings/mailboxes/{mailbox.pk}/prove/")
    assert Delivery.objects.get().recipient.startswith("ciao+test-")


ORDERS = "number;date;email;item\nL-1;2026-02-01;gaia@customer.example;Nuvola\nL-2;never;x;y\n"


def test_orders_are_looked_over_and_then_taken_in(house):
    file = SimpleUploadedFile("orders.csv", ORDERS.encode())
    page = house.post("/settings/orders/", {"file": file, "source": "Negozio"}).text
    assert "L-1" in page and "One order can be taken in" in page and "Line 3" in page
    assert not Order.objects.exists()
    house.post("/settings/orders/take/")
    assert Order.objects.get().number == "L-1"
    assert last("orders.imported").data["created"] == 1
    assert "Choose the file again" in house.post("/settings/orders/take/", follow=True).text


def test_journal_is_filtered_by_room_person_and_day(house, admin, desk):
    house.post("/settings/reasons/new/", {"name": "Ritardo"})
    house.post("/settings/teams/new/", {"name": "Notte"})
    day = last("team.created").at.astimezone().date()
    assert "Ritardo" in house.get(f"/settings/journal/?about=reason&person={admin.pk}&day={day}").text
    assert "Notte" not in house.get("/settings/journal/?about=reason").text
    assert "Nothing of this kind" in house.get("/settings/journal/?day=2001-01-01").text
    assert "Ritardo" in house.get("/settings/journal/?about=nonsense&person=x&day=never").text


def test_journal_goes_on_behind_a_page(house, now):
    desk = default_desk()
    Event.objects.bulk_create(
        Event(kind="desk.changed", at=now, actor_kind="system", origin="system", data={"desk": desk.pk})
        for _ in range(60)
    )
    first = house.get("/settings/journal/")
    assert first.text.count("changed the desk") == 50
    further = first.context["further"]
    assert house.get(further).text.count("changed the desk") == 10
