"""What of the texts that the house keeps would be better said otherwise. Nothing is written."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings

from aiuto.coach.checking import check
from aiuto.coach.report import Context
from aiuto.coach.tuning import Tuning
from aiuto.flows.check_draft import LONGEST, Hint, hints_of
from aiuto.manual.queries import register
from aiuto.manual.queries.coach import house_rules, tuning
from aiuto.people.models import Desk, User
from aiuto.people.policies import leads
from aiuto.people.queries import desk_choices
from aiuto.promises.queries.claims import claims
from aiuto.promises.queries.kinds import own_kinds
from aiuto.recovery.queries.duties import PRESETS, DutyKind, own_duties
from aiuto.tickets.queries.causes import branches
from aiuto.tickets.queries.texts import TEXTS, own_words
from aiuto.tickets.queries.words import reasons

CONTEXTS: dict[str, Context] = {
    "reply": "reply",
    "desk": "reply",
    "automatic": "reply",
    "person": "reply",
    "rule": "reply",
    "claim": "reply",
    "duty": "reply",
    "reason": "rule",
    "cause": "rule",
    "kind": "rule",
}
"""How a text of each kind is judged: what customers read as an answer is, what we call things as rules are."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A text of a kind, and where it is kept.

    "reply", "desk" or "person" for their signatures, "duty" for what the law owes, "rule" for what a rule of our own
    says instead, "claim", "reason", "cause", "kind" for a name of a kind of promises, "automatic" for what the desk
    says by itself, of which `part` is the kind. Without `language` its words tell it.
    """

    kind: str
    pk: int
    name: str
    text: str
    language: str
    part: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """A kept text and what the coach says of it."""

    kept: Kept
    hints: tuple[Hint, ...]


def check_texts(user: User) -> list[Said]:
    """All that this person may read: saved replies, their own signature, their desks', what leads set for all."""
    tuned = tuning()
    return [check_kept(kept, tuned) for kept in _texts(user)]


def check_kept(kept: Kept, tuned: Tuning | None = None) -> Said:
    """One of them. Placeholders are what a saved reply is made of."""
    text = kept.text[:LONGEST]
    told = check(text, context=CONTEXTS[kept.kind], language=kept.language or None, tuning=tuned or tuning())
    hints, _fine = hints_of(text, told)
    return Said(kept, tuple(hint for hint in hints if hint.finding.kind != "placeholder"))


def _automatic(desk: Desk) -> Iterator[Kept]:
    """Its automatic mails in its own words; those that are given have been read before they were."""
    for kind, about in TEXTS.items():
        for language in dict(settings.LANGUAGES):
            if text := own_words(desk, kind, language):
                name = f"{desk.name}: {about.title} ({language.upper()})"
                yield Kept("automatic", desk.pk, name, text, language, kind)


def _duties(user: User) -> Iterator[Kept]:
    """What the law owes, where a desk says it in its own words."""
    for duty in own_duties(user):
        for language, text in (("it", duty.text_it), ("en", duty.text_en)):
            if text != PRESETS[DutyKind(duty.kind)].text(language):
                name = f"{duty.desk.name}: {duty.get_kind_display()} ({language.upper()})"
                yield Kept("duty", duty.desk_id, name, text, language)


def _texts(user: User) -> Iterator[Kept]:
    for reply in register(user):
        yield Kept("reply", reply.pk, reply.title, reply.text, reply.language)
    if user.signature:
        yield Kept("person", user.pk, str(user), user.signature, "")
    for desk in desk_choices(user):
        if desk.signature:
            yield Kept("desk", desk.pk, desk.name, desk.signature, desk.language)
        yield from _automatic(desk)
    yield from _duties(user)
    if leads(user):
        for rule in house_rules():
            yield Kept("rule", rule.pk, rule.avoid.partition("\n")[0], rule.say, rule.language)
        yield from _names(user)


def _names(user: User) -> Iterator[Kept]:
    """What leads call things, and what they claim."""
    for reason in reasons():
        yield Kept("reason", reason.pk, reason.name, reason.name, "")
    for cause in (cause for branch in branches() for cause in branch.below):
        yield Kept("cause", cause.pk, cause.name, cause.name, "")
    for kind in own_kinds(user):
        yield Kept("kind", kind.pk, kind.name_it, kind.name_it, "it")
        yield Kept("kind", kind.pk, kind.name_en, kind.name_en, "en")
    for claim in claims(user):
        if claim.withdrawn_at is None:
            yield Kept("claim", claim.pk, claim.words, claim.words, "")
