"""The acts on a recovery that ask something first, each a form that knows how to act."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from aiuto.customers.queries import orders_of
from aiuto.flows.ask_waiver import ask_waiver
from aiuto.flows.close_recovery import close_recovery
from aiuto.flows.do_step import do_step
from aiuto.flows.keeping_files import Brought
from aiuto.flows.note_asking import note_asking
from aiuto.flows.note_follow_up import note_follow_up
from aiuto.flows.open_recovery import Failure, open_recovery
from aiuto.people.queries import colleagues_at
from aiuto.recovery.queries import (
    Answer,
    Goods,
    Loss,
    Recovery,
    Severity,
    Standing,
    StepKind,
    StepState,
    standing,
)
from aiuto.recovery.queries.duties import OwedFor, owed_by_law
from aiuto.recovery.queries.fair import articles
from aiuto.recovery.queries.proofs import Talk, calls, heard
from aiuto.tickets.errors import NotFound
from aiuto.tickets.queries import Ticket, causes, conversation
from aiuto.ui.words import full
from aiuto.workspace.recovery.blocking import SaysWhy
from aiuto.workspace.recovery.proposed import proposal_for
from aiuto.workspace.recovery.reading import cause_in, failure_in
from aiuto.workspace.ticket.questions import Asked, Question

ORDERS = 5


def long_text(label: Any, *, most: int = 1000, rows: int = 3, **more: Any) -> forms.CharField:
    """A field for some sentences of at most so many signs; `more` as any field takes it."""
    return forms.CharField(label=label, max_length=most, widget=forms.Textarea(attrs={"rows": rows}), **more)


def causes_of(tree: list[causes.Branch]) -> list[tuple[Any, str]]:
    """To choose from; empty where nobody knows yet."""
    return [("", "–"), *((each.pk, str(each)) for branch in tree for each in branch)]


class RecoverForm(Question):
    what = forms.CharField(
        label=_("What failed"),
        max_length=300,
        help_text=_("A fact, in few words: “the lamp came a week late”."),
    )
    cause = forms.TypedChoiceField(
        label=_("What caused it"),
        coerce=int,
        empty_value=None,
        required=False,
        help_text=_(
            "As far as you know. Where the same failed this customer before, a lead hears of it now."
        ),
    )
    severity = forms.ChoiceField(label=_("How bad it is"), choices=Severity.choices)
    lost = forms.MultipleChoiceField(
        label=_("What it cost them"),
        choices=Loss.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    remedy = forms.CharField(
        label=_("What they ask for"), max_length=300, required=False, help_text=_("In their words.")
    )
    lines = forms.TypedMultipleChoiceField(
        label=_("What it is about"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    goods = forms.ChoiceField(label=_("The goods"), choices=Goods.choices, required=False)
    owner = forms.TypedChoiceField(label=_("Who carries it to its end"), coerce=int)

    def begin(self) -> None:
        people = [(one.pk, str(one)) for one in colleagues_at(self.ticket.desk_id)]
        fields: dict[str, Any] = self.fields
        fields["owner"].choices = people
        self.initial.setdefault("severity", Severity.SERIOUS)
        self.initial.setdefault("owner", self.ticket.owner_id or self.user.pk)
        self.read_failure()
        lines = self.new_lines()
        fields["lines"].choices = lines
        if not lines:
            del fields["lines"]
        self.ask_cause()

    def read_failure(self) -> None:
        """What can be read is filled in already."""
        self.proposal = proposal_for(self.ticket)
        self.failure = failure_in(self.ticket, self.proposal)
        self.initial.update(what=self.failure.what, lines=self.failure.lines)

    def ask_cause(self) -> None:
        """Where nobody has said it; what the customer's words tell of is chosen already."""
        if self.ticket.cause_id:
            del self.fields["cause"]
            return
        self.fields["cause"].choices = causes_of(causes.choices_for(self.ticket))  # type: ignore[attr-defined]
        self.initial.setdefault("cause", cause_in(self.ticket, self.proposal))

    def act(self, now: datetime) -> Ticket:
        given = {**self.cleaned_data}
        known = {"owner": given.pop("owner"), "cause": given.pop("cause", None)}
        failure = Failure(**given, source=self.failure.source)
        open_recovery(self.ticket.reference, failure, **known, user=self.user, now=now)
        return self.ticket

    def new_lines(self) -> list[tuple[int, str]]:
        """What it can be about."""
        return [(line.pk, f"{order.number} · {line.name}") for order, line in self.ordered()]

    def ordered(self) -> list[tuple[Any, Any]]:
        """The lines of the customer's last orders, each with its order."""
        orders = orders_of(self.ticket.customer_id, limit=ORDERS) if self.ticket.customer_id else []
        return [(order, line) for order in orders for line in order.lines.all()]


class StepForm(Question):
    """About the recovery that is under way on the request."""

    standing: Standing

    def __init__(self, *given: Any, ticket: Ticket, **named: Any) -> None:
        found = standing(ticket.pk)
        if found is None:
            raise NotFound
        self.standing = found
        super().__init__(*given, ticket=ticket, **named)


class Shows(Question):
    """Asks what shows it: a number or a link, a file, or another request; one of them is needed."""

    part = "workspace/recovery/_requests.html"
    proof = forms.CharField(
        label=_("Where it can be seen"),
        max_length=300,
        required=False,
        help_text=_("A tracking number, a link, a document. One of the three is enough."),
    )
    file = forms.FileField(
        label=_("Or a photo or a file"), required=False, help_text=_("It stays here in a note.")
    )
    request = forms.CharField(
        label=_("Or the request of colleagues"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"list": "shown-requests"}),
        help_text=_("Its number, or the eight characters of its address. The two are linked."),
    )

    def begin(self) -> None:
        super().begin()
        self.requests = [other for _link, other in conversation.links(self.ticket, self.user)]

    def shown(self) -> dict[str, Any]:
        """As flows take it."""
        sent = self.cleaned_data["file"]
        file = Brought(sent.name or "", sent.content_type or "", sent.read()) if sent else None
        return {"proof": self.cleaned_data["proof"], "file": file, "request": self.cleaned_data["request"]}


class ActForm(Shows, StepForm):
    words = long_text(_("What was done"), help_text=_("For this customer, and by whom if it was not you."))
    field_order = ("words",)

    def act(self, now: datetime) -> Ticket:
        words = self.cleaned_data["words"]
        given = {"words": words, **self.shown(), "user": self.user, "now": now}
        do_step(self.standing.recovery.pk, StepKind.ACT, **given)
        return self.ticket


def choose_talk(field: Any, just_now: Any, talks: Iterable[Talk]) -> None:
    """Where something was said: just now, or in one of these."""
    field.choices = [("", just_now), *((one.message, f"{full(one.at)} · {one.excerpt}") for one in talks)]


class CompassionForm(StepForm):
    words = long_text(
        _("What you said to them"),
        help_text=_("What it meant for them, in your words. In an answer the coach finds it by itself."),
    )
    call = forms.TypedChoiceField(label=_("In which call"), coerce=int, empty_value=None, required=False)

    def begin(self) -> None:
        noted = calls(self.ticket, since=self.standing.recovery.opened_at)
        choose_talk(self.fields["call"], _("just now: it is noted with these words"), noted)

    def act(self, now: datetime) -> Ticket:
        do_step(self.standing.recovery.pk, StepKind.COMPASSION, **self.cleaned_data, user=self.user, now=now)
        return self.ticket


def owed_to(recovery: Recovery, now: datetime) -> list[OwedFor]:
    """What the law owes for what it is about, in the reader's language."""
    language = get_language() or "en"
    return owed_by_law(recovery.desk, articles(recovery, None), language=language, now=now)


class NothingForm(StepForm):
    """Nothing beyond what the law owes: that is shown first."""

    part = "workspace/recovery/_nothing.html"
    words = long_text(_("Why nothing is to be made good"), help_text=_("A fact, as a lead would read it."))

    def begin(self) -> None:
        self.by_law = owed_to(self.standing.recovery, timezone.now())

    def act(self, now: datetime) -> Ticket:
        do_step(self.standing.recovery.pk, StepKind.COMPENSATE, **self.cleaned_data, user=self.user, now=now)
        return self.ticket


ASKED = "asked"
"""Nothing that a customer says: they were asked just now, and their answer is to come."""


class FollowUpForm(StepForm):
    """Who was not asked yet has not been silent: that they were is noted first."""

    answer = forms.ChoiceField(label=_("They are"), choices=Answer.choices, widget=forms.RadioSelect)
    words = long_text(_("What they said"), required=False)
    said_in = forms.TypedChoiceField(
        label=_("Where they said it"), coerce=int, empty_value=None, required=False
    )

    def begin(self) -> None:
        steps: dict[str, Any] = {step.kind: step for step in self.standing.steps}
        said = heard(self.ticket, since=steps[StepKind.ACT].done_at or self.standing.recovery.opened_at)
        if not steps[StepKind.FOLLOW_UP].asked_at:
            asked = (ASKED, _("asked just now, and the answer is to come"))
            fields: dict[str, Any] = self.fields
            fields["answer"].choices = [one for one in Answer.choices if one[0] != Answer.NONE] + [asked]
        choose_talk(self.fields["said_in"], _("in a call just now: it is noted with this"), said)

    def act(self, now: datetime) -> Ticket:
        own, given = self.standing.recovery.pk, self.cleaned_data
        if given["answer"] == ASKED:
            note_asking(own, words=given["words"], user=self.user, now=now)
        else:
            note_follow_up(own, **given, user=self.user, now=now)
        return self.ticket


class WaiverForm(SaysWhy, StepForm):
    kind = forms.ChoiceField(label=_("Which step"))
    why = forms.CharField(
        label=_("Why it is not needed"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Another person, a lead, reads this and agrees or not."),
    )

    def begin(self) -> None:
        super().begin()
        due = [(step.kind, str(step)) for step in self.standing.steps if step.state == StepState.DUE]
        self.fields["kind"].choices = due  # type: ignore[attr-defined]

    def act(self, now: datetime) -> Ticket:
        self.say_what_blocks(now)
        kind, why = self.cleaned_data["kind"], self.cleaned_data["why"]
        ask_waiver(self.standing.recovery.pk, kind, why=why, user=self.user, now=now)
        return self.ticket


class EndForm(StepForm):
    cause = forms.TypedChoiceField(
        label=_("What caused it"),
        coerce=int,
        empty_value=None,
        help_text=_("That is how it does not happen to the next customer."),
    )

    def begin(self) -> None:
        if self.ticket.cause_id:
            del self.fields["cause"]
        else:
            self.fields["cause"].choices = causes_of(causes.choices_for(self.ticket))  # type: ignore[attr-defined]

    def act(self, now: datetime) -> Ticket:
        cause = self.cleaned_data.get("cause")
        close_recovery(self.standing.recovery.pk, cause=cause, user=self.user, now=now)
        return self.ticket


QUESTIONS = {
    "recover": Asked(
        _("Something went wrong"),
        _("It begins with an apology and ends when the customer says that it is well."),
        RecoverForm,
        _("Open the recovery"),
        _("Open. Apologise first: the coach helps."),
    ),
    "step-act": Asked(_("Act"), "", ActForm, _("It is done"), _("Noted, with its proof.")),
    "step-compassion": Asked(_("Show compassion"), "", CompassionForm, _("Note the call"), _("Noted.")),
    "step-compensate": Asked(
        _("Nothing to make good"), "", NothingForm, _("Note it"), _("Noted, with its reason.")
    ),
    "step-follow-up": Asked(
        _("What they say now"),
        _("Their own word counts. Who is not content finds it open again, and a lead hears of it."),
        FollowUpForm,
        _("Note it"),
        _("Noted."),
    ),
    "waive": Asked(
        _("Leave a step out"), "", WaiverForm, _("Ask a lead"), _("Asked. You hear of the decision.")
    ),
    "end-recovery": Asked(
        _("Close the recovery"),
        _("Every step has its evidence."),
        EndForm,
        _("Close it"),
        _("Closed. Thank you for carrying it to its end."),
    ),
}
