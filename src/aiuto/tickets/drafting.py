"""What an agent is writing, kept on the server with its files."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Max

from aiuto.people.models import User
from aiuto.tickets.errors import BadFile, Empty, TooLong, TooManyFiles
from aiuto.tickets.messages import File
from aiuto.tickets.models import Direction, Draft, Message, Ticket, Upload
from aiuto.tickets.references import new_token

LONGEST_TEXT = 100_000
LARGEST_FILE = 20 * 1024 * 1024
MOST_FILES = 30
UPLOAD_LASTS = timedelta(hours=24)


def check_text(text: str) -> None:
    """Raises Empty or TooLong."""
    if not text.strip():
        raise Empty
    if len(text) > LONGEST_TEXT:
        raise TooLong


@transaction.atomic(savepoint=False)
def save_draft(
    ticket: Ticket, *, user: User, direction: Direction, text: str, begun_after: int | None, now: datetime
) -> Draft:
    """Keep the text as it is now. Drafts are nobody else's business, so no event is recorded. Raises TooLong."""
    if len(text) > LONGEST_TEXT:
        raise TooLong
    begun = begun_after if begun_after is not None else newest_message(ticket)
    draft, _created = Draft.objects.update_or_create(
        ticket=ticket,
        user=user,
        direction=direction,
        defaults={"text": text, "updated_at": now},
        create_defaults={"text": text, "updated_at": now, "begun_after": begun},
    )
    return draft


@transaction.atomic(savepoint=False)
def draft_for(ticket: Ticket, *, user: User, direction: Direction, now: datetime) -> Draft:
    """The user's draft on this ticket, begun now if there is none."""
    known = Draft.objects.filter(ticket=ticket, user=user, direction=direction).first()
    return known or save_draft(ticket, user=user, direction=direction, text="", begun_after=None, now=now)


@transaction.atomic(savepoint=False)
def add_upload(
    draft: Draft, *, sha256: str, name: str, content_type: str, size: int, now: datetime
) -> Upload:
    """Put a kept file into the draft, under a slot that only its user can name. Raises BadFile, TooManyFiles."""
    if not 0 < size <= LARGEST_FILE:
        raise BadFile
    if draft.uploads.count() >= MOST_FILES:
        raise TooManyFiles
    return Upload.objects.create(
        slot=new_token(),
        draft=draft,
        blob_id=sha256,
        name=name[:255] or "file",
        content_type=content_type[:120],
        size=size,
        created_at=now,
    )


@transaction.atomic(savepoint=False)
def put_back_files(draft: Draft, message: Message, *, now: datetime) -> None:
    """The files of a withdrawn answer wait in the draft again."""
    for file in message.attachments.order_by("id")[:MOST_FILES]:
        add_upload(
            draft,
            sha256=file.blob_id,
            name=file.name,
            content_type=file.content_type,
            size=file.size,
            now=now,
        )


def uploads_of(user: User, slots: tuple[str, ...], *, now: datetime) -> list[Upload]:
    """The user's own, unexpired uploads in these slots."""
    if not slots:
        return []
    own = Upload.objects.filter(slot__in=slots, draft__user=user, created_at__gt=now - UPLOAD_LASTS)
    return list(own.order_by("id"))


def files_of(uploads: Iterable[Upload]) -> tuple[File, ...]:
    """The uploads as files of a message."""
    return tuple(File(u.blob_id, u.name, u.content_type, u.size) for u in uploads)


def discard_draft(ticket: Ticket, *, user: User, direction: Direction) -> None:
    """The draft was sent, or is not wanted."""
    Draft.objects.filter(ticket=ticket, user=user, direction=direction).delete()


def newest_message(ticket: Ticket) -> int | None:
    """Id of the newest message of this ticket."""
    newest: int | None = Message.objects.filter(ticket=ticket).aggregate(newest=Max("id"))["newest"]
    return newest


@transaction.atomic(savepoint=False)
def forget_uploads(*, now: datetime) -> int:
    """Drop the uploads whose day is over (F4); how many."""
    dropped, _by_model = Upload.objects.filter(created_at__lte=now - UPLOAD_LASTS).delete()
    return dropped
