"""Tuning the coach: muting its rules, keeping rules of our own, counting what becomes of its hints."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q

from aiuto.coach.catalogue import entry
from aiuto.coach.tuning import BadOwnRule, OwnRule, check_own
from aiuto.journal.actors import Actor
from aiuto.journal.recording import record
from aiuto.manual.errors import BadRule, NoReason, NotFound, Unmutable
from aiuto.manual.models import HintTally, HouseRule, MutedRule

LONGEST_AVOID, LONGEST_SAY = 600, 300


@transaction.atomic(savepoint=False)
def mute(rule: str, *, reason: str, by: Actor, now: datetime) -> MutedRule:
    """The rule says no more, for anybody. Raises NotFound, Unmutable, NoReason."""
    known = entry(rule)
    if known is None and not HintTally.objects.filter(rule=rule).exists():
        raise NotFound
    if known and known.blocks:
        raise Unmutable
    if not reason.strip():
        raise NoReason
    given = {"reason": " ".join(reason.split())[:LONGEST_SAY], "at": now}
    muted, _created = MutedRule.objects.update_or_create(rule=rule, defaults=given)
    record("rule.muted", by=by, now=now, rule=rule)
    return muted


@transaction.atomic(savepoint=False)
def unmute(rule: str, *, by: Actor, now: datetime) -> None:
    """It speaks again; a rule that does already is fine."""
    dropped, _by_model = MutedRule.objects.filter(rule=rule).delete()
    if dropped:
        record("rule.unmuted", by=by, now=now, rule=rule)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a rule of our own says."""

    language: str
    avoid: str
    say: str
    why: str = ""


def check_wanted(wanted: Wanted) -> OwnRule:
    """The rule as the coach takes it. Raises BadRule."""
    rule = OwnRule("own.0", wanted.language, wanted.avoid.strip(), wanted.say.strip(), wanted.why.strip())
    fits = len(rule.avoid) <= LONGEST_AVOID and max(len(rule.say), len(rule.why)) <= LONGEST_SAY
    try:
        if not fits or rule.language not in dict(settings.LANGUAGES):
            raise BadRule
        check_own(rule)
    except BadOwnRule as error:
        raise BadRule from error
    return rule


@transaction.atomic(savepoint=False)
def keep_rule(wanted: Wanted, *, rule: HouseRule | None, by: Actor, now: datetime) -> HouseRule:
    """Keep a new rule, or change one. Raises BadRule."""
    given, kept = check_wanted(wanted), rule or HouseRule(created_at=now)
    kept.language, kept.avoid, kept.say, kept.why = given.language, given.avoid, given.say, given.why
    kept.updated_at = now
    kept.save()
    record("rule.kept", by=by, now=now, rule=kept.pk)
    return kept


@transaction.atomic(savepoint=False)
def drop_rule(rule: HouseRule, *, by: Actor, now: datetime) -> None:
    """It is looked for no more; what it counted goes with it."""
    record("rule.dropped", by=by, now=now, rule=rule.pk)
    HintTally.objects.filter(rule=f"own.{rule.pk}").delete()
    rule.delete()


@transaction.atomic(savepoint=False)
def count(outcomes: Collection[tuple[str, str, str]]) -> None:
    """One more of each (rule, outcome, wording). It says nothing of who wrote, so no event is recorded.

    The rows are locked in one order, so that two texts that leave together wait and do not block each other.
    """
    if not outcomes:
        return
    keys = [HintTally(rule=rule, outcome=outcome, wording=wording) for rule, outcome, wording in outcomes]
    HintTally.objects.bulk_create(sorted(keys, key=str), ignore_conflicts=True)
    wanted = Q()
    for rule, outcome, wording in outcomes:
        wanted |= Q(rule=rule, outcome=outcome, wording=wording)
    locked = HintTally.objects.select_for_update().filter(wanted).order_by("id")
    HintTally.objects.filter(pk__in=[tally.pk for tally in locked]).update(times=F("times") + 1)
