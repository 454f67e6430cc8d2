"""Two desks with a request each, a private one among them, and everybody who may try to see it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from allauth.mfa.models import Authenticator
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from django.utils import timezone
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData, CollectedClientData

from aiuto.customers.contacting import create_customer
from aiuto.customers.limiting import Wish, lock_limit, put_in_force
from aiuto.customers.models import LimitKind
from aiuto.flows.ask_waiver import ask_waiver
from aiuto.flows.change_one import change_one
from aiuto.flows.confirm_address import PURPOSE
from aiuto.flows.limit_customer import limit_customer
from aiuto.flows.make_promise import Word, make_promise
from aiuto.flows.open_calendar import open_calendar
from aiuto.flows.open_recovery import Failure, open_recovery
from aiuto.flows.receive_message import receive_message
from aiuto.flows.reply import reply
from aiuto.flows.save_saved_reply import save_saved_reply
from aiuto.flows.start_waiting import Caller, start_waiting
from aiuto.flows.upload import upload
from aiuto.intake.models import Mailbox, RawMail
from aiuto.jobs.models import DeadLetter
from aiuto.journal.actors import person
from aiuto.manual.models import HouseRule
from aiuto.outbox.models import Delivery
from aiuto.people import tokens
from aiuto.people.models import Absence, Desk, Role, Schedule, Team, User
from aiuto.people.queries import default_desk
from aiuto.promises.models import Claim, OwnKind
from aiuto.promises.rules import Terms, create_rule
from aiuto.tickets.models import Attachment, Cause, Direction, Message, Reason, SavedView, Tag, Ticket
from tests.mails import mail

PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8cfc000000301"
    "0100c9fe92ef0000000049454e44ae426082"
)

FIXED = {
    "rule": "it.vague.when",
    "draft": 0,
    "uidb36": "1",
    "key": "not-a-key",
    "view": "mine",
    "act": "merge",
    "step": "language",
}
"""What stands in addresses and is nobody's."""


@dataclass(frozen=True)
class World:
    """Users by role, and what stands in addresses by its name there, of our desk and of the private one."""

    users: dict[str, User | None]
    things: dict[str, dict[str, Any]]


def make_world() -> World:
    now = timezone.now()
    ours, lamps = default_desk(), Desk.objects.create(name="Lampade")
    private = Desk.objects.create(name="Personale", private=True)
    users: dict[str, User | None] = {
        "visitor": None,
        "agent": _user("agent", Role.AGENT, ours, now),
        "other": _user("other", Role.AGENT, lamps, now),
        "lead": _user("lead", Role.LEAD, ours, now),
        "admin": _user("admin", Role.ADMIN, None, now),
    }
    insider = _user("insider", Role.AGENT, private, now)
    agent = users["agent"]
    assert agent is not None
    return World(users, {"ours": _things(ours, agent, now), "private": _things(private, insider, now)})


def _user(name: str, role: str, desk: Desk | None, now: datetime) -> User:
    user = User(email=f"{name}@lumen.example", name=name.title(), role=role, created_at=now)
    user.set_password("lanterna-verde-77")
    user.save()
    if desk:
        team, _ = Team.objects.get_or_create(name=desk.name)
        team.desks.add(desk)
        team.members.add(user)
    return user


def _things(desk: Desk, agent: User, now: datetime) -> dict[str, Any]:
    address = f"{desk.pk}@lumen.example"
    mailbox = Mailbox.objects.create(desk=desk, address=address)
    raw = mail(
        sender=f"Giulia Neri <giulia-{desk.pk}@customer.example>",
        to=address,
        message_id=f"<{desk.pk}@customer.example>",
        attachments=(("a.png", "image/png", PICTURE),),
    )
    receipt = receive_message(raw, via="pipe", desk=desk, now=now)
    ticket = Ticket.objects.get(reference=receipt.ticket)
    answered = reply(ticket.reference, user=agent, text="Buongiorno, eccoci.", now=now, confirmed=True)
    message = Message.objects.get(pk=receipt.message)
    value = {"contact_point": message.contact_point_id, "desk": mailbox.desk_id}
    return (
        FIXED
        | {
            "reference": ticket.reference,
            "message": message.pk,
            "answer": answered.pk,
            "attachment": Attachment.objects.get(message=message).pk,
            "delivery": Delivery.objects.get(message=answered.pk).pk,
            "customer": ticket.customer_id,
            "point": message.contact_point_id,
            "stranger": create_customer(name="Paolo Riva", now=now).pk,
            "held": _held(desk, address, now),
            "letter": _given_up(now),
            "mailbox": mailbox.pk,
            "reply": _saved_reply(agent, now),
            "house_rule": _house_rule(now),
            "slot": _waiting_picture(ticket, agent, now),
            "secret": open_calendar(agent, now=now),
            **_word(desk, ticket, agent, now),
            "raw_mail": message.raw_mail_id,
            "token": tokens.issue(PURPOSE, value, until=now + timedelta(hours=1)),
            "pk": _passkey(agent).pk,
            "saved": _saved_view(desk, now),
            "done": change_one(
                ticket.reference, user=agent, act="tag", given={"add": ["lampada"]}, now=now
            ).act,
        }
        | _causes(desk)
        | _settings(desk, agent)
        | {"wait": _wait(desk, now), "limit": _limit(message, agent, now)}
    )


def _settings(desk: Desk, agent: User) -> dict[str, Any]:
    """What the pages of the settings are about."""
    return {
        "desk": desk.pk,
        "schedule": Schedule.objects.values_list("pk", flat=True).first(),
        "team": Team.objects.create(name=f"Squadra {desk.pk}").pk,
        "person": agent.pk,
        "tag": Tag.objects.create(name=f"etichetta-{desk.pk}").pk,
        "reason": Reason.objects.create(name=f"Motivo {desk.pk}").pk,
        "automatic": "reminder",
        "language": "it",
    }


def _causes(desk: Desk) -> dict[str, int]:
    """A given cause, and one of the house's own below it."""
    root = Cause.objects.get(given="late_delivery")
    return {"root": root.pk, "cause": Cause.objects.create(name=f"Corriere {desk.pk}", parent=root).pk}


def _house_rule(now: datetime) -> int:
    """A rule of the house's own for the coach."""
    own = {"language": "it", "avoid": "purtroppo", "say": "Ecco"}
    return HouseRule.objects.create(**own, created_at=now, updated_at=now).pk


def _wait(desk: Desk, now: datetime) -> int:
    """Somebody on the telephone."""
    return start_waiting(Caller(channel="phone", key=f"p-{desk.pk}"), desk, now=now).pk


def _held(desk: Desk, address: str, now: datetime) -> int:
    """A mail in quarantine: somebody's code to sign in."""
    code = mail(
        to=address,
        message_id=f"<code-{desk.pk}@service.example>",
        subject="Your login code",
        text="Code: 482913",
    )
    receive_message(code, via="pipe", desk=desk, now=now)
    return RawMail.objects.filter(desk=desk, outcome="quarantined").latest("pk").pk


def _saved_reply(agent: User, now: datetime) -> int:
    """A reply that the agent's team keeps."""
    given = {"title": "Reso", "text": "Le mandiamo l'etichetta.", "language": "it"}
    team = agent.teams.get().pk
    return save_saved_reply(user=agent, **given, own=False, team=team, now=now).pk


def _waiting_picture(ticket: Ticket, agent: User, now: datetime) -> str:
    """A picture in the agent's draft."""
    given = {"direction": Direction.OUT, "name": "a.png", "content_type": "image/png", "data": PICTURE}
    return upload(ticket.reference, user=agent, **given, now=now).slot


def _given_up(now: datetime) -> int:
    """Work that failed at every attempt."""
    return DeadLetter.objects.create(task="aiuto.nothing", max_attempts=1, created_at=now, died_at=now).pk


def _saved_view(desk: Desk, now: datetime) -> int:
    """A view of the team that serves the desk."""
    return SavedView.objects.create(
        name="Nuove", query="state:new", team=Team.objects.get(name=desk.name), created_at=now
    ).pk


def _word(desk: Desk, ticket: Ticket, agent: User, now: datetime) -> dict[str, Any]:
    """What is promised, by whom and by what, and that the agent will be away."""
    return {
        "absence": Absence.objects.create(user=agent, begins_at=now + timedelta(days=1)).pk,
        **_owed(ticket, agent, now),
        "rule_id": _rule(agent, now),
        "kind": OwnKind.objects.create(name_it="Sopralluogo", name_en="Survey").pk,
        "claim": _claim(desk, now),
    }


def _owed(ticket: Ticket, agent: User, now: datetime) -> dict[str, int]:
    """A call that the agent promised for tomorrow, and a step of a recovery that they ask to leave out."""
    word = Word(kind="call_back", what="Chiamare", due=now + timedelta(days=1))
    promise = make_promise(ticket.reference, word, user=agent, now=now)
    recovery = open_recovery(ticket.reference, Failure(what="La lampada è rotta"), user=agent, now=now)
    asked = ask_waiver(recovery.pk, "compensate", why="Nessun danno", user=agent, now=now)
    return {"promise": promise.pk, "approval": asked.pk, "recovery": recovery.pk}


def _limit(message: Message, agent: User, now: datetime) -> int:
    """A warning to the customer that is in force."""
    until = now.date() + timedelta(days=30)
    text = "La preghiamo di scriverci con rispetto."
    wish = Wish(kind=LimitKind.WARNING, reason="Insulta", evidence=[message.pk], text=text, until=until)
    asked = limit_customer(message.ticket.customer_id, wish, user=agent, now=now)
    return put_in_force(lock_limit(asked.pk), by=person(agent.pk), now=now).pk


def _rule(agent: User, now: datetime) -> int:
    """What a reason of its own is promised."""
    reason = Reason.objects.create(name=f"Motivo con regola di {agent.name}")
    terms = Terms(kind="first_answer", starts="opening", kept_by="helpful", minutes=60, reason_id=reason.pk)
    return create_rule(terms, by=person(agent.pk), now=now).pk


def _claim(desk: Desk, now: datetime) -> int:
    """What the desk's site says."""
    given = {"words": "Consegna in 24 ore", "kind": "delivery", "minutes": 1440, "floor": 90}
    return Claim.objects.create(**given, desk=desk, created_at=now).pk


def _passkey(user: User) -> Authenticator:
    """A passkey as a device of nobody would have made it."""
    public = ES256.from_cryptography_key(generate_private_key(SECP256R1()).public_key())
    credential = AttestedCredentialData.create(bytes(16), b"a passkey", public)
    flags = AuthenticatorData.FLAG.AT | AuthenticatorData.FLAG.UP
    seen = AttestationObject.create("none", AuthenticatorData.create(bytes(32), flags, 0, credential), {})
    asked = CollectedClientData.create("webauthn.create", b"challenge", "http://localhost:8000")
    response = {"clientDataJSON": websafe_encode(asked), "attestationObject": websafe_encode(seen)}
    answer = {"id": websafe_encode(b"a passkey"), "type": "public-key", "response": response}
    data = {"name": "Chiave", "credential": answer | {"rawId": answer["id"], "clientExtensionResults": {}}}
    return Authenticator.objects.create(user=user, type="webauthn", data=data)
