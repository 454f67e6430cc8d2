"""Deciding who is right, and how the customer is served well whatever that is. Callers have locked the ticket."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from aiuto.journal.actors import Actor
from aiuto.journal.recording import record
from aiuto.recovery.errors import NotSaid, WrongState
from aiuto.recovery.models import UNDER_WAY, Assessment, Certainty, Recovery, Verdict

LONGEST = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What was decided: a `Verdict`, a `Certainty`, the facts, and how they are served well."""

    verdict: str
    certainty: str
    facts: str
    service: str


@transaction.atomic(savepoint=False)
def assess(recovery: Recovery, judged: Judgement, *, insulted: bool, by: Actor, now: datetime) -> Assessment:
    """Decide, or decide anew; an insult that was told stays. The event has no verdict. Raises NotSaid, WrongState."""
    if recovery.state not in UNDER_WAY:
        raise WrongState
    facts, service = (" ".join(text.split())[:LONGEST] for text in (judged.facts, judged.service))
    if not facts or not service:
        raise NotSaid
    decided = {
        "verdict": Verdict(judged.verdict),
        "certainty": Certainty(judged.certainty),
        "facts": facts,
        "service": service,
        "decided_by_id": by.id,
        "decided_at": now,
        **({"insulted": True} if insulted else {}),
    }
    assessment, _made = Assessment.objects.update_or_create(recovery=recovery, defaults=decided)
    record("recovery.assessed", by=by, now=now, ticket=recovery.ticket_id, recovery=recovery.pk)
    return assessment
