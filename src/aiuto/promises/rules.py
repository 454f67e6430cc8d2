"""The rules that differ from what a desk says of itself: kept by leads."""

from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction

from aiuto.customers.models import Customer
from aiuto.journal.actors import Actor
from aiuto.journal.changes import differences
from aiuto.journal.recording import record
from aiuto.people.models import Desk
from aiuto.promises.clauses import Clause, is_sensible
from aiuto.promises.errors import BadRule
from aiuto.promises.models import Rule

LONGEST = 90 * 24 * 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """For whom (a customer, a reason or both, at one desk or at all; or all of a desk) and within how many minutes.

    What starts it and what keeps it are of `promises.clauses`.
    """

    kind: str
    starts: str
    kept_by: str
    minutes: int
    working: bool = True
    desk_id: int | None = None
    reason_id: int | None = None
    customer_id: int | None = None


@transaction.atomic(savepoint=False)
def create_rule(terms: Terms, *, by: Actor, now: datetime) -> Rule:
    """One more rule; it speaks of what begins from now on. Raises BadRule."""
    _check(terms)
    rule = Rule.objects.create(**asdict(terms))
    _mark(terms)
    record("terms.created", by=by, now=now, terms=rule.pk)
    return rule


@transaction.atomic(savepoint=False)
def change_rule(rule: Rule, terms: Terms, *, by: Actor, now: datetime) -> Rule:
    """The same rule with other terms, from now on. Raises BadRule."""
    _check(terms)
    own = Rule.objects.select_for_update(no_key=True).get(pk=rule.pk)
    if changed := differences(own, asdict(terms)):
        Rule.objects.filter(pk=own.pk).update(**asdict(terms))
        _mark(terms)
        record("terms.changed", by=by, now=now, terms=own.pk, changed=changed)
    return own


@transaction.atomic(savepoint=False)
def drop_rule(rule: Rule, *, by: Actor, now: datetime) -> None:
    """What it promised until now stays promised."""
    record("terms.dropped", by=by, now=now, terms=rule.pk)
    rule.delete()


def move_rules(old: int, *, to: int) -> int:
    """The rules of a merged customer are the other's; how many. The event is the customers'."""
    return Rule.objects.filter(customer=old).update(customer=to)


def _mark(terms: Terms) -> None:
    if terms.customer_id:
        Customer.objects.filter(pk=terms.customer_id).update(own_terms=True)
    elif terms.desk_id and terms.reason_id is None:
        Desk.objects.filter(pk=terms.desk_id).update(own_terms=True)


def _check(terms: Terms) -> None:
    sensible = is_sensible(terms.kind, Clause(terms.starts, terms.kept_by))
    if not sensible or not 0 < terms.minutes <= LONGEST:
        raise BadRule
    if terms.reason_id is None and terms.customer_id is None and terms.desk_id is None:
        raise BadRule
