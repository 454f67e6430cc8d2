"""What the coach said of a draft before it left, and what became of that: the figures that its page begins with."""

from aiuto.cli.demo.reading import Step
from aiuto.flows.check_draft import check_draft
from aiuto.flows.count_hints import count_hints
from aiuto.flows.find_fine import find_fine
from aiuto.people.queries import User
from aiuto.tickets.queries import Direction


def heed(reference: str, step: Step, *, user: User, direction: Direction) -> None:
    """In the extras, `begun` is the draft, and `took` are the kinds of which the first wording was taken.

    What stands in the draft and in what left was called fine; the rest was said otherwise.
    """
    begun, took = step.extras.get("begun", ""), step.extras.get("took", ())
    if not begun:
        return
    told = check_draft(reference, user=user, text=begun, direction=direction, now=step.at)
    for hint in told.hints:
        sentence = begun[slice(*hint.sentence)]
        if sentence in step.text:
            find_fine(reference, user=user, rule=hint.finding.rule, sentence=sentence)
    count_hints(
        reference,
        user=user,
        text=step.text,
        direction=direction,
        shown=[hint.finding.rule for hint in told.hints],
        taken={hint.finding.rule: hint.finding.better[0] for hint in told.hints if hint.finding.kind in took},
        now=step.at,
    )
