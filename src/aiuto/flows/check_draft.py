"""What of a draft would be better said otherwise: the facts around it, and what the coach says. Nothing is written."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone

from aiuto.coach.apology import apology_in
from aiuto.coach.apology import findings as apology_findings
from aiuto.coach.checking import check
from aiuto.coach.dates import Works, monday_to_friday
from aiuto.coach.facts import Facts
from aiuto.coach.given import given_in
from aiuto.coach.heat import is_hot
from aiuto.coach.helping import helps
from aiuto.coach.passages import own_words, sentences_of
from aiuto.coach.points import Point, answers
from aiuto.coach.report import COLD, EVIDENCE, Commitment, Context, Finding, Report, Span
from aiuto.coach.tuning import Tuning
from aiuto.coach.words import words_of
from aiuto.customers.addresses import phone_in
from aiuto.customers.models import ContactKind, ContactPoint, Order
from aiuto.customers.names import in_mail
from aiuto.manual.queries import template_of
from aiuto.manual.queries.coach import tuning_of, tuning_questions
from aiuto.people.models import Desk, User
from aiuto.people.schedules import hours_of_desk
from aiuto.promises.making import is_after_their_date
from aiuto.promises.offering import Offer, offers_of
from aiuto.promises.queries import given_moments_question
from aiuto.recovery.queries import Failed, failed_of, failed_questions
from aiuto.rows.together import together
from aiuto.tickets.heeding import digest, found_fine_question
from aiuto.tickets.models import Direction, Ticket, Tone
from aiuto.tickets.queries import conversation
from aiuto.tickets.queries.exchange import (
    Exchange,
    exchange_of,
    exchange_question,
    newcomers_question,
    photos_question,
)

NO_APOLOGY = frozenset(("it.no_apology", "en.no_apology"))
CONTEXTS: dict[str, Context] = {"out": "reply", "note": "note"}
LONGEST = 20_000
SAID = 200
"""Letters that tell what was promised from what else stands in its sentence."""
FRIENDLY = frozenset(EVIDENCE) - {"commitment"}
"""What is said for the customer's sake: apology, compassion, acknowledgement, thanks."""
READ = 3
"""Messages of theirs in which one looks for what they know and say."""
_MOMENT = timedelta(microseconds=1)
"""Before the midnight at which a promise for a day may be due, it is that day still."""


@dataclass(frozen=True, slots=True)
class Hint:
    """A finding with the sentence it stands in, as places in the text."""

    finding: Finding
    sentence: Span


@dataclass(frozen=True, slots=True)
class Checked:
    """The report on a draft, and of its findings those that the writer has not called fine.

    `fine` are the rules of the others. `points` are those that no answer has taken up yet, `taken_up` those of them
    that the draft takes up. `hot` and `exchange`, which one it is on one question, speak for a breath; `phone` is
    where the customer can be called, as we know it or as they wrote it.
    """

    ticket: Ticket
    report: Report
    hints: tuple[Hint, ...]
    fine: frozenset[str] = frozenset()
    points: tuple[Point, ...] = ()
    taken_up: tuple[Point, ...] = ()
    hot: bool = False
    exchange: int = 0
    phone: str = ""
    order: str = ""

    @property
    def breath(self) -> bool:
        """A pause and a call may say more than one more mail."""
        return self.hot or self.exchange >= settings.ENVIRONMENT.aiuto_breath_exchange


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around a draft, read in one statement."""

    exchange: Exchange
    tuning: Tuning
    fine: frozenset[tuple[str, str]]
    known: Mapping[str, str]
    joined: tuple[str, ...]
    promised: tuple[datetime, ...]
    failed: Failed | None


@dataclass(frozen=True, slots=True)
class Answer:
    """What an answer promises, as it is kept with the message (what, its words up to the time, due as a day or a
    moment, how sure); whether it `helps`, or only asks for patience; and its `tone`.
    """

    commitments: tuple[dict[str, str | float], ...]
    helps: bool
    tone: str


def check_draft(
    reference: str, *, user: User, text: str, direction: Direction, files: int = 0, now: datetime
) -> Checked:
    """Ask the coach about what this person writes on a request. Raises NotFound."""
    ticket = conversation.ticket(user, reference)
    text, local, around = text[:LONGEST], there(ticket.desk, now), _around(ticket, user)
    if CONTEXTS[direction] == "note":
        report = check(text, context="note", now=local, tuning=around.tuning)
        return Checked(ticket, report, *hints_of(text, report, around.fine))
    facts = _facts(ticket, around, files=files)
    report = check(text, context="reply", facts=facts, now=local, tuning=_tuning(around, now))
    if around.failed:
        report = _with_apology(report, text, around, writer=str(user))
    points, said = around.exchange.open_points(ticket.language), words_of(own_words(text))
    return Checked(
        ticket,
        report,
        *hints_of(text, report, around.fine),
        points=points,
        taken_up=tuple(point for point in points if answers(said, point.text, ticket.language or "it")),
        hot=is_hot(around.exchange.last_of_theirs),
        exchange=around.exchange.number(ticket.language),
        phone=facts.known["phone"],
        order=facts.known.get("order", ""),
    )


def read_answer(desk: Desk, text: str, *, now: datetime) -> Answer:
    """What an answer of a desk promises, whether it helps, and how it sounds."""
    text = text[:LONGEST]
    report = check(text, context="reply", facts=Facts(works=works(desk)), now=there(desk, now))
    promised: tuple[dict[str, str | float], ...] = tuple(
        kept for each in report.commitments if (kept := as_kept(each, text))
    )
    return Answer(promised, helps(text, report), _tone(report))


def _tone(report: Report) -> str:
    """Friendly words outweigh a cold sentence beside them."""
    if any(each.kind in FRIENDLY for each in report.evidence):
        return Tone.FRIENDLY
    return Tone.COLD if any(each.kind == COLD for each in report.findings) else ""


def as_kept(commitment: Commitment, text: str) -> dict[str, str | float]:
    """A commitment of this text as it is kept; empty where it names no day."""
    if commitment.due is None:
        return {}
    return {
        "what": commitment.what[:500],
        "said": text[slice(*commitment.span)][-SAID:],
        "due": commitment.due.isoformat(),
        "confidence": commitment.confidence,
    }


def offers_in(desk: Desk, text: str, *, now: datetime) -> list[Offer]:
    """What an answer that leaves at this moment commits to, as promises that could be made."""
    return offers_of(read_answer(desk, text, now=now).commitments, desk, now=now)


def past_by(desk: Desk, text: str, *, now: datetime, at: datetime) -> list[str]:
    """What an answer promises when it is read now, and no more when it is read at a later moment: its time is past."""
    still = {offer.key for offer in offers_in(desk, text, now=at)}
    return [offer.what for offer in offers_in(desk, text, now=now) if offer.key not in still]


def later_than_wanted(ticket: Ticket, text: str, *, now: datetime) -> list[str]:
    """What an answer promises for a later day than the customer's own; nothing where they named none."""
    if ticket.wanted_by is None:
        return []
    offers = offers_in(ticket.desk, text, now=now)
    return [offer.what for offer in offers if is_after_their_date(ticket, offer.due)]


def there(desk: Desk, now: datetime) -> datetime:
    """The moment as the desk's clock shows it, from which "tomorrow" is counted."""
    schedule = desk.schedule
    return now.astimezone(ZoneInfo(schedule.time_zone) if schedule else timezone.get_default_timezone())


def works(desk: Desk) -> Works:
    """Which days the desk works; without a schedule Monday to Friday."""
    return hours_of_desk(desk).opens_on if desk.schedule else monday_to_friday


def _around(ticket: Ticket, user: User) -> Around:
    points = ContactPoint.objects.filter(customer=ticket.customer_id).order_by("id")
    orders = Order.objects.filter(customer=ticket.customer_id).order_by("-ordered_on", "-id")
    said, muted, own, fine, phones, mails, numbers, photos, joined, promised, *failed = together(
        exchange_question(ticket),
        *tuning_questions(),
        found_fine_question(ticket, user),
        points.filter(kind=ContactKind.PHONE).values_list("value")[:1],
        points.filter(kind=ContactKind.EMAIL).values_list("value")[:1],
        orders.values_list("number")[:1],
        photos_question(ticket),
        newcomers_question(ticket),
        given_moments_question(ticket.pk),
        *failed_questions(ticket.pk),
    )
    return Around(
        exchange_of(said),
        tuning_of(muted, own),
        frozenset((rule, sentence) for rule, sentence in fine),
        {
            name: rows[0][0]
            for name, rows in {"phone": phones, "email": mails, "order": numbers, "photo": photos}.items()
            if rows
        },
        tuple(address for (address,) in joined),
        tuple(at for (at,) in promised),
        failed_of(*failed),
    )


def _tuning(around: Around, now: datetime) -> Tuning:
    """While we make something good, an apology is asked for at its three moments alone."""
    if around.failed is None or around.failed.wants_apology(now):
        return around.tuning
    return replace(around.tuning, muted=around.tuning.muted | NO_APOLOGY)


def _with_apology(report: Report, text: str, around: Around, *, writer: str) -> Report:
    """What would make the apology of the draft a real one."""
    apology = apology_in(text, report, writer=writer)
    if apology is None or around.failed is None:
        return report
    used = around.failed.templates
    same = bool(used) and template_of(text) in used
    found = apology_findings(apology, around.failed.apologies, report, same_template=same)
    heard = (each for each in found if each.rule not in around.tuning.muted)
    return replace(report, findings=(*report.findings, *heard))


def _facts(ticket: Ticket, around: Around, *, files: int) -> Facts:
    theirs = "\n\n".join(reversed(around.exchange.theirs[-READ:]))[:LONGEST]
    return Facts(
        customer_text=theirs,
        customer_name=in_mail(ticket.customer.name) if ticket.customer else "",
        known={"phone": phone_in(theirs), **around.known, **given_in(theirs)},
        recovery=around.failed is not None,
        promises=[there(ticket.desk, at - _MOMENT) for at in around.promised],
        address=around.exchange.form_of_address,
        language=ticket.language,
        attachments=files,
        outside=[address for address in around.joined if address not in theirs.lower()],
        works=works(ticket.desk),
    )


def hints_of(
    text: str, report: Report, fine: frozenset[tuple[str, str]] = frozenset()
) -> tuple[tuple[Hint, ...], frozenset[str]]:
    """The hints, one of a kind in a sentence, none of a kind that its writer called fine there; and which those are."""
    words, sentences = sentences_of(own_words(text))
    spans = [(words.starts[each.begin], words.ends[each.end - 1]) for each in sentences]
    shown: dict[tuple[str, Span], Hint | None] = {}
    called_fine = set()
    for finding in report.findings:
        begin, end = finding.span
        sentence = next(((first, last) for first, last in spans if first <= begin < last), (begin, end))
        said = (finding.kind, sentence)
        if finding.severity != "block" and (finding.rule, digest(text[slice(*sentence)])) in fine:
            called_fine.add(finding.rule)
            shown[said] = None
        shown.setdefault(said, Hint(finding, sentence))
    return tuple(hint for hint in shown.values() if hint), frozenset(called_fine)
