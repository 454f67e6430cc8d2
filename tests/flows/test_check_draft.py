"""What stands around a draft: the house's tuning, what was asked and answered, and a breath to take."""

from datetime import timedelta

import pytest

from aiuto.customers.models import ContactKind, ContactPoint
from aiuto.flows.add_participant import add_participant
from aiuto.flows.check_draft import check_draft
from aiuto.flows.keep_house_rule import keep_house_rule
from aiuto.flows.make_promise import Word, make_promise
from aiuto.flows.mute_rule import mute_rule
from aiuto.flows.reply import reply
from aiuto.people.models import Role, User
from aiuto.people.schedules import hours_of_desk
from aiuto.promises.models import Kind
from aiuto.tickets.models import Direction, Message
from tests.flows.conftest import ticket_of

ASKS = "Buongiorno, quanto costa il montaggio? Vorrei anche la fattura."


@pytest.fixture
def lead(desk, now) -> User:
    return User.objects.create(email="irene@lumiera.example", name="Irene", role=Role.LEAD, created_at=now)


@pytest.fixture
def asked(arrive):
    return ticket_of(arrive(text=ASKS))


def called(due) -> Word:
    return Word(kind=Kind.CALL_BACK, what="Chiamare Giulia", due=due, knowingly=True)


def rules(checked) -> set[str]:
    return {hint.finding.rule for hint in checked.hints}


@pytest.fixture
def check(agent, now):
    def check(ticket, text, direction=Direction.OUT):
        return check_draft(ticket.reference, user=agent, text=text, direction=direction, now=now)

    return check


def test_muted_rule_and_rule_of_the_house_reach_the_draft(check, ticket, lead, now):
    text = "Purtroppo non so. Riceverà notizie a breve."
    before = rules(check(ticket, text))
    assert "it.vague.will" in before
    mute_rule("it.vague.will", muted=True, reason="Prova", user=lead, now=now)
    kept = keep_house_rule(None, language="it", avoid="purtroppo", say="Ecco: …", why="", user=lead, now=now)
    after = rules(check(ticket, text))
    assert "it.vague.will" not in after
    assert f"own.{kept.pk}" in after


def test_points_are_ticked_as_the_draft_takes_them_up(check, asked):
    texts = [point.text for point in check(asked, "").points]
    assert texts == ["Buongiorno, quanto costa il montaggio?", "Vorrei anche la fattura."]
    ticked = check(asked, "Il montaggio costa 40 euro.").taken_up
    assert [point.text for point in ticked] == texts[:1]


def test_point_that_was_answered_is_open_no_more(check, asked, agent, now):
    reply(asked.reference, user=agent, text="Il montaggio costa 40 euro.", now=now)
    assert [point.text for point in check(asked, "").points] == ["Vorrei anche la fattura."]


def test_hot_message_proposes_a_breath_and_the_number(check, arrive, now):
    ticket = ticket_of(arrive(text="È UNA VERGOGNA!!! Nessuno risponde."))
    ContactPoint.objects.create(
        customer=ticket.customer, kind=ContactKind.PHONE, value="+390461123456", created_at=now
    )
    checked = check(ticket, "Gentile Giulia,")
    assert (checked.breath, checked.hot, checked.phone) == (True, True, "+390461123456")


def test_calm_message_proposes_none(check, ticket):
    assert not check(ticket, "Gentile Giulia,").breath


def test_third_exchange_proposes_a_breath(check, arrive, agent, now):
    ticket = ticket_of(arrive())
    for number in (1, 2):
        assert not check(ticket, "Gentile Giulia,").breath
        at = now + timedelta(hours=number)
        sent = reply(ticket.reference, user=agent, text="Provi a cambiare la spina.", now=at, confirmed=True)
        arrive(
            text="Fatto, è uguale a prima.",
            message_id=f"<{number}@customer.example>",
            references=sent.message_id,
            at=at,
        )
    checked = check(ticket, "Gentile Giulia,")
    assert (checked.exchange, checked.breath) == (3, True)


def test_third_exchange_on_another_question_proposes_none(check, arrive, agent, now):
    ticket = ticket_of(arrive(text="Quanto costa il montaggio?"))
    for number, text in enumerate(["La lampada è rotta.", "Vorrei la fattura di marzo."], start=1):
        at = now + timedelta(hours=number)
        sent = reply(ticket.reference, user=agent, text="Le rispondo qui.", now=at, confirmed=True)
        arrive(text=text, message_id=f"<{number}@customer.example>", references=sent.message_id, at=at)
    checked = check(ticket, "Gentile Giulia,")
    assert (checked.exchange, checked.breath) == (1, False)


def test_answer_that_reaches_somebody_new_says_so_once(check, ticket, agent, now):
    def outside() -> list[str]:
        found = check(ticket, "Il pacco parte oggi.").report.findings
        return [each.why for each in found if each.kind == "outside_recipient"]

    assert outside() == []
    add_participant(ticket.reference, email="paolo@studio.example", name="Paolo", user=agent, now=now)
    assert [why.rpartition(": ")[2] for why in outside()] == ["paolo@studio.example."]
    reply(ticket.reference, user=agent, text="Il pacco parte oggi.", now=now + timedelta(hours=1))
    assert outside() == []


def test_recipient_whom_the_customer_named_is_expected(check, arrive, agent, now):
    ticket = ticket_of(arrive(text="Mettete in copia anche Paolo@studio.example, grazie."))
    add_participant(ticket.reference, email="paolo@studio.example", name="Paolo", user=agent, now=now)
    assert not any(
        rule.endswith("outside_recipient") for rule in rules(check(ticket, "Il pacco parte oggi."))
    )


def test_note_takes_no_breath_and_has_no_points(check, arrive):
    ticket = ticket_of(arrive(text="È UNA VERGOGNA!!! Quanto costa?"))
    checked = check(ticket, "Ha chiamato due volte.", Direction.NOTE)
    assert (checked.breath, checked.points) == (False, ())


def test_telephone_that_is_known_is_not_asked_again(check, ticket, now):
    asks = "Può darmi il suo numero di telefono?"
    assert "it.asks_again" not in rules(check(ticket, asks))
    ContactPoint.objects.create(
        customer=ticket.customer, kind=ContactKind.PHONE, value="+390461123456", created_at=now
    )
    assert "it.asks_again" in rules(check(ticket, asks))


def test_telephone_that_they_wrote_is_called_and_not_asked_again(check, arrive):
    text = "È UNA VERGOGNA!!! L'ordine 3471234567 non c'è. Il mio numero è 333 1234567, chiamatemi."
    checked = check(ticket_of(arrive(text=text)), "Può darmi il suo numero di telefono?")
    assert checked.phone == "+393331234567"
    assert "it.asks_again" in rules(checked)


def test_order_that_they_wrote_is_not_asked_again(check, arrive):
    ticket = ticket_of(arrive(text="Il mio ordine LX-4471 non è ancora qui."))
    assert "it.asks_again" in rules(check(ticket, "Può dirmi il numero d'ordine?"))
    assert "it.asks_again" not in rules(check(ticket, "Può dirmi se l'ordine LX-4471 è intero?"))


def test_address_that_they_write_from_is_not_asked_again(check, ticket):
    assert "it.asks_again" in rules(check(ticket, "Qual è la sua e-mail?"))


def test_photo_that_they_sent_is_not_asked_again(check, ticket, arrive):
    asks = "Ci può mandare una foto, per favore?"
    assert "it.asks_again" not in rules(check(ticket, asks))
    shown = ticket_of(arrive(attachments=(("pacco.jpg", "image/jpeg", b"\xff\xd8 pacco"),)))
    assert "it.asks_again" in rules(check(shown, asks))


def test_working_days_are_those_of_the_desk(check, ticket, desk, now):
    """Closed on the next day that is worked, it has what it promises within two of them a day later."""
    promise, hours = "Le scrivo entro due giorni lavorativi.", hours_of_desk(desk)
    plain = check(ticket, promise).report.commitments[0].due
    worked = [day for day in (now.date() + timedelta(days=n) for n in range(1, 9)) if hours.opens_on(day)]
    assert plain == worked[1]
    desk.schedule.special_days = {worked[0].isoformat(): []}
    desk.schedule.save()
    ticket.desk.refresh_from_db()
    assert check(ticket, promise).report.commitments[0].due == worked[2]


def test_date_is_warned_of_until_a_promise_of_that_day_records_it(check, ticket, agent, now):
    draft, tomorrow = "La richiamo domani alle 10.", now + timedelta(days=1)
    make_promise(ticket.reference, called(tomorrow + timedelta(days=3)), user=agent, now=now)
    assert "it.unrecorded_date" in rules(check(ticket, draft))
    make_promise(ticket.reference, called(tomorrow), user=agent, now=now)
    assert "it.unrecorded_date" not in rules(check(ticket, draft))
    assert "it.unrecorded_date" in rules(check(ticket, "La richiamo fra due giorni alle 10."))


def test_draft_that_speaks_otherwise_than_we_did_is_warned(check, ticket, agent, now):
    draft = "Gentile Giulia, la richiamo domani alle 10."
    assert "it.mixed_address" not in rules(check(ticket, draft))
    reply(ticket.reference, user=agent, text="Ciao Giulia, ti mando la foto domani alle 9.", now=now)
    assert "it.mixed_address" in rules(check(ticket, draft))
    assert "it.mixed_address" not in rules(check(ticket, "Ciao Giulia, ti richiamo domani alle 10."))


def test_customer_who_says_lei_is_not_answered_with_tu(check, arrive):
    ticket = ticket_of(arrive(text="Buongiorno, le scrivo per la lampada. Mi scusi il disturbo."))
    assert "it.mixed_address" in rules(check(ticket, "Ciao Giulia, ti richiamo domani alle 10."))


def test_what_the_desk_said_by_itself_binds_nobody(check, ticket, agent, now):
    sent = reply(ticket.reference, user=agent, text="Gentile Giulia, la richiamo domani alle 10.", now=now)
    Message.objects.filter(pk=sent.pk).update(marks=["automatic"])
    assert "it.mixed_address" not in rules(check(ticket, "Ciao Giulia, ti richiamo domani alle 10."))
