"""Random lives of a recovery: each act, in whatever order, is done or refused as supposed, and what must hold holds."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from aiuto.flows.receive_message import receive_message
from aiuto.people.queries import default_desk
from aiuto.promises.models import Promise
from aiuto.recovery.models import Recovery, Step
from aiuto.tickets.models import Ticket
from tests.examples import examples
from tests.flows.recovering import APOLOGY, DAY, IN_NEW_WORDS, THIN, fail
from tests.mails import mail
from tests.recovery.acts import HOUR, REFUSED, START, Acts
from tests.recovery.supposed import KINDS, Supposed

ACTS = [
    *(("say", text) for text in (APOLOGY, IN_NEW_WORDS, THIN)),
    *(("do", kind) for kind in KINDS),
    *(("waive", kind) for kind in KINDS),
    *(("hear", answer) for answer in ("content", "partly", "not", "none")),
    *(("give", size) for size in ("little", "much")),
    ("pay", ""),
    ("call_off", ""),
    *(("arrive", how) for how in ("yes", "no")),
    ("ask", ""),
    ("block", ""),
    ("approve", ""),
    ("decline", ""),
    ("undo", ""),
    ("close", ""),
    ("wait", ""),
]
ONWARD = ("onward", "")
FAILS_TWICE = [
    *(("say", APOLOGY), ("do", "act"), ("give", "much"), ("approve", ""), ("pay", ""), ("arrive", "no")),
    *(("pay", ""), ("arrive", "yes"), ("hear", "none"), ("ask", ""), ("ask", ""), ("hear", "none")),
    *(("hear", "not"), ("say", APOLOGY)),
]
NOT_ARRIVED = [
    *(("say", APOLOGY), ("do", "act"), ("give", "little"), ("call_off", ""), ("give", "little")),
    *(("do", "compensate"), ("waive", "compensate"), ("pay", ""), ("hear", "content"), ("close", "")),
    *(("arrive", "no"), ("close", ""), ("pay", ""), ("close", "")),
]
LEFT_OUT = [
    *(("say", IN_NEW_WORDS), ("undo", ""), ("say", IN_NEW_WORDS), ("close", ""), ("do", "act")),
    *(
        ("waive", "compensate"),
        ("block", ""),
        ("waive", "compensate"),
        ("approve", ""),
        ("ask", ""),
        ("wait", ""),
        ("hear", "none"),
        ("close", ""),
        ("close", ""),
    ),
]


@pytest.mark.both_databases
class TestLife(Acts, TestCase):
    @settings(max_examples=examples(40))
    @example([*FAILS_TWICE, *LEFT_OUT])
    @example(NOT_ARRIVED)
    @example([*[ONWARD] * 5, ("undo", ""), *[ONWARD] * 2])
    @given(st.lists(st.sampled_from([*ACTS, *[ONWARD] * len(ACTS)]), max_size=20))
    def test_every_act_is_done_or_refused_as_supposed(self, acts):
        self._live(acts)

    def _live(self, acts):
        receipt = receive_message(mail(), via="pipe", desk=default_desk(), now=START)
        self.recovery = fail(Ticket.objects.get(reference=receipt.ticket), self.agent, START)
        supposed, now = Supposed(dues=self._dues()), START
        for given_act in acts:
            act, what = supposed.onward if given_act == ONWARD else given_act
            now += 8 * DAY if act == "wait" else HOUR
            if act != "wait":
                self._try(act, what, now, done=getattr(supposed, act)(what, now))
            recovery = Recovery.objects.get()
            assert (recovery.state, recovery.round) == (supposed.state, supposed.round)
            self._check(recovery, supposed.steps)
            supposed.dues = self._dues()

    def _try(self, act, what, now, *, done):
        """What is refused changes nothing and leaves no event."""
        before = self._everything()
        try:
            getattr(self, f"_{act}")(what, now)
        except REFUSED:
            assert not done, (act, what)
            assert self._everything() == before
        else:
            assert done, (act, what)

    def _dues(self):
        own = Step.objects.filter(recovery=self.recovery, round=Recovery.objects.get().round)
        return {step.kind: step.due_at for step in own if step.due_at}

    def _check(self, recovery, supposed):
        steps = list(Step.objects.select_related("promise").filter(recovery=recovery, round=recovery.round))
        assert {step.kind: step.state for step in steps} == supposed
        assert recovery.state != "closed" or Ticket.objects.get().cause_id
        for step in steps:
            assert step.state != "waived" or step.waiver.state == "approved"
            owed = step.promise is not None and step.promise.closed_at is None
            assert owed == (step.state == "due" and step.promise is not None and step.asked_at is None)
        of_steps = Promise.objects.filter(kind__in=("apology", "action", "follow_up"), closed_at__isnull=True)
        assert set(of_steps.values_list("pk", flat=True)) <= {step.promise_id for step in steps}
