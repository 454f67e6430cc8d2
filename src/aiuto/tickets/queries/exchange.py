"""What customer and desk said to each other lately: what the customer raised, what was answered, how often."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, QuerySet, Window
from django.db.models.functions import Left, RowNumber

from aiuto.coach.forms_of_address import form_between
from aiuto.coach.points import Point, answers, on_one_subject, points_of
from aiuto.coach.words import words_of
from aiuto.rows.asking import Asked, Question
from aiuto.tickets.models import Attachment, Direction, Message, Participant, Role, Ticket

NEWEST = 20
LONGEST = 20_000
MOST_POINTS = 12

Said = tuple[str, str]
"""Direction and words of a message."""
Row = tuple[str, str, list[str]]
"""And its marks."""


@dataclass(frozen=True, slots=True)
class Raised:
    """A point of the customer's, and whether an answer that was sent takes it up."""

    point: Point
    answered: bool


@dataclass(frozen=True, slots=True)
class Exchange:
    """Messages in and out, oldest first; notes are not among them. `by_hand` is what a person of ours wrote."""

    said: Sequence[Said]
    by_hand: Sequence[str] = ()

    @property
    def theirs(self) -> list[str]:
        """The customer's words."""
        return [text for direction, text in self.said if direction == Direction.IN]

    @property
    def ours(self) -> list[str]:
        """What we answered."""
        return [text for direction, text in self.said if direction == Direction.OUT]

    @property
    def form_of_address(self) -> str:
        """How we speak to this customer: "lei", "tu" or "voi"; empty where it is open."""
        return form_between(self.by_hand, self.theirs)

    @property
    def last_of_theirs(self) -> str:
        return next((text for direction, text in reversed(self.said) if direction == Direction.IN), "")

    def number(self, language: str) -> int:
        """Which exchange on one question the next answer ends: 1 for the first answer; 0 when it is not our turn.

        Who writes again without a point goes on with the last one: "I did, it is as before".
        """
        *earlier, asked = self._turns()
        if not asked:
            return 0
        number, about = 1, points_of(asked)
        for text in reversed(earlier):
            points = points_of(text)
            if about and points and not on_one_subject(about, points, language or "it"):
                break
            number, about = number + 1, about or points
        return number

    def _turns(self) -> list[str]:
        """What they wrote before each of our answers, and what waits for one; that is empty when it is our answer."""
        turns = [""]
        for direction, text in self.said:
            if direction == Direction.IN:
                turns[-1] = f"{turns[-1]}\n\n{text}".strip()
            elif turns[-1]:
                turns.append("")
        return turns

    def raised(self, language: str) -> list[Raised]:
        """What they raised, each point once, the newest at the end; `language` is the request's."""
        found: dict[str, Raised] = {}
        for n, (direction, text) in enumerate(self.said):
            if direction == Direction.IN:
                since = words_of("\n".join(words for way, words in self.said[n:] if way == Direction.OUT))
                for point in points_of(text):
                    answered = answers(since, point.text, language or "it")
                    found[" ".join(words_of(point.text).texts)] = Raised(point, answered)
        return list(found.values())[-MOST_POINTS:]

    def open_points(self, language: str) -> tuple[Point, ...]:
        """Those that no answer takes up yet."""
        return tuple(each.point for each in self.raised(language) if not each.answered)


def exchange(ticket: Ticket) -> Exchange:
    """The newest messages of this ticket; one statement."""
    return exchange_of(_EXCHANGED.ask(ticket.pk))


def exchanges(tickets: Iterable[Ticket]) -> dict[int, Exchange]:
    """The newest messages of each of these, by its id; one statement."""
    newest = Window(RowNumber(), partition_by=F("ticket_id"), order_by=F("id").desc())
    said = _said().filter(ticket__in=tickets).annotate(nth=newest, words=Left("reply_text", LONGEST))
    rows = (
        said.filter(nth__lte=NEWEST).order_by("-id").values_list("ticket_id", "direction", "words", "marks")
    )
    found: dict[int, list[Row]] = {}
    for ticket, *row in rows:
        found.setdefault(ticket, []).append(tuple(row))
    return {ticket: exchange_of(given) for ticket, given in found.items()}


def exchange_question(ticket: Ticket) -> Asked:
    """What `exchange` asks, for whoever asks other things with it."""
    return _EXCHANGED.of(ticket.pk)


def _exchanged(ticket: int) -> QuerySet[Message, Row]:
    said = _said().filter(ticket=ticket).annotate(words=Left("reply_text", LONGEST))
    return said.order_by("-id").values_list("direction", "words", "marks")[:NEWEST]


def photos_question(ticket: Ticket) -> QuerySet[Attachment, tuple[str]]:
    """The name of the newest photo that they sent; a picture inside a mail is mostly a logo."""
    photos = Attachment.objects.filter(
        message__ticket=ticket,
        message__direction=Direction.IN,
        message__withdrawn_at__isnull=True,
        content_type__startswith="image/",
        inline=False,
    )
    return photos.order_by("-id").values_list("name")[:1]


def newcomers_question(ticket: Ticket) -> QuerySet[Participant, tuple[str]]:
    """The addresses of those whom we let take part and who have neither written nor been answered since."""
    since = Message.objects.filter(ticket=ticket, at__gt=OuterRef("sees_from")).exclude(
        direction=Direction.NOTE
    )
    added = Participant.objects.filter(ticket=ticket, role=Role.COPY).exclude(
        contact_point__customer=ticket.customer_id
    )
    return added.exclude(Exists(since)).order_by("id").values_list("contact_point__value")


def _said() -> QuerySet[Message]:
    """Messages in and out."""
    return Message.objects.filter(withdrawn_at__isnull=True).exclude(direction=Direction.NOTE)


_EXCHANGED = Question(_exchanged, int)


def exchange_of(rows: Sequence[Row]) -> Exchange:
    """From the rows of `exchange_question`, the newest first."""
    said = list(reversed(rows))
    return Exchange(
        [(direction, words) for direction, words, _marks in said],
        [
            words
            for direction, words, marks in said
            if direction == Direction.OUT and "automatic" not in marks
        ],
    )
