"""Django's mail (sign-in, password reset) takes the same way out as everything else."""

from collections.abc import Sequence
from email.utils import parseaddr

from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone
from django.utils.crypto import get_random_string

from aiuto.outbox.parts import Parts, Person
from aiuto.outbox.queueing import queue


class DeliveryBackend(BaseEmailBackend):
    """Writes one delivery a recipient; nothing leaves before the caller's commit."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        now = timezone.now()
        for message in email_messages:
            parts = _parts_of(message)
            for recipient in message.recipients():
                queue(parts, recipient=_person(recipient).email, now=now)
        return len(email_messages)


def _parts_of(message: EmailMessage) -> Parts:
    html = ""
    if isinstance(message, EmailMultiAlternatives):
        html = next((str(content) for content, kind in message.alternatives if kind == "text/html"), "")
    sender = _person(message.from_email)
    return Parts(
        sender=sender,
        to=tuple(map(_person, message.to)),
        cc=tuple(map(_person, message.cc)),
        subject=str(message.subject),
        text=str(message.body),
        html=html,
        message_id=f"{get_random_string(32)}@{sender.email.rpartition('@')[2]}",
        auto_submitted="auto-generated",
        envelope_from="",
    )


def _person(text: str) -> Person:
    name, email = parseaddr(text)
    return Person(email=email.lower(), name=name)
