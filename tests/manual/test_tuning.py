"""What leads make of the coach, and what is counted of its rules."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from aiuto.flows.drop_house_rule import drop_house_rule
from aiuto.flows.keep_house_rule import keep_house_rule
from aiuto.flows.mute_rule import mute_rule
from aiuto.journal.models import Event
from aiuto.manual.errors import BadRule, NoReason, NotFound, NotTuning, Unmutable
from aiuto.manual.models import HintTally, Outcome
from aiuto.manual.queries.coach import figures, mutes, tuning
from aiuto.manual.tuning import count

WHEN = "it.vague.when"
SAYS = {"language": "it", "avoid": "purtroppo", "say": "Ecco che cosa possiamo fare: …", "why": ""}


def kinds() -> list[str]:
    return list(Event.objects.order_by("id").values_list("kind", flat=True))


def test_muted_rule_is_known_with_its_reason_and_speaks_again(lead, now):
    mute_rule(WHEN, muted=True, reason="  Da noi  va bene ", user=lead, now=now)
    assert (tuning().muted, mutes()[WHEN].reason) == ({WHEN}, "Da noi va bene")
    mute_rule(WHEN, muted=False, user=lead, now=now)
    assert tuning().muted == frozenset()
    assert kinds() == ["rule.muted", "rule.unmuted"]


@pytest.mark.parametrize(
    ("rule", "reason", "error"),
    [
        (WHEN, " ", NoReason),
        ("it.placeholder", "No", Unmutable),
        ("it.gossip.insult", "No", Unmutable),
        ("it.nothing", "No", NotFound),
    ],
)
def test_rule_is_not_muted(lead, now, rule, reason, error):
    with pytest.raises(error):
        mute_rule(rule, muted=True, reason=reason, user=lead, now=now)
    assert (tuning().muted, kinds()) == (frozenset(), [])


def test_agent_tunes_nothing(anna, lead, now):
    kept = keep_house_rule(None, **SAYS, user=lead, now=now)
    with pytest.raises(NotTuning):
        mute_rule(WHEN, muted=True, reason="No", user=anna, now=now)
    with pytest.raises(NotTuning):
        keep_house_rule(None, **SAYS, user=anna, now=now)
    with pytest.raises(NotTuning):
        drop_house_rule(kept.pk, user=anna, now=now)


def test_house_rule_is_kept_changed_and_dropped(lead, now):
    kept = keep_house_rule(None, **SAYS, user=lead, now=now)
    keep_house_rule(kept.pk, **SAYS | {"avoid": "spiacenti"}, user=lead, now=now)
    [rule] = tuning().own
    assert (rule.id, rule.avoid) == (f"own.{kept.pk}", "spiacenti")
    count([(rule.id, Outcome.FINE, "")])
    drop_house_rule(kept.pk, user=lead, now=now)
    assert (tuning().own, HintTally.objects.count()) == ((), 0)
    assert kinds() == ["rule.kept", "rule.kept", "rule.dropped"]


@pytest.mark.parametrize(
    "wrong", [{"avoid": "a"}, {"say": " "}, {"language": "fr"}, {"avoid": "purtroppo " * 80}]
)
def test_house_rule_that_says_too_little_or_too_much_is_not_kept(lead, now, wrong):
    with pytest.raises(BadRule):
        keep_house_rule(None, **SAYS | wrong, user=lead, now=now)


def test_tuning_is_one_statement(lead, now):
    mute_rule(WHEN, muted=True, reason="No", user=lead, now=now)
    keep_house_rule(None, **SAYS, user=lead, now=now)
    with CaptureQueriesContext(connection) as asked:
        assert tuning().muted and tuning().own
    assert len(asked) == 2


def test_outcomes_add_up(db):
    for outcome in (Outcome.TAKEN, Outcome.TAKEN, Outcome.MENDED, Outcome.FINE, Outcome.LEFT):
        count(
            [
                (WHEN, outcome, "entro domani alle 12" if outcome == Outcome.TAKEN else ""),
                ("it.vague.will", outcome, ""),
            ]
        )
    found = figures()[WHEN]
    assert (found.taken, found.mended, found.fine, found.left) == (2, 1, 1, 1)
    assert (found.shown, found.accepted, found.wordings) == (5, 60, {"entro domani alle 12": 2})


@pytest.mark.parametrize(("taken", "left", "retires"), [(9, 41, True), (10, 40, False), (1, 48, False)])
def test_rule_seldom_heeded_may_retire_once_it_was_shown_often(db, taken, left, retires):
    HintTally.objects.create(rule=WHEN, outcome=Outcome.TAKEN, times=taken)
    HintTally.objects.create(rule=WHEN, outcome=Outcome.LEFT, times=left)
    assert figures(WHEN)[WHEN].retires is retires
