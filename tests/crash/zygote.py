"""The loaded parent: imports and rehearses everything once, then forks the real processes on command.

Commands come as JSON lines on standard input, answers go out as JSON lines. A child is reaped by `reap`.
"""

import gc
import json
import os
import socket
import sys
import threading
from copy import copy
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import django
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "aiuto.config.settings")
django.setup()

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.db import connections, transaction  # noqa: E402
from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402

from aiuto.approvals.queries import waiting_for  # noqa: E402
from aiuto.channels.email.listener import run_listener  # noqa: E402
from aiuto.config import asgi  # noqa: E402, F401 - loads the pages before the fork
from aiuto.config.processes import serve_web  # noqa: E402
from aiuto.flows.assign import assign  # noqa: E402
from aiuto.flows.decide import decide  # noqa: E402
from aiuto.flows.make_promise import Word, make_promise  # noqa: E402
from aiuto.flows.open_recovery import Failure, open_recovery  # noqa: E402
from aiuto.flows.propose_compensation import Offer, propose_compensation  # noqa: E402
from aiuto.flows.receive_message import receive_message  # noqa: E402
from aiuto.flows.watch_promises import watch_promises  # noqa: E402
from aiuto.intake.models import Mailbox  # noqa: E402
from aiuto.intake.parsing import parser  # noqa: E402
from aiuto.jobs.run import run_next  # noqa: E402
from aiuto.people.models import Role, Team, User  # noqa: E402
from aiuto.people.queries import default_desk  # noqa: E402
from aiuto.promises.models import Promise  # noqa: E402
from aiuto.tickets.models import Ticket  # noqa: E402
from aiuto.tickets.references import new_reference  # noqa: E402
from aiuto.worker.run import run_worker  # noqa: E402
from tests.mails import mail  # noqa: E402

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


def prepare(_command: dict[str, Any]) -> dict[str, Any]:
    """A mailbox, and an agent who is signed in: their session's key."""
    desk = default_desk()
    Mailbox.objects.create(desk=desk, address="assistenza@lumiera.example")
    user = User.objects.create(email="anna@lumiera.example", name="Anna", created_at=timezone.now())
    Team.objects.get(desks=desk).members.add(user)
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    _rehearse(session.session_key)
    _let_go()
    return {"session": session.session_key}


def _rehearse(session: str) -> None:
    """A mail and its answer, taken back: what they load stays, and no child has to load it again."""
    browser = Client(headers={"Host": "localhost"})
    browser.cookies["sessionid"] = session
    with transaction.atomic():
        raw = mail(message_id="<rehearsed@crash.example>", sender="prova@crash.example")
        reference = receive_message(raw, via="smtp", now=timezone.now()).ticket
        answer = browser.post(f"/tickets/{reference}/reply/", {"text": "Prova", "confirmed": "1"})
        assert answer.status_code == 302
        transaction.set_rollback(True)
    parser.close()
    gc.collect()
    gc.freeze()


def promise(command: dict[str, Any]) -> dict[str, Any]:
    """So many requests, each with a call that was promised for a minute ago: one is made, the others are its like."""
    now, agent = timezone.now(), User.objects.get(email="anna@lumiera.example")
    raw = mail(message_id=f"<{uuid4().hex}@crash.example>")
    reference = str(receive_message(raw, via="pipe", now=now - 2 * HOUR).ticket)
    word = Word(kind="call_back", what="Chiamare", due=now - MINUTE)
    assign(reference, user=agent, owner=agent.pk, now=now - HOUR)
    made = make_promise(reference, word, user=agent, now=now - HOUR)
    Promise.objects.filter(ticket=made.ticket).exclude(pk=made.pk).delete()
    _repeat(made, command["number"] - 1)
    _let_go()
    return {}


def _repeat(promise: Promise, number: int) -> None:
    tickets = [copy(promise.ticket) for _ in range(number)]
    for ticket in tickets:
        ticket.pk, ticket.reference = None, new_reference()
    Ticket.objects.bulk_create(tickets)
    promises = [copy(promise) for _ in range(number)]
    for same, ticket in zip(promises, tickets, strict=True):
        same.pk, same.ticket, same.uid = None, ticket, str(uuid4())
    Promise.objects.bulk_create(promises)


def give(command: dict[str, Any]) -> dict[str, Any]:
    """So many vouchers that wait for a lead: each of a request and a recovery of its own."""
    now, agent = timezone.now(), User.objects.get(email="anna@lumiera.example")
    _lead(now)
    for _ in range(command["number"]):
        raw = mail(message_id=f"<{uuid4().hex}@crash.example>")
        reference = str(receive_message(raw, via="pipe", now=now).ticket)
        recovery = open_recovery(reference, Failure(what="In ritardo"), user=agent, now=now)
        offer = Offer(kind="voucher", amount=Decimal(80), why="Ha aspettato", other="gift")
        propose_compensation(recovery.pk, offer, user=agent, now=now)
    _let_go()
    return {}


def _lead(now: datetime) -> None:
    new = {"name": "Laura", "role": Role.LEAD, "created_at": now}
    lead, _made = User.objects.get_or_create(email="laura@lumiera.example", defaults=new)
    Team.objects.get(desks=default_desk()).members.add(lead)


def agree_and_pay(hours: int) -> None:
    """A lead agrees to all that waits, and the jobs run; so late that what was leased to the dead is free again."""
    now, lead = timezone.now() + hours * HOUR, User.objects.get(email="laura@lumiera.example")
    for approval in waiting_for(lead):
        decide(approval.pk, approve=True, user=lead, now=now)
        while run_next(now, worker=f"{hours}"):
            pass
    while run_next(now, worker=f"{hours}"):
        pass


def _let_go() -> None:
    """A fork must share no connection."""
    connections.close_all()
    if settings.ON_POSTGRESQL:
        connections["default"].close_pool()


def fork(command: dict[str, Any]) -> dict[str, Any]:
    """A child that is one of the real processes."""
    pid = os.fork()
    if pid == 0:
        os.close(0)
        os.setsid()
        _become(command)
        os._exit(0)
    return {"pid": pid}


def reap(command: dict[str, Any]) -> dict[str, Any]:
    """Wait until the child is gone."""
    os.waitpid(command["pid"], 0)
    return {}


def _become(command: dict[str, Any]) -> None:
    stop = threading.Event()
    match command["role"]:
        case "listener":
            run_listener(stop, smtp=f"127.0.0.1:{command['port']}", lmtp="")
        case "worker":
            run_worker(stop)
        case "payer":
            agree_and_pay(command["hours"])
        case "watch":
            watch_promises(now=timezone.now())
        case "web":
            listening = socket.socket()
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listening.bind(("127.0.0.1", command["port"]))
            listening.listen()
            serve_web([listening])


def main() -> None:
    acts = {"prepare": prepare, "promise": promise, "give": give, "fork": fork, "reap": reap}
    for line in sys.stdin:
        command = json.loads(line)
        print(json.dumps(acts[command["do"]](command)), flush=True)


if __name__ == "__main__":
    main()
