"""What an agent is writing, kept on the server with its files."""

from collections.abc import Collection, Iterable
from datetime import UTC, datetime, timedelta

from django.db import transaction
from django.db.models import Max, Q, QuerySet

from aiuto.people.models import User
from aiuto.tickets.errors import BadFile, Empty, NewerDraft, Planned, TooLong, TooManyFiles
from aiuto.tickets.messages import File
from aiuto.tickets.models import Direction, Draft, Message, Ticket, Upload
from aiuto.tickets.references import new_token

LONGEST_TEXT = 100_000
LARGEST_FILE = 20 * 1024 * 1024
MOST_FILES = 30
UPLOAD_LASTS = timedelta(hours=24)
NOT_PLANNED = {"send_at": None, "then": "", "held_at": None}
NONE_KNOWN = datetime.min.replace(tzinfo=UTC)


def check_text(text: str) -> None:
    """Raises Empty or TooLong."""
    if not text.strip():
        raise Empty
    if len(text) > LONGEST_TEXT:
        raise TooLong


@transaction.atomic(savepoint=False)
def save_draft(
    ticket: Ticket,
    *,
    user: User,
    direction: Direction,
    text: str,
    begun_after: int | None,
    known: datetime | None = None,
    promises: Collection[str] | None = None,
    now: datetime,
) -> Draft:
    """Keep the text as it is now. Drafts are nobody else's business, so no event is recorded.

    `known` is the moment of the draft that the page goes on from (NONE_KNOWN for none); None does not ask. `promises`
    are the keys of what it promises; None leaves them.
    Raises TooLong, Planned, NewerDraft.
    """
    if len(text) > LONGEST_TEXT:
        raise TooLong
    own = Draft.objects.filter(ticket=ticket, user=user, direction=direction)
    check_goes_on(own, text=text, known=known)
    begun = begun_after if begun_after is not None else newest_message(ticket)
    given = {"text": text, "updated_at": now} | ({} if promises is None else {"promises": list(promises)})
    draft, _created = Draft.objects.update_or_create(
        ticket=ticket,
        user=user,
        direction=direction,
        defaults=given,
        create_defaults=given | {"begun_after": begun},
    )
    return draft


def check_goes_on(own: QuerySet[Draft], *, text: str, known: datetime | None) -> None:
    """Raises Planned where one's own draft waits to leave, NewerDraft where it holds a later text than is `known`."""
    there = own.first()
    if there is None:
        return
    if there.send_at is not None:
        raise Planned
    if known is not None and there.updated_at > known and there.text.strip() and there.text != text:
        raise NewerDraft


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
def add_to_draft(ticket: Ticket, *, user: User, text: str, now: datetime) -> Draft:
    """The text goes on in what this person is writing to the customer. Raises TooLong, Planned."""
    there = Draft.objects.filter(ticket=ticket, user=user, direction=Direction.OUT).first()
    whole = "\n\n".join(each for each in (there.text.rstrip() if there else "", text) if each)
    return save_draft(ticket, user=user, direction=Direction.OUT, text=whole, begun_after=None, now=now)


@transaction.atomic(savepoint=False)
def take_along(
    ticket: Ticket, *, into: Ticket, user: User, direction: Direction, text: str, now: datetime
) -> Draft:
    """The text, with the files of its draft here, goes on in the draft there, behind what was begun there.

    Raises TooLong, Planned.
    """
    there = Draft.objects.filter(ticket=into, user=user, direction=direction).first()
    texts = dict.fromkeys(each for each in (there.text if there else "", text) if each.strip())
    whole = "\n\n".join(texts)
    kept = save_draft(into, user=user, direction=direction, text=whole, begun_after=None, now=now)
    Upload.objects.filter(draft__ticket=ticket, draft__user=user, draft__direction=direction).update(
        draft=kept
    )
    Draft.objects.filter(ticket=ticket, user=user, direction=direction).delete()
    return kept


@transaction.atomic(savepoint=False)
def put_back(
    ticket: Ticket, message: Message, *, user: User, promises: Collection[str] = (), now: datetime
) -> Draft:
    """The words, files and promises of a withdrawn answer wait in the draft again, before what was begun since."""
    begun = Draft.objects.filter(ticket=ticket, user=user, direction=Direction.OUT).first()
    texts = [message.text, begun.text if begun else ""]
    text = "\n\n".join(dict.fromkeys(text for text in texts if text.strip()))
    ticked = [*promises, *(begun.promises if begun else ())]
    given = {"text": text[:LONGEST_TEXT], "promises": ticked, "updated_at": now, "begun_after": message.pk}
    draft, _created = Draft.objects.update_or_create(
        ticket=ticket, user=user, direction=Direction.OUT, defaults=given | NOT_PLANNED
    )
    _put_back_files(draft, message, now=now)
    return draft


def _put_back_files(draft: Draft, message: Message, *, now: datetime) -> None:
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
    """The user's own, unexpired uploads in these slots; what waits in a planned answer does not expire."""
    if not slots:
        return []
    fresh = Q(created_at__gt=now - UPLOAD_LASTS) | Q(draft__send_at__isnull=False)
    own = Upload.objects.filter(fresh, slot__in=slots, draft__user=user)
    return list(own.order_by("id"))


def files_of(uploads: Iterable[Upload]) -> tuple[File, ...]:
    """The uploads as files of a message."""
    return tuple(File(u.blob_id, u.name, u.content_type, u.size) for u in uploads)


def discard_draft(ticket: Ticket, *, user: User, direction: Direction) -> None:
    """The draft was sent, or is not wanted. A planned answer stays."""
    Draft.objects.filter(ticket=ticket, user=user, direction=direction, send_at__isnull=True).delete()


def newest_message(ticket: Ticket) -> int | None:
    """Id of the newest message of this ticket."""
    newest: int | None = Message.objects.filter(ticket=ticket).aggregate(newest=Max("id"))["newest"]
    return newest


@transaction.atomic(savepoint=False)
def forget_uploads(*, now: datetime) -> int:
    """Drop the uploads whose day is over (F4); how many."""
    over = Upload.objects.filter(created_at__lte=now - UPLOAD_LASTS, draft__send_at__isnull=True)
    dropped, _by_model = over.delete()
    return dropped
