"""What of a draft would be better said otherwise: the facts around it, and what the coach says. Nothing is written."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils import timezone

from aiuto.coach.checking import check
from aiuto.coach.facts import Facts
from aiuto.coach.passages import own_words, sentences_of
from aiuto.coach.report import Context, Finding, Report, Span
from aiuto.customers.names import in_mail
from aiuto.customers.queries import orders_of
from aiuto.people.models import User
from aiuto.tickets.heeding import digest, found_fine
from aiuto.tickets.models import Direction, Message, Ticket
from aiuto.tickets.queries import conversation

CONTEXTS: dict[str, Context] = {"out": "reply", "note": "note"}
LONGEST = 20_000
READ = 3


@dataclass(frozen=True, slots=True)
class Hint:
    """A finding with the sentence it stands in, as places in the text."""

    finding: Finding
    sentence: Span


@dataclass(frozen=True, slots=True)
class Checked:
    """The report on a draft, and of its findings those that the writer has not called fine."""

    ticket: Ticket
    report: Report
    hints: tuple[Hint, ...]


def check_draft(
    reference: str, *, user: User, text: str, direction: Direction, files: int = 0, now: datetime
) -> Checked:
    """Ask the coach about what this person writes on a request. Raises NotFound."""
    ticket = conversation.ticket(user, reference)
    context, text = CONTEXTS[direction], text[:LONGEST]
    local = there(ticket, now)
    facts = _facts(ticket, files=files) if context == "reply" else None
    report = check(text, context=context, facts=facts, now=local)
    fine = found_fine(ticket, user=user) if report.findings else set()
    return Checked(ticket, report, tuple(_hints(text, report, fine)))


def promised(ticket: Ticket, text: str, *, now: datetime) -> tuple[dict[str, str | float], ...]:
    """What an answer promises, as it is kept with the message: what, due (a day or a moment), how sure."""
    found = check(text[:LONGEST], context="reply", now=there(ticket, now)).commitments
    return tuple(
        {"what": each.what[:500], "due": each.due.isoformat(), "confidence": each.confidence}
        for each in found
        if each.due
    )


def there(ticket: Ticket, now: datetime) -> datetime:
    """The moment as the desk's clock shows it, from which "tomorrow" is counted."""
    schedule = ticket.desk.schedule
    return now.astimezone(ZoneInfo(schedule.time_zone) if schedule else timezone.get_default_timezone())


def _facts(ticket: Ticket, *, files: int) -> Facts:
    said = Message.objects.filter(ticket=ticket, direction=Direction.IN).order_by("-id")
    orders = orders_of(ticket.customer_id, limit=1) if ticket.customer_id else []
    return Facts(
        customer_text="\n\n".join(said.values_list("reply_text", flat=True)[:READ])[:LONGEST],
        customer_name=in_mail(ticket.customer.name) if ticket.customer else "",
        known={"order": orders[0].number} if orders else {},
        language=ticket.language,
        attachments=files,
    )


def _hints(text: str, report: Report, fine: set[tuple[str, str]]) -> Iterator[Hint]:
    """One of a kind in a sentence; none of a kind that its writer called fine there."""
    words, sentences = sentences_of(own_words(text))
    spans = [(words.starts[each.begin], words.ends[each.end - 1]) for each in sentences]
    shown: dict[tuple[str, Span], Hint | None] = {}
    for finding in report.findings:
        begin, end = finding.span
        sentence = next(((first, last) for first, last in spans if first <= begin < last), (begin, end))
        said = (finding.kind, sentence)
        if finding.severity != "block" and (finding.rule, digest(text[slice(*sentence)])) in fine:
            shown[said] = None
        shown.setdefault(said, Hint(finding, sentence))
    return (hint for hint in shown.values() if hint)
