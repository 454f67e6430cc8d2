"""What people have not read leaves as one mail to each, when they want it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import structlog
from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation

from aiuto.journal.actors import SYSTEM
from aiuto.journal.recording import record
from aiuto.notices.digesting import gather, waiting
from aiuto.notices.models import Notice
from aiuto.notices.quiet import zone_of
from aiuto.notices.words import sentence
from aiuto.people.models import User
from aiuto.people.queries import names_of
from aiuto.people.sign_in import public
from aiuto.tickets.queries import reachable_by

log = structlog.get_logger(__name__)
LINES = 20


def send_digests(*, now: datetime) -> int:
    """A mail to everybody who is due for one; how many. What goes wrong with one holds up nobody else."""
    return sum(_send_or_say(user, now=now) for user in waiting())


def _send_or_say(user_id: int, *, now: datetime) -> bool:
    try:
        return _send(user_id, now=now)
    except Exception:
        log.exception("notices.digest_failed", person=user_id)
        return False


@transaction.atomic
def _send(user_id: int, *, now: datetime) -> bool:
    user = User.objects.get(pk=user_id)
    notices = gather(user, now=now)
    lines = _lines(user, notices)
    if not lines:
        return False
    with translation.override(user.language or settings.LANGUAGE_CODE), timezone.override(zone_of(user)):
        _mail(user, lines)
    record("notices.mailed", by=SYSTEM, now=now, person=user.pk, notices=[notice.pk for notice in notices])
    return True


def _lines(user: User, notices: Sequence[Notice]) -> list[dict[str, Any]]:
    """Each with its request, as far as this person may still open it."""
    reachable = reachable_by(user).select_related("customer")
    tickets = reachable.in_bulk({notice.ticket for notice in notices if notice.ticket})
    names = names_of(notice.actor for notice in notices if notice.actor)
    return [
        {
            "at": notice.at,
            "notice": notice,
            "names": names,
            "ticket": tickets.get(notice.ticket or 0),
            "link": public("workspace:ticket", reference=tickets[notice.ticket].reference)
            if notice.ticket
            else public("workspace:notices"),
        }
        for notice in notices
        if notice.ticket is None or notice.ticket in tickets
    ]


def _mail(user: User, lines: list[dict[str, Any]]) -> None:
    """In the language that is active."""
    for line in lines:
        customer = line["ticket"].customer if line["ticket"] else None
        line["sentence"] = sentence(line["notice"], line["names"], customer=customer.name if customer else "")
    context = {
        "user": user,
        "number": len(lines),
        "lines": lines[:LINES],
        "more": max(0, len(lines) - LINES),
        "all": public("workspace:notices"),
        "choices": public("workspace:notice_choices"),
    }
    subject = " ".join(render_to_string("notices/digest_subject.txt", context).split())
    EmailMessage(subject, render_to_string("notices/digest.txt", context), to=[user.email]).send()
