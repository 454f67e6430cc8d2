"""Random lives of a recovery among all that may befall it: whatever the order of acts, what must hold of it holds."""

from decimal import Decimal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from aiuto.approvals.models import Approval
from aiuto.customers.models import ContactPoint
from aiuto.flows.answer_choice import answer_choice
from aiuto.flows.ask_follow_up import ask_follow_up
from aiuto.flows.deactivate_user import deactivate_user
from aiuto.flows.edit_recovery import Failure, edit_recovery
from aiuto.flows.merge import merge
from aiuto.flows.miss_owners import miss_owners
from aiuto.flows.note_attempt import note_attempt
from aiuto.flows.note_choice import note_choice
from aiuto.flows.propose_compensation import Offer, propose_compensation
from aiuto.flows.propose_ending import propose_ending
from aiuto.flows.receive_message import receive_message
from aiuto.flows.set_cause import set_cause
from aiuto.flows.settle_payout import settle_payout
from aiuto.flows.split import split
from aiuto.flows.take_recovery import take_recovery
from aiuto.journal.models import Event
from aiuto.outbox.parts import Receipt
from aiuto.people import tokens
from aiuto.people.models import Team, User
from aiuto.people.queries import default_desk
from aiuto.promises.models import Promise
from aiuto.recovery.models import Compensation, Ending, Recovery, Step, Webhook
from aiuto.recovery.queries import standing
from aiuto.recovery.queries.dignified import recourse
from aiuto.tickets.models import Message, Ticket
from tests.examples import examples
from tests.flows.recovering import APOLOGY, DAY, IN_NEW_WORDS, fail, late
from tests.mails import mail
from tests.recovery.acts import HOUR, REFUSED, START, Acts

DONE = "Gentile Giulia,\n\ngrazie della pazienza. Le abbiamo spedito una lampada nuova e offerto il rimborso intero."
OF_STEPS = ("apology", "action", "follow_up")
FIRST = [("say", APOLOGY), ("do", "act")]
FIXED = [*FIRST, ("do", "compensate")]
BEFALLS = [
    *(("give", how) for how in ("choice", "hook", "little", "much")),
    *(("choose", who) for who in ("customer", "colleague")),
    *(("settle", how) for how in ("arrived", "sent", "refused")),
    *((act, "") for act in ("pay", "lapse", "merge", "split", "leave", "return", "take", "pass")),
    *((act, "") for act in ("attempt", "dignify", "approve", "decline", "undo", "close", "wait", "know")),
    *(("hear", answer) for answer in ("content", "not")),
    *(("waive", kind) for kind in ("apologise", "act", "compassion", "compensate", "follow_up")),
    *(("do", kind) for kind in ("act", "compensate")),
    *(("say", text) for text in (APOLOGY, IN_NEW_WORDS)),
]
BEGINNINGS = ([], FIRST, FIXED, [*FIXED, ("lapse", "")], [*FIRST, ("give", "choice")], [("attempt", "")] * 3)
LIVES = st.builds(list.__add__, st.sampled_from(BEGINNINGS), st.lists(st.sampled_from(BEFALLS), max_size=15))


@pytest.mark.both_databases
class TestLifeAmongOthers(Acts, TestCase):
    def setUp(self):
        super().setUp()
        self.colleague = User.objects.create(email="bruno@lumiera.example", name="Bruno", created_at=START)
        Team.objects.get(desks=default_desk()).members.add(self.colleague)
        url = "https://pagamenti.lumiera.example/"
        Webhook.objects.create(desk=default_desk(), url=url, secret="", kinds=["refund"])

    @settings(max_examples=examples(25))
    @example(
        [
            *FIRST,
            ("give", "choice"),
            ("pay", ""),
            ("choose", "customer"),
            ("choose", "colleague"),
            ("pay", ""),
        ]
    )
    @example([*FIRST, ("give", "hook"), ("pay", ""), ("settle", "refused"), ("settle", "sent"), ("pay", "")])
    @example(
        [("attempt", "")] * 3 + [("merge", ""), ("dignify", ""), ("approve", ""), ("undo", ""), ("close", "")]
    )
    @example(
        [
            *FIXED,
            ("wait", ""),
            ("lapse", ""),
            ("wait", ""),
            ("lapse", ""),
            ("close", ""),
            ("know", ""),
            ("close", ""),
        ]
    )
    @example(
        [
            ("merge", ""),
            *FIXED,
            ("split", ""),
            ("hear", "not"),
            ("leave", ""),
            ("merge", ""),
            ("take", ""),
            *FIRST,
        ]
    )
    @example([("leave", ""), ("return", ""), ("take", ""), ("leave", ""), ("pass", ""), ("take", ""), *FIXED])
    @given(
        st.tuples(st.sampled_from(BEGINNINGS), st.lists(st.sampled_from(BEFALLS), max_size=15)).map(
            lambda two: two[0] + two[1]
        )
    )
    def test_what_must_hold_holds_after_every_act(self, acts):
        receipt = receive_message(mail(), via="pipe", desk=default_desk(), now=START)
        ContactPoint.objects.update(verified_at=START)
        self.recovery, now = fail(Ticket.objects.get(reference=receipt.ticket), self.colleague, START), START
        for act, what in acts:
            now += 8 * DAY if act == "wait" else HOUR
            if act != "wait":
                self._try(act, what, now)
            self._check()

    def _try(self, act, what, now):
        """What is refused changes nothing and leaves no event."""
        before = self._everything()
        try:
            getattr(self, f"_{act}")(what, now)
        except REFUSED:
            assert self._everything() == before, (act, what)

    def _give(self, size, now):
        offered = {
            "choice": {"kind": "gift", "other": "refund", "by_page": True},
            "hook": {"kind": "refund", "other": "gift"},
        }
        if size not in offered:
            super()._give(size, now)
            return
        worth = 1 + Decimal(Event.objects.count()) / 100
        offer = Offer(amount=worth, other_amount=worth + 1, why="Ritardo", **offered[size])
        propose_compensation(self.recovery.pk, offer, user=self.agent, now=now)

    def _choose(self, who, now):
        if who == "colleague":
            note_choice(self._newest(), kind="refund", user=self.agent, now=now)
        else:
            token = tokens.issue("choice", {"compensation": self._newest()}, until=now + DAY)
            answer_choice(token, answer="gift", now=now)

    def _settle(self, how, now):
        """The webhook answers what it was asked and has not answered yet."""
        given = Compensation.objects.order_by("pk").last()
        if given and given.on_its_way:
            receipt = None if how == "refused" else Receipt("LUM-1", done=how == "arrived")
            settle_payout(given.delivery_id, receipt=receipt, now=now)

    def _lapse(self, _what, now):
        ask_follow_up(now=now)

    def _merge(self, _what, now):
        other = mail(message_id=f"<other-{now.isoformat()}@customer.example>", subject=f"Altro {now}")
        into = receive_message(other, via="pipe", desk=default_desk(), now=now).ticket
        merge(self.here.reference, into=into, user=self.agent, now=now)

    def _split(self, _what, now):
        of_theirs = Message.objects.filter(ticket=self.here, direction="in").order_by("-pk")
        split(self.here.reference, message_id=of_theirs[0].pk if of_theirs else 0, user=self.agent, now=now)

    def _leave(self, _what, now):
        deactivate_user(self.colleague, now=now)

    def _return(self, _what, now):
        User.objects.filter(pk=self.colleague.pk).update(is_active=True)
        miss_owners(now=now)

    def _take(self, _what, now):
        take_recovery(self.recovery.pk, user=self.agent, now=now)

    def _pass(self, _what, now):
        failure = Failure(what="La lampada è in ritardo")
        edit_recovery(self.recovery.pk, failure, owner=self.lead.pk, user=self.agent, now=now)

    def _know(self, _what, now):
        set_cause(self.here.reference, cause=late(), user=self.agent, now=now)

    def _attempt(self, _what, now):
        note_attempt(
            self.recovery.pk, offered="Il rimborso", answer="Non basta", at=now, user=self.agent, now=now
        )

    def _dignify(self, _what, now):
        seen = Message.objects.filter(ticket=self.here).latest("pk").pk
        given = {"done": DONE, "remains": recourse("it"), "why": "Tre offerte", "cause": late(), "seen": seen}
        propose_ending(self.recovery.pk, **given, user=self.lead, now=now)

    def _check(self):
        recovery, here = Recovery.objects.get(), self.here
        steps = list(
            Step.objects.select_related("promise", "waiver").filter(recovery=recovery, round=recovery.round)
        )
        due = {step.kind for step in steps if step.state == "due"}
        self._check_state(recovery, here, due)
        for step in steps:
            self._check_step(step, here, recovery)
        of_steps = Promise.objects.filter(kind__in=OF_STEPS, closed_at__isnull=True)
        assert set(of_steps.values_list("pk", flat=True)) <= {step.promise_id for step in steps}
        self._check_questions(recovery, steps)
        self._check_given()

    def _check_state(self, recovery, here, due):
        """Carried on by one who is there, or known to need one; found where it is carried on; over when all is done."""
        assert recovery.owner.is_active or recovery.missed_at or recovery.state == "closed"
        assert (recovery.state == "closed") == (standing(here.pk) is None) == (recovery.closed_at is not None)
        if recovery.state == "closed":
            assert not due and here.cause_id
        else:
            assert (recovery.state == "awaiting") == (due <= {"follow_up"})

    def _check_step(self, step, here, recovery):
        assert (step.state == "waived") == (step.waiver is not None)
        assert step.state != "waived" or step.waiver.state == "approved"
        assert (step.state == "due") == (step.done_at is None)
        if step.promise:
            owed = step.promise.closed_at is None
            assert owed == (step.state == "due" and step.asked_at is None)
            assert not owed or step.promise.ticket_id == here.pk
        if step.kind == "follow_up" and step.answer == "none":
            assert step.done_at >= step.asked_at + 7 * DAY

    def _check_questions(self, recovery, steps):
        """Nobody is asked to decide what is done, and each ending that was agreed to has its message."""
        asked = Approval.objects.filter(kind="waiver", state="asked").values_list("about", flat=True)
        assert set(asked) <= {step.pk for step in steps if step.state == "due"}
        for ending in Ending.objects.filter(agreed_at__isnull=False):
            assert ending.message_id and ending.approval.state == "approved"

    def _check_given(self):
        """Nothing undecided, asked for or on its way is paid, nothing twice, and what was declined is not."""
        for one in Compensation.objects.all():
            sent = Event.objects.filter(kind="compensation.sent", data__compensation=one.pk).count()
            failed = Event.objects.filter(kind="compensation.failed", data__compensation=one.pk).count()
            assert sent <= failed + 1
            assert (one.sent_at is not None) == (sent > 0)
            assert not sent or one.chosen_by
            assert not sent or one.approved_at
        live = Compensation.objects.exclude(state__in=("declined", "confirmed"))
        assert live.count() <= 1
