"""A lead says what a reason or a customer is promised instead of what the desk says of itself."""

from datetime import datetime

from django.db import transaction

from aiuto.journal.actors import person
from aiuto.people.models import User
from aiuto.people.policies import check_leads
from aiuto.promises import rules
from aiuto.promises.errors import BadRule
from aiuto.promises.models import Rule
from aiuto.promises.rules import Terms as Terms
from aiuto.tickets.queries.pages import customer_for


@transaction.atomic
def keep_rule(rule: Rule | None, terms: Terms, *, by: User, now: datetime) -> Rule:
    """A new rule where `rule` is None. It speaks of what begins from now on. Raises BadRule, NotAllowed."""
    check_leads(by)
    if terms.customer_id and customer_for(by, terms.customer_id) is None:
        raise BadRule
    if rule is None:
        return rules.create_rule(terms, by=person(by.pk), now=now)
    return rules.change_rule(rule, terms, by=person(by.pk), now=now)
