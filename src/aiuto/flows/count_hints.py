"""What became of the hints on a text that has left, counted by rule: no event, nothing with a name (law 10)."""

from collections.abc import Collection, Mapping
from datetime import datetime

from django.db import transaction

from aiuto.coach.catalogue import entry
from aiuto.flows.check_draft import check_draft
from aiuto.manual.models import Outcome
from aiuto.manual.tuning import count
from aiuto.people.models import User
from aiuto.tickets.models import Direction

MOST = 40


def count_hints(
    reference: str,
    *,
    user: User,
    text: str,
    direction: Direction,
    shown: Collection[str],
    taken: Mapping[str, str],
    files: int = 0,
    now: datetime,
) -> None:
    """`shown` are the rules that the page gave hints of, `taken` the wording that was taken, by rule.

    `files` went along. A rule counts once a text: a wording was taken, it was called fine, it stands there still, or
    it was said otherwise. The text is checked before the transaction: that takes long, and whoever writes would wait.
    Raises NotFound.
    """
    if not shown:
        return
    checked = check_draft(reference, user=user, text=text, direction=direction, files=files, now=now)
    standing = {finding.rule for finding in checked.report.findings} - checked.fine
    rules = [rule for rule in dict.fromkeys(shown) if _is_rule(rule) or rule in standing][:MOST]
    outcomes = [(rule, *_outcome(rule, taken, checked.fine, standing)) for rule in rules]
    with transaction.atomic():
        count(outcomes)


def _outcome(
    rule: str, taken: Mapping[str, str], fine: Collection[str], standing: Collection[str]
) -> tuple[str, str]:
    if rule in fine:
        return Outcome.FINE, ""
    if rule in taken:
        return Outcome.TAKEN, taken[rule] if taken[rule] in _wordings(rule) else ""
    return (Outcome.LEFT if rule in standing else Outcome.MENDED), ""


def _wordings(rule: str) -> Collection[str]:
    known = entry(rule)
    return known.better if known else ()


def _is_rule(rule: str) -> bool:
    """What a page says is shown may be anything: only rules are counted."""
    return rule.removeprefix("own.").isdecimal() or entry(rule) is not None
