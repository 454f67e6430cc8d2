"""What is known of a recovery, changed while it is under way."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from aiuto.flows.edit_recovery import Failure, edit_recovery
from aiuto.tickets.queries import Ticket
from aiuto.workspace.recovery.asking import RecoverForm, StepForm
from aiuto.workspace.recovery.blocking import SaysWhy
from aiuto.workspace.ticket.questions import Asked

SAME = ("what", "severity", "lost", "remedy", "goods")


class EditForm(SaysWhy, StepForm, RecoverForm):
    """The fields by which it was opened, with what they hold now; articles stay, go or come."""

    kept = forms.TypedMultipleChoiceField(
        label=_("What it is about now"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    field_order = ("what", "severity", "lost", "remedy", "kept", "lines", "goods", "owner")

    def begin(self) -> None:
        own = self.standing.recovery
        for name in SAME:
            self.initial.setdefault(name, getattr(own, name))
        self.initial.setdefault("owner", own.owner_id)
        self.own = list(own.lines.all())
        super().begin()
        fields: dict[str, Any] = self.fields
        fields["kept"].choices = [(line.pk, str(line)) for line in self.own]
        self.initial.setdefault("kept", [line.pk for line in self.own])
        if not self.own:
            del fields["kept"]
        if "lines" in fields:
            fields["lines"].label = _("What comes to it")

    def read_failure(self) -> None:
        """Somebody has said what failed."""

    def ask_cause(self) -> None:
        """It has a place of its own beside the request, where it can be corrected."""
        del self.fields["cause"]

    def puts_off(self) -> bool:
        """Another owner begins anew; to know more puts nothing off."""
        owner = self.data.get("owner", "") if self.is_bound else ""
        return owner not in ("", str(self.standing.recovery.owner_id))

    def new_lines(self) -> list[tuple[int, str]]:
        """Those of the customer's orders that it is not about yet."""
        known = {(line.source, line.number, line.position) for line in self.own}
        return [
            (line.pk, f"{order.number} · {line.name}")
            for order, line in self.ordered()
            if (order.source, order.number, line.position) not in known
        ]

    def act(self, now: datetime) -> Ticket:
        self.say_what_blocks(now)
        given = {name: self.cleaned_data[name] for name in SAME}
        failure = Failure(**given, lines=self.cleaned_data.get("lines", ()))
        edit_recovery(
            self.standing.recovery.pk,
            failure,
            owner=self.cleaned_data["owner"],
            kept=self.cleaned_data.get("kept", ()),
            user=self.user,
            now=now,
        )
        return self.ticket


QUESTIONS = {
    "edit-recovery": Asked(
        _("What is known of it"),
        _("What was lost, what they ask for, which articles, and who carries it."),
        EditForm,
        _("Keep"),
        _("Kept."),
    ),
}
