"""The demo's transport: the finished mail stays here, as a file that any mail program opens."""

import hashlib

from django.conf import settings
from django.utils import timezone

from aiuto.channels.email import headers
from aiuto.channels.email.composing import message_of
from aiuto.channels.email.errors import NotAnAddress
from aiuto.channels.email.servers import check_sends
from aiuto.files.queries import content
from aiuto.outbox.errors import SendFailed
from aiuto.outbox.queries import Parts

FOLDER = "outgoing"


def keep(parts: Parts, *, recipient: str, mailbox: int | None) -> None:
    """Write the mail to `AIUTO_HOME/outgoing/`, one file a mail and recipient. Raises SendFailed as sending would."""
    check_sends(mailbox, recipient)
    try:
        to = headers.address(recipient)
        message = message_of(parts, content=content, date=timezone.now())
    except NotAnAddress as problem:
        raise SendFailed(str(problem), permanent=True) from None
    folder = settings.HOME / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    name = hashlib.sha256(f"{parts.message_id}\n{to}".encode()).hexdigest()[:32]
    half = folder / f".{name}"
    half.write_bytes(message)
    half.replace(folder / f"{name}.eml")
