"""Making it good, as forms beside the request: what the customer chose, its proof, whether it arrived."""

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from aiuto.flows.call_off_compensation import call_off_compensation
from aiuto.flows.confirm_compensation import confirm_compensation
from aiuto.flows.note_choice import note_choice
from aiuto.flows.pay_compensation import pay_compensation
from aiuto.flows.propose_compensation import Offer, propose_compensation
from aiuto.flows.retry_payout import retry_payout
from aiuto.recovery.errors import BadAmount, MoreThanOwed, NotFair
from aiuto.recovery.queries import Compensation, Good, choices, given_on, whole
from aiuto.recovery.queries.fair import articles, guidance, read_amount
from aiuto.recovery.queries.ledger import budget_at
from aiuto.tickets.errors import NotFound
from aiuto.tickets.queries import Ticket
from aiuto.workspace.recovery.asking import Shows, StepForm, owed_to
from aiuto.workspace.ticket.questions import Asked, Question

NOTHING = [("", "–")]


class AmountField(forms.CharField):
    """Money as people write it: a comma or a point before the cents."""

    widget = forms.TextInput(attrs={"inputmode": "decimal"})

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        try:
            return read_amount(text) if text else None
        except BadAmount as error:
            raise ValidationError(str(error)) from error


class GiveForm(StepForm):
    """Asks more once it is refused: why two choices are fair all the same, whether only what is owed is noted now."""

    part = "workspace/recovery/_fair.html"
    line = forms.TypedChoiceField(
        label=gettext_lazy("For what"),
        coerce=int,
        empty_value=None,
        required=False,
        help_text=gettext_lazy("Without one it counts against all of them."),
    )
    kind = forms.ChoiceField(label=gettext_lazy("They chose, or may choose"), choices=Good.choices)
    amount = AmountField(label=gettext_lazy("What it is worth"), max_length=12)
    other = forms.ChoiceField(
        label=gettext_lazy("They could also have had"),
        choices=[*NOTHING, *Good.choices],
        required=False,
        help_text=gettext_lazy("At least two fair choices; what the law owes needs none."),
    )
    other_amount = AmountField(
        label=gettext_lazy("Worth"),
        max_length=12,
        required=False,
        help_text=gettext_lazy("Empty: as much as the first."),
    )
    fair_why = forms.CharField(
        label=gettext_lazy("Why it is fair all the same"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Whoever decides reads it."),
    )
    by_page = forms.BooleanField(
        label=gettext_lazy(
            "They choose by themselves: both are mailed to them, with a page for their choice"
        ),
        required=False,
    )
    owed = forms.BooleanField(
        label=gettext_lazy("The law owes it to them: it is no gift of ours, and outside the budget"),
        required=False,
    )
    split = forms.BooleanField(
        label=gettext_lazy(
            "Note now only what the law owes; what I give beyond it I offer beside it, as the next thing"
        ),
        required=False,
    )
    why = forms.CharField(label=gettext_lazy("Why this"), max_length=300)

    def begin(self) -> None:
        recovery = whole(self.standing.recovery.pk).recovery
        now = timezone.now()
        lines, self.budget = list(recovery.lines.all()), budget_at(recovery.desk, now=now)
        self.by_law = owed_to(recovery, now)
        about = articles(recovery, None)
        self.fair = [(line, guidance(line.unit_price * line.quantity, recovery.goods)) for line in about]
        self.fields["line"].choices = [*NOTHING, *((line.pk, str(line)) for line in lines)]  # type: ignore[attr-defined]
        if not lines:
            del self.fields["line"]
        elif len(lines) == 1:
            self.initial.setdefault("line", lines[0].pk)
        self.asked_later = {name: self.fields[name] for name in ("fair_why", "split")}
        for name in self.asked_later:
            if name not in self.data:
                del self.fields[name]

    def ask(self, name: str) -> None:
        """From now on the form asks this, too, before why."""
        self.fields[name] = self.asked_later[name]
        self.order_fields([*(one for one in self.fields if one != "why"), "why"])

    def act(self, now: datetime) -> Ticket:
        given = {**self.cleaned_data}
        splits = given.pop("split", False)
        try:
            self._propose(Offer(**given), now)
        except NotFair:
            self.ask("fair_why")
            raise
        except MoreThanOwed as error:
            if not splits:
                self.ask("split")
                raise
            self._propose(Offer(**given | {"amount": error.amount, "other_amount": None}), now)
        return self.ticket

    def _propose(self, offer: Offer, now: datetime) -> None:
        propose_compensation(self.standing.recovery.pk, offer, user=self.user, now=now)


class GivenForm(Question):
    """About what was proposed or given on the request, in whichever recovery of it: `which`, else the newest."""

    part = "workspace/recovery/_which.html"
    which = forms.IntegerField(required=False, widget=forms.HiddenInput)
    given: Compensation

    def begin(self) -> None:
        super().begin()
        which = str((self.data if self.is_bound else self.initial).get("which") or "")
        found = next((one for one in given_on(self.ticket.pk) if which in ("", str(one.pk))), None)
        if found is None:
            raise NotFound
        self.given, self.initial["which"] = found, found.pk


class ChooseForm(GivenForm):
    kind = forms.ChoiceField(label=gettext_lazy("They chose"), widget=forms.RadioSelect)

    def begin(self) -> None:
        super().begin()
        self.fields["kind"].choices = list(choices(self.given).items())  # type: ignore[attr-defined]

    def act(self, now: datetime) -> Ticket:
        note_choice(self.given.pk, kind=self.cleaned_data["kind"], user=self.user, now=now)
        return self.ticket


class PayForm(Shows, GivenForm):
    part = "workspace/recovery/_paid.html"

    def begin(self) -> None:
        super().begin()
        self.fields["proof"].help_text = _(
            "The number of the payment, of the voucher, of the parcel, or a link. One of the three is enough."
        )

    def act(self, now: datetime) -> Ticket:
        pay_compensation(self.given.pk, **self.shown(), user=self.user, now=now)
        return self.ticket


class CallOffForm(GivenForm):
    why = forms.CharField(
        label=gettext_lazy("Why it is not given after all"),
        max_length=300,
        help_text=gettext_lazy("It stays here in a note."),
    )

    def act(self, now: datetime) -> Ticket:
        call_off_compensation(self.given.pk, why=self.cleaned_data["why"], user=self.user, now=now)
        return self.ticket


class AgainForm(GivenForm):
    def act(self, now: datetime) -> Ticket:
        retry_payout(self.given.pk, user=self.user, now=now)
        return self.ticket


class ArrivedForm(GivenForm):
    arrived = forms.TypedChoiceField(
        label=gettext_lazy("Has it reached them?"),
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )

    def begin(self) -> None:
        super().begin()
        self.fields["arrived"].choices = [("yes", _("Yes")), ("no", _("No: it is sent again"))]  # type: ignore[attr-defined]

    def act(self, now: datetime) -> Ticket:
        confirm_compensation(self.given.pk, arrived=self.cleaned_data["arrived"], user=self.user, now=now)
        return self.ticket


QUESTIONS = {
    "step-give": Asked(
        gettext_lazy("Make it good"),
        "",
        GiveForm,
        gettext_lazy("Give it"),
        gettext_lazy("Noted. Above your authority another person decides; you hear of it."),
    ),
    "step-choose": Asked(
        gettext_lazy("What they chose"),
        gettext_lazy("You asked them, and note their own word."),
        ChooseForm,
        gettext_lazy("Note it"),
        gettext_lazy("Noted. It is paid out now."),
    ),
    "step-pay": Asked(
        gettext_lazy("It was sent off"),
        "",
        PayForm,
        gettext_lazy("Note it"),
        gettext_lazy("Noted, with its proof."),
    ),
    "step-call-off": Asked(
        gettext_lazy("Call it off"),
        gettext_lazy("What was agreed to is not given after all. The month has it back."),
        CallOffForm,
        gettext_lazy("Call it off"),
        gettext_lazy("Called off."),
    ),
    "step-pay-again": Asked(
        gettext_lazy("Ask the payment system again"),
        gettext_lazy("It is asked under the same key: what it has paid already it does not pay again."),
        AgainForm,
        gettext_lazy("Ask again"),
        gettext_lazy("Asked. Its answer stands here as soon as it comes."),
    ),
    "step-arrived": Asked(
        gettext_lazy("Has it arrived?"), "", ArrivedForm, gettext_lazy("Note it"), gettext_lazy("Noted.")
    ),
}
