"""Deliveries in the outbox, and a transport of ours that says what we want it to."""

from collections.abc import Callable
from datetime import datetime

import pytest

from aiuto.outbox.errors import SendFailed
from aiuto.outbox.models import Delivery
from aiuto.outbox.parts import Parts, Person
from aiuto.outbox.queueing import queue

PARTS = Parts(
    sender=Person("aiuto@lumen.example", "Lumen"),
    to=(Person("giulia@customer.example", "Giulia Neri"),),
    subject="Re: La lampada",
    text="Buongiorno",
    message_id="abc@lumen.example",
)


class Carrier:
    """A channel's transport: takes everything, or raises what stands in `failures`, the first first."""

    def __init__(self) -> None:
        self.taken: list[tuple[Parts, str, int | None]] = []
        self.failures: list[SendFailed] = []
        self.meanwhile: Callable[[], object] = lambda: None

    def __call__(self, parts: Parts, *, recipient: str, mailbox: int | None) -> None:
        self.meanwhile()
        if self.failures:
            raise self.failures.pop(0)
        self.taken.append((parts, recipient, mailbox))


CARRIER = Carrier()


@pytest.fixture
def carrier(settings) -> Carrier:
    CARRIER.__init__()  # type: ignore[misc]
    settings.TRANSPORTS = {"email": f"{__name__}.CARRIER"}
    return CARRIER


@pytest.fixture
def delivery(db, now) -> Delivery:
    return put(now)


def put(now: datetime, recipient: str = "giulia@customer.example", **more: object) -> Delivery:
    return queue(PARTS, recipient=recipient, mailbox=3, ticket=7, message=9, now=now, **more)  # type: ignore[arg-type]
