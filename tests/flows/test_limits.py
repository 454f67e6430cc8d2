"""A limit for a customer: asked with evidence, agreed to by a second person, told once, felt, and lifted."""

from datetime import UTC, date, datetime, timedelta

import pytest

from aiuto.approvals.errors import OwnQuestion
from aiuto.approvals.queries import waiting_for
from aiuto.customers import errors
from aiuto.customers.contacting import add_contact_point
from aiuto.customers.limiting import Wish
from aiuto.customers.models import ContactKind, Customer, Limit, LimitKind
from aiuto.flows.add_participant import add_participant
from aiuto.flows.ask_for_person import Caller, ask_for_person
from aiuto.flows.assign import assign
from aiuto.flows.decide import decide
from aiuto.flows.hand_over import hand_over
from aiuto.flows.hold_as_spam import hold_as_spam
from aiuto.flows.lapse_approvals import lapse_approvals
from aiuto.flows.lift_limit import lift_limit
from aiuto.flows.limit_customer import limit_customer
from aiuto.flows.make_promise import Word, make_promise
from aiuto.flows.note_contact import Spoken, Subject, Who, note_contact
from aiuto.flows.note_missed_call import note_missed_call
from aiuto.flows.receive_message import receive_message
from aiuto.flows.release_quarantined import release_quarantined
from aiuto.flows.reply import reply
from aiuto.flows.review_limits import review_limits
from aiuto.flows.send_later import send_later
from aiuto.flows.write_first import write_first
from aiuto.intake.errors import LeadReleases
from aiuto.intake.models import RawMail
from aiuto.journal.actors import SYSTEM
from aiuto.notices.models import Notice
from aiuto.outbox.models import Delivery
from aiuto.people.errors import NotAllowed
from aiuto.people.models import Role, Team, User
from aiuto.promises.models import Promise
from aiuto.tickets.errors import LeadsOnly
from aiuto.tickets.models import Message
from tests.flows.conftest import ticket_of
from tests.mails import mail

WORDS = "Gentile Giulia, La preghiamo di scriverci con rispetto."
PHONE = "+393471234567"
DAY = timedelta(days=1)


def colleague_of(desk, now, name: str) -> User:
    user = User.objects.create(
        email=f"{name}@lumiera.example", name=name.title(), role=Role.LEAD, created_at=now
    )
    Team.objects.get(desks=desk).members.add(user)
    return user


@pytest.fixture
def lead(desk, now) -> User:
    return colleague_of(desk, now, "laura")


@pytest.fixture
def giulia(ticket) -> Customer:
    add_contact_point(ticket.customer, ContactKind.PHONE, PHONE, by=SYSTEM, now=ticket.created_at)
    return ticket.customer


@pytest.fixture
def ask(giulia, agent, now):
    """A limit is asked for: `ask("blocked")`."""

    def ask(kind: str, *, by: User = agent, at: datetime = now, ends: bool = False, **changed) -> Limit:
        wish = Wish(
            kind=LimitKind(kind),
            reason="Insulta chi risponde",
            evidence=list(Message.objects.filter(direction="in").values_list("pk", flat=True)),
            text=WORDS,
            until=date(2026, 6, 1),
            ends=ends,
        )
        return limit_customer(giulia.pk, wish, user=by, now=at)

    return ask


@pytest.fixture
def limited(ask, lead, now):
    """A limit is in force: `limited("blocked")`."""

    def limited(kind: str, **given) -> Limit:
        limit = ask(kind, **given)
        decide(limit.approval_id, approve=True, user=lead, now=given.get("at", now))
        return Limit.objects.get(pk=limit.pk)

    return limited


def kind_of(customer) -> str:
    return Customer.objects.get(pk=customer.pk).limit


def call(giulia, desk, now, words="") -> object:
    caller = Caller(channel="web", key="link", customer=giulia.pk, number=PHONE)
    return ask_for_person(caller, desk, live=False, words=words, now=now)


def due_of(receipt) -> datetime:
    return Promise.objects.get(ticket=ticket_of(receipt), kind="first_answer").due_at


# how it comes and goes


def test_question_waits_for_leads_with_its_evidence(ask, giulia, lead, agent, ticket):
    limit = ask("written")
    assert [(one.kind, one.ticket, one.why) for one in waiting_for(lead)] == [
        ("limit", ticket.pk, "Insulta chi risponde")
    ]
    assert limit.evidence == [Message.objects.get().pk]
    assert Notice.objects.get(kind="approval_asked").user == lead
    assert (kind_of(giulia), Delivery.objects.count()) == ("", 0)


def test_lead_who_asks_needs_another_one(ask, giulia, lead, now):
    limit = ask("blocked", by=lead)
    with pytest.raises(OwnQuestion):
        decide(limit.approval_id, approve=True, user=lead, now=now)
    assert kind_of(giulia) == ""


def test_messages_of_others_or_none_are_no_evidence(giulia, arrive, agent, now):
    other = arrive(sender="marco@customer.example", message_id="<two@customer.example>")
    wish = Wish(
        kind=LimitKind.WARNING,
        reason="Insulta",
        evidence=[other.message],
        text=WORDS,
        until=date(2026, 6, 1),
    )
    with pytest.raises(errors.NoEvidence):
        limit_customer(giulia.pk, wish, user=agent, now=now)


def test_colleague_who_does_not_know_the_customer_cannot_ask(ask, outsider):
    with pytest.raises(errors.NoSuchCustomer):
        ask("warning", by=outsider)


def test_customer_reads_of_it_once_in_the_desks_name_and_how_to_object(limited, giulia, ticket, lead):
    limit = limited("written")
    delivery, message = Delivery.objects.get(), Message.objects.get(pk=limit.message)
    assert delivery.recipient == "giulia@customer.example"
    assert message.text.startswith(WORDS)
    assert "OPPOSIZIONE" in delivery.parts["text"]
    assert (message.ticket, message.from_name, message.author) == (ticket, ticket.desk.name, lead)
    assert kind_of(giulia) == "written"


def test_nobody_else_on_the_request_reads_of_it(limited, ticket, agent, now):
    add_participant(ticket.reference, email="copia@customer.example", name="", user=agent, now=now)
    limited("warning")
    assert [one.recipient for one in Delivery.objects.all()] == ["giulia@customer.example"]


def test_their_message_waits_for_its_answer_as_before(limited, ticket):
    was = Promise.objects.get(kind="first_answer").due_at
    limited("written")
    ticket.refresh_from_db()
    assert (ticket.state, ticket.next_due_at) == ("new", was)


def test_whom_no_mail_reaches_is_limited_and_not_told(desk, agent, lead, giulia, now):
    spoken = Spoken(channel="phone", direction="in", at=now, text="Ha urlato per dieci minuti.")
    message = note_contact(
        spoken, who=Who(phone="+393331112223", name="Ugo"), about=Subject(desk=desk.pk), user=agent, now=now
    )
    customer = message.ticket.customer
    wish = Wish(
        kind=LimitKind.WRITTEN, reason="Urla", evidence=[message.pk], text=WORDS, until=date(2026, 6, 1)
    )
    limit = limit_customer(customer.pk, wish, user=agent, now=now)
    decide(limit.approval_id, approve=True, user=lead, now=now)
    limit.refresh_from_db()
    assert (limit.state, limit.message, kind_of(customer)) == ("in_force", None, "written")


def test_who_called_reads_of_it_at_the_address_that_we_know(desk, agent, lead, now):
    spoken = Spoken(channel="phone", direction="in", at=now, text="Ha urlato per dieci minuti.")
    message = note_contact(
        spoken, who=Who(phone="+393331112223", name="Ugo"), about=Subject(desk=desk.pk), user=agent, now=now
    )
    customer = message.ticket.customer
    add_contact_point(customer, ContactKind.EMAIL, "ugo@posta.example", by=SYSTEM, now=now)
    wish = Wish(
        kind=LimitKind.WRITTEN, reason="Urla", evidence=[message.pk], text=WORDS, until=date(2026, 6, 1)
    )
    limit = limit_customer(customer.pk, wish, user=agent, now=now)
    decide(limit.approval_id, approve=True, user=lead, now=now)
    limit.refresh_from_db()
    told = Delivery.objects.get()
    assert (told.recipient, told.message) == ("ugo@posta.example", limit.message)


def test_no_leaves_the_customer_as_they_are(ask, giulia, lead, now):
    limit = ask("blocked")
    decide(limit.approval_id, approve=False, said="Prima un richiamo", user=lead, now=now)
    limit.refresh_from_db()
    assert (limit.state, kind_of(giulia), Delivery.objects.count()) == ("declined", "", 0)


def test_question_that_lapses_leaves_the_customer_as_they_are(ask, giulia, now):
    limit = ask("blocked")
    lapse_approvals(now=now + 8 * DAY)
    limit.refresh_from_db()
    assert (limit.state, kind_of(giulia)) == ("declined", "")
    ask("warning", at=now + 8 * DAY)


def test_lead_lifts_it_and_agents_do_not(limited, giulia, agent, lead, now):
    limit = limited("blocked")
    with pytest.raises(NotAllowed):
        lift_limit(limit.pk, user=agent, now=now)
    lift_limit(limit.pk, why="Si è scusata", user=lead, now=now)
    assert kind_of(giulia) == ""
    with pytest.raises(errors.LimitMoved):
        lift_limit(limit.pk, user=lead, now=now)


def test_lead_of_another_desk_does_not_find_it(limited, now, db):
    limit = limited("blocked")
    stranger = User.objects.create(email="sara@lumiera.example", role=Role.LEAD, created_at=now)
    with pytest.raises(errors.NoSuchLimit):
        lift_limit(limit.pk, user=stranger, now=now)


def test_leads_are_reminded_on_its_day_and_again_a_week_later(limited, lead, now):
    limited("written")
    day = datetime(2026, 6, 1, 6, tzinfo=UTC)
    assert (review_limits(now=day - DAY), review_limits(now=day), review_limits(now=day)) == (0, 1, 0)
    assert Notice.objects.get(kind="limit_review").user == lead
    assert review_limits(now=day + 7 * DAY) == 1


@pytest.mark.parametrize(("kind", "told"), [("blocked", 1), ("written", 0)])
def test_limit_with_an_end_is_over_by_itself_and_leads_hear_of_a_block(limited, giulia, arrive, kind, told):
    limited(kind, ends=True)
    for _ in range(2):
        review_limits(now=datetime(2026, 6, 1, 23, tzinfo=UTC))
    assert kind_of(giulia) == ""
    assert Notice.objects.filter(kind="limit_review").count() == told
    assert arrive(message_id="<later@customer.example>").outcome == "stored"


# what it means


def test_warning_changes_nothing_but_what_is_shown(limited, giulia, desk, ticket, agent, now, arrive):
    limited("warning")
    assert arrive(message_id="<more@customer.example>").outcome == "stored"
    assert call(giulia, desk, now).kind == "call_back"
    assert reply(ticket.reference, user=agent, text="Buongiorno!", confirmed=True, now=now)


def test_whom_we_answer_in_writing_is_owed_no_call(limited, giulia, desk, ticket, agent, now):
    limited("written")
    with pytest.raises(errors.WrittenOnly):
        call(giulia, desk, now)
    with pytest.raises(errors.NoCalls):
        note_missed_call(PHONE, desk=desk, at=now, now=now)
    with pytest.raises(errors.NoCalls):
        make_promise(ticket.reference, Word(kind="call_back", what="", due=now + DAY), user=agent, now=now)
    assert not Promise.objects.filter(kind="call_back").exists()


def test_call_about_their_rights_is_owed_all_the_same(limited, giulia, desk, now):
    limited("written")
    assert call(giulia, desk, now, words="Riguarda i miei dati personali").kind == "call_back"


def test_news_and_letters_may_be_promised_in_writing(limited, ticket, agent, now):
    limited("written")
    word = Word(kind="next_update", what="", due=now + DAY)
    assert make_promise(ticket.reference, word, user=agent, now=now).kind == "next_update"


def test_lead_alone_answers_and_owns(limited, ticket, agent, colleague, lead, now):
    limited("lead")
    at = ticket.reference
    acts = (
        lambda: reply(at, user=agent, text="Ciao", confirmed=True, now=now),
        lambda: send_later(at, user=agent, text="Ciao", send_at=now + DAY, confirmed=True, now=now),
        lambda: assign(at, user=lead, owner=colleague.pk, now=now),
        lambda: hand_over(at, user=agent, text="Giulia scrive della lampada", owner=colleague.pk, now=now),
        lambda: write_first(
            ticket.desk_id,
            to="giulia@customer.example",
            name="",
            subject="Ciao",
            text="Ciao",
            by=agent,
            now=now,
        ),
    )
    for act in acts:
        with pytest.raises(LeadsOnly):
            act()
    assign(at, user=agent, owner=lead.pk, now=now)
    assert reply(at, user=lead, text="Buongiorno", confirmed=True, now=now).author == lead


def test_agent_notes_their_call_which_is_then_nobodys(limited, ticket, agent, now):
    limited("lead")
    spoken = Spoken(channel="phone", direction="in", at=now, text="Ha chiesto della lampada.")
    message = note_contact(spoken, who=Who(), about=ticket.reference, user=agent, now=now)
    assert message.ticket.owner is None
    back = Spoken(channel="phone", direction="out", at=now, text="L’ho richiamata.")
    with pytest.raises(LeadsOnly):
        note_contact(back, who=Who(), about=ticket.reference, user=agent, now=now)


def test_calmer_pace_gives_more_time_and_never_more_than_the_longest_wait(limited, arrive, desk, now):
    desk.first_answer_minutes, desk.ceiling_minutes = 60, 240
    desk.save()
    others = arrive(sender="marco@customer.example", message_id="<m@customer.example>")
    limited("slower")
    theirs = arrive(subject="Altro", message_id="<g@customer.example>")
    assert (due_of(others) - now, due_of(theirs) - now) == (timedelta(hours=1), timedelta(hours=3))
    desk.first_answer_minutes = 120
    desk.save()
    longest = arrive(subject="Ancora", message_id="<h@customer.example>")
    assert due_of(longest) == datetime(2026, 3, 2, 16, 0, tzinfo=UTC)  # six hours of work, after lunch
    assert ticket_of(longest).turn_at == datetime(2026, 3, 2, 14, 0, tzinfo=UTC)  # four, like everybody


def test_mail_of_whom_is_blocked_is_held_whatever_address_of_theirs(limited, giulia, arrive, now):
    limited("blocked")
    add_contact_point(giulia, ContactKind.EMAIL, "altra@customer.example", by=SYSTEM, now=now)
    for n, sender in enumerate(("Giulia@Customer.example", "altra@customer.example")):
        receipt = arrive(sender=sender, message_id=f"<{n}@customer.example>", text="Siete degli incapaci")
        assert (receipt.outcome, receipt.reason) == ("quarantined", "limit")
    assert arrive(sender="marco@customer.example", message_id="<m@x.example>").outcome == "stored"


@pytest.mark.parametrize(
    "text",
    [
        "Chiedo la cancellazione dei dati che mi riguardano",
        "Il mio avvocato Vi scriverà",
        "OPPOSIZIONE",
        "I object",
    ],
)
def test_mail_about_rights_always_reaches_a_person(limited, arrive, text):
    limited("blocked")
    assert arrive(text=text, message_id="<rights@customer.example>").outcome == "stored"


def test_leads_hear_of_an_objection_and_see_what_it_is(limited, arrive, lead):
    limited("written")
    assert arrive(text="Vi scrivo", message_id="<more@customer.example>").outcome == "stored"
    assert not Notice.objects.filter(kind="limit_review").exists()
    receipt = arrive(text="OPPOSIZIONE", message_id="<objects@customer.example>")
    assert Message.objects.get(pk=receipt.message).marks == ["rights"]
    assert Notice.objects.get(kind="limit_review").user == lead


def test_our_own_words_quoted_below_theirs_open_no_door(limited, arrive):
    limit = limited("blocked")
    quoted = "\n".join(f"> {line}" for line in Message.objects.get(pk=limit.message).text.splitlines())
    text = f"Incapaci!\n\nIl giorno 2 marzo 2026, assistenza@lumiera.example ha scritto:\n{quoted}"
    assert arrive(text=text, message_id="<quoted@customer.example>").outcome == "quarantined"


def test_held_mail_is_let_in_by_a_lead_alone(limited, arrive, agent, lead, ticket, now):
    limited("blocked")
    arrive(message_id="<held@customer.example>", references="<one@customer.example>")
    held = RawMail.objects.get(outcome="quarantined")
    with pytest.raises(LeadReleases):
        release_quarantined(held.pk, user=agent, now=now)
    with pytest.raises(LeadReleases):
        hold_as_spam(held.pk, user=agent, now=now)
    assert release_quarantined(held.pk, user=lead, now=now).ticket == ticket


def test_old_mail_that_is_brought_in_is_never_held(limited, desk, now):
    limited("blocked")
    old = mail(message_id="<old@customer.example>")
    assert receive_message(old, via="import", desk=desk, now=now, history=True).outcome == "stored"
