"""What a mail says, once read: plain frozen values that any room can hold."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Address:
    """One person's address: `email` has a lower-case domain, `name` is clean text for people."""

    name: str
    email: str


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that came along. `name` is a label, never a path; `inline` means the HTML shows it by its `content_id`."""

    name: str
    content_type: str
    data: bytes
    content_id: str | None
    inline: bool


@dataclass(frozen=True, slots=True)
class BouncedRecipient:
    """One address of a returned mail: `action` as in RFC 3464, `status` as in RFC 3463 ('' when nobody told it)."""

    address: str
    action: str
    status: str
    diagnostic: str


@dataclass(frozen=True, slots=True)
class Bounce:
    """A mail that says that another mail did not arrive; `message_id` is that other mail's, without angle brackets."""

    recipients: tuple[BouncedRecipient, ...]
    message_id: str | None
    permanent: bool


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail, read.

    `sender` is strict: exactly one From address without tricks, else None; `shown_from` is what people see.
    `on_behalf_of` is the writer inside a certified mail (PEC): a claim of the envelope, not proved by `sender`.
    `text` is all of the text, `reply_text` only what is new in it, `html` is as sent: never show it uncleaned.
    `automatic` says why nothing may be answered to it by a machine; `defects` names what was repaired.
    """

    message_id: str | None
    in_reply_to: tuple[str, ...]
    references: tuple[str, ...]
    sender: Address | None
    shown_from: str
    on_behalf_of: Address | None
    reply_to: tuple[Address, ...]
    to: tuple[Address, ...]
    cc: tuple[Address, ...]
    delivered_to: tuple[str, ...]
    return_path: str | None
    subject: str
    date: datetime | None
    text: str
    reply_text: str
    html: str
    attachments: tuple[Attachment, ...]
    automatic: str | None
    bounce: Bounce | None
    authentication_results: tuple[str, ...]
    defects: tuple[str, ...]
    readable: bool
