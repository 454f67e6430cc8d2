"""Reading one ticket: its messages from the newest backwards, their files, drafts, links and participants."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from typing import Any

from django.db.models import (
    Case,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    TextField,
    Value,
    When,
    prefetch_related_objects,
)
from django.db.models.functions import Left

from aiuto.people.models import Role, User
from aiuto.rows.asking import Question
from aiuto.tickets.drafting import NONE_KNOWN as NONE_KNOWN
from aiuto.tickets.errors import NotFound
from aiuto.tickets.lasting import BEARS, OF_LIVING
from aiuto.tickets.models import (
    Attachment,
    Direction,
    Draft,
    Link,
    LinkKind,
    Message,
    Participant,
    Tag,
    Ticket,
    Upload,
)
from aiuto.tickets.queries import reach, reachable_by
from aiuto.tickets.references import normal_reference

NEWEST = 20
SHOWN, HEAVIEST, AROUND = 15_000, 18_000, 890
"""Characters: of one message, of all that a page begins with, and of what a page draws around each of them."""
OTHERS = 5
MOST_SAID = 3
_FARTHEST = 2**62
WAITING = ("slot", "name", "size", "content_type")

Drafts = dict[str, tuple[Draft, list[dict[str, object]]]]


def _opened(role: Role) -> Question[Ticket]:
    """The statement of every page and part of a request, made once; one's rights are in it, as `reach` says them."""
    joined = "customer__organisation desk__schedule owner team reason merged_into handed_over__author".split()

    def question(user: int, reference: str) -> QuerySet[Ticket]:
        following = Ticket.followers.through.objects.filter(ticket=OuterRef("pk"), user=user)
        found = reachable_by(User(pk=user, role=role)).select_related(*joined)
        return found.annotate(followed=Exists(following)).filter(reference=reference)

    return Question(question, int, str)


_OPENED = {False: _opened(Role.AGENT), True: _opened(Role.ADMIN)}


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some messages in order, oldest first; `older` is the one just before them, if there is any."""

    messages: list[Message]
    older: Message | None

    @property
    def first(self) -> int:
        return self.messages[0].pk if self.messages else 0

    @property
    def last(self) -> int:
        return self.messages[-1].pk if self.messages else 0


def ticket(user: User, reference: str) -> Ticket:
    """One ticket with its customer, desk, owner and team, and whether this person has it `followed`.

    Raises NotFound for missing and forbidden alike.
    """
    found = _OPENED[user.role == Role.ADMIN].ask(user.pk, normal_reference(reference))
    if not found:
        raise NotFound
    return found[0]


def place_for(user: User, reference: str) -> Ticket:
    """One ticket with hardly more than its id, for what is asked again and again. Raises NotFound as `ticket` does."""
    named = reachable_by(user).filter(reference=normal_reference(reference))
    found = named.only("reference").first()
    if found is None:
        raise NotFound
    return found


def stretch(
    ticket: Ticket,
    *,
    before: int | None = None,
    behind: int | None = None,
    size: int = NEWEST,
    heaviest: int | None = None,
    files: bool = True,
) -> Stretch:
    """The newest messages: of all, of those before one, or of those behind one; with their files, if wanted.

    With `heaviest`, as many as weigh no more together, but the newest in any case.
    """
    found = _stretch(size).ask(ticket.pk, before or _FARTHEST, behind or 0)
    if files:
        prefetch_related_objects(found, "attachments")
    for message in found:
        message.ticket = ticket
    kept = found[:size]
    if heaviest is not None:
        kept = kept[: _fitting(kept, heaviest)]
    older = found[len(kept)] if len(found) > len(kept) else None
    if behind and kept and kept[-1].pk == behind:
        older = kept.pop()
    return Stretch(list(reversed(kept)), older)


def _fitting(newest: Sequence[Any], heaviest: int) -> int:
    """How many of these messages as `_shown` reads them, the newest first, weigh no more together."""
    weights = accumulate(AROUND + len(message.own_html or message.shown_text) for message in newest)
    return max(1, sum(weight <= heaviest for weight in weights))


@cache
def _stretch(size: int) -> Question[Message]:
    """One message more than asked for tells whether there are earlier ones."""

    def question(ticket: int, before: int, behind: int) -> QuerySet[Message]:
        within = Message.objects.filter(ticket=ticket, pk__lt=before, pk__gte=behind)
        return _shown(within).order_by("-id")[: size + 1]

    return Question(question, int, int, int)


def since(ticket: Ticket, seen: int) -> list[Message]:
    """What was said after a message, oldest first."""
    said = _shown(ticket.messages.filter(pk__gt=seen)).prefetch_related("attachments")
    return list(said.order_by("id")[:NEWEST])


def newest(ticket: Ticket) -> int:
    """The id of the newest message; 0 where there is none."""
    ids = Message.objects.filter(ticket=ticket).order_by("-pk").values_list("pk", flat=True)
    return ids.first() or 0


def newest_of_customer(ticket: Ticket) -> list[tuple[int, str]]:
    """What they said last in their own words, with the message it stands in, the newest first."""
    return [(pk, text[:SHOWN]) for pk, text in _SAID.ask(ticket.pk)]


def _said(ticket: int) -> QuerySet[Message, tuple[int, str]]:
    said = Message.objects.filter(ticket=ticket, direction=Direction.IN).order_by("-id")
    return said.values_list("pk", "reply_text")[:MOST_SAID]


_SAID = Question(_said, int)


def message(user: User, message_id: int) -> Message:
    """One message whole, with its ticket and raw mail. Raises NotFound for missing and forbidden alike."""
    joined = Message.objects.select_related("ticket", "raw_mail", "author", "contact_point")
    found = joined.filter(reach(user, "ticket__"), pk=message_id).first()
    if found is None:
        raise NotFound
    return found


def attachment(user: User, attachment_id: int) -> Attachment:
    """One file of a message. Raises NotFound for missing and forbidden alike."""
    reachable = Attachment.objects.filter(reach(user, "message__ticket__"), pk=attachment_id)
    found = reachable.select_related("message__ticket").first()
    if found is None:
        raise NotFound
    return found


def upload(user: User, slot: str) -> Upload:
    """A file that waits in this person's draft. Raises NotFound."""
    found = Upload.objects.filter(draft__user=user, slot=slot).first()
    if found is None:
        raise NotFound
    return found


def inline_files(message: Message) -> dict[str, Attachment]:
    """The files that the message's HTML shows by `cid:`, by content id."""
    return {file.content_id: file for file in message.attachments.exclude(content_id="")}


def drafts(ticket: Ticket, user: User) -> Drafts:
    """What this person is writing here, by direction, with the waiting files; one statement."""
    return by_direction(DRAFTS.ask(ticket.pk, user.pk))


def _drafts(ticket: int, user: int) -> QuerySet[Draft]:
    """A row for each file, or one without."""
    files = {f"file_{name}": F(f"uploads__{name}") for name in WAITING}
    rows = Draft.objects.filter(ticket=ticket, user=user).annotate(**files)
    return rows.order_by("id", "uploads__id")


DRAFTS = Question(_drafts, int, int)


def by_direction(rows: Iterable[Draft]) -> Drafts:
    """The rows that answer `DRAFTS`, each draft once with its waiting files."""
    found: Drafts = {}
    for draft in rows:
        _, waiting = found.setdefault(draft.direction, (draft, []))
        file = {name: getattr(draft, f"file_{name}") for name in WAITING}
        if file["slot"]:
            waiting.append(file)
    return found


def participants(ticket: Ticket) -> list[Participant]:
    return PARTICIPANTS.ask(ticket.pk)


def _participants(ticket: int) -> QuerySet[Participant]:
    found = Participant.objects.filter(ticket=ticket)
    return found.select_related("contact_point__customer").order_by("id")


PARTICIPANTS = Question(_participants, int)


def links(ticket: Ticket, user: User) -> list[tuple[Link, Ticket]]:
    """Tickets that have to do with this one, as far as this person may open them; repeats are not among them."""
    return openable(ticket, TOUCHING.ask(ticket.pk), user)


def repeats(ticket: Ticket, user: User) -> list[tuple[Link, Ticket]]:
    """What this one repeats, and what repeats it, found or confirmed, as far as this person may open it."""
    return openable(ticket, _REPEATS.ask(ticket.pk), user)


def openable(ticket: Ticket, touching: Sequence[Link], user: User) -> list[tuple[Link, Ticket]]:
    """The links with the request at their other end, as far as this person may open it."""
    pairs = [(link, link.later if link.earlier_id == ticket.pk else link.earlier) for link in touching]
    if not pairs:
        return []
    allowed = set(
        reachable_by(user).filter(pk__in=[other.pk for _, other in pairs]).values_list("pk", flat=True)
    )
    return [(link, other) for link, other in pairs if other.pk in allowed]


def _touching(ticket: int) -> QuerySet[Link]:
    touching = Link.objects.filter(Q(earlier=ticket) | Q(later=ticket))
    return touching.exclude(kind__in=(*BEARS, LinkKind.NO_REPEAT)).select_related("earlier", "later")


def _repeating(ticket: int) -> QuerySet[Link]:
    touching = Link.objects.filter(OF_LIVING, Q(earlier=ticket) | Q(later=ticket), kind__in=BEARS)
    return touching.select_related("earlier", "later").order_by("id")


TOUCHING, _REPEATS = Question(_touching, int), Question(_repeating, int)


def others_of(ticket: Ticket, user: User) -> list[Ticket]:
    """The customer's other requests, newest first."""
    if ticket.customer_id is None:
        return []
    return _OTHERS[user.role == Role.ADMIN].ask(user.pk, ticket.customer_id, ticket.pk)


def _others(role: Role) -> Question[Ticket]:
    def question(user: int, customer: int, ticket: int) -> QuerySet[Ticket]:
        same = reachable_by(User(pk=user, role=role)).filter(customer=customer)
        shown = same.filter(merged_into__isnull=True, spam=False).exclude(pk=ticket)
        return shown.order_by("-last_message_at", "-id")[:OTHERS]

    return Question(question, int, int, int)


_OTHERS = {False: _others(Role.AGENT), True: _others(Role.ADMIN)}


def tag_names(limit: int = 200) -> list[str]:
    return list(Tag.objects.order_by("name").values_list("name", flat=True)[:limit])


def places_of(ticket_ids: Iterable[int]) -> dict[int, tuple[str, int]]:
    """Reference and desk of each ticket, for whoever must decide who may hear of it."""
    rows = Ticket.objects.filter(pk__in=set(ticket_ids)).values_list("pk", "reference", "desk_id")
    return {pk: (reference, desk) for pk, reference, desk in rows}


def followers_of(ticket_ids: Iterable[int]) -> set[tuple[int, int]]:
    """(ticket, user) for each follower of these tickets."""
    rows = Ticket.followers.through.objects.filter(ticket__in=set(ticket_ids))
    return set(rows.values_list("ticket_id", "user_id"))


def _shown(messages: QuerySet[Message]) -> QuerySet[Message]:
    """Messages as a conversation shows them: new words cut to a readable length, of HTML only our own."""
    return (
        messages.defer("text", "html", "reply_text")
        .select_related("author", "contact_point")
        .annotate(
            own_html=Case(
                When(author__isnull=False, then=F("html")), default=Value(""), output_field=TextField()
            ),
            shown_text=Left("reply_text", SHOWN + 1),
            has_html=~Q(html=""),
            has_remote=Q(html__contains=" data-remote="),
            has_more=~Q(text=F("reply_text")),
        )
    )
