"""Where nothing satisfies: what was tried, noted beside the request, and the closing with dignity."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from aiuto.flows.note_attempt import note_attempt
from aiuto.flows.propose_ending import propose_ending
from aiuto.recovery.queries.dignified import recourse, tried
from aiuto.tickets.queries import Ticket, conversation
from aiuto.workspace.recovery.asking import EndForm, StepForm
from aiuto.workspace.ticket.questions import Asked

MOMENT = "%Y-%m-%dT%H:%M"


def _words(label: Any, most: int, rows: int, help_text: Any = "") -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, max_length=most, widget=area, help_text=help_text)


class AttemptForm(StepForm):
    offered = _words(_("What you offered them"), 500, 3)
    at = forms.DateTimeField(
        label=_("When"), widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MOMENT)
    )
    answer = _words(_("What they answered"), 500, 3, _("In their words, or that they did not answer."))

    def begin(self) -> None:
        self.initial["at"] = timezone.localtime()

    def act(self, now: datetime) -> Ticket:
        note_attempt(self.standing.recovery.pk, **self.cleaned_data, user=self.user, now=now)
        return self.ticket


class ProposeEndingForm(EndForm):
    """The cause, where nobody has said it yet, is asked for as at any closing."""

    part = "workspace/recovery/_attempts.html"
    field_order = ("done", "remains", "why", "cause")
    done = _words(
        _("What you write to them: what was done"),
        3000,
        6,
        _("Greet them and say what was offered and done, without a reproach. It closes the recovery."),
    )
    remains = _words(_("And what stays open to them"), 1500, 4, _("Where they can turn to outside."))
    why = _words(_("Why now, for the lead"), 500, 3)
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def begin(self) -> None:
        super().begin()
        self.tried, self.now = tried(self.standing.recovery), timezone.now()
        self.initial["remains"] = recourse(self.ticket.language or self.ticket.desk.language)
        self.initial["seen"] = conversation.newest(self.ticket)

    def act(self, now: datetime) -> Ticket:
        propose_ending(self.standing.recovery.pk, **self.cleaned_data, user=self.user, now=now)
        return self.ticket


QUESTIONS = {
    "attempt": Asked(
        _("What you tried"), "", AttemptForm, _("Note it"), _("Noted. You have not given up on them.")
    ),
    "propose-ending": Asked(
        _("Close with dignity"),
        _("A lead reads this message. When they agree, it leaves, and the recovery is closed."),
        ProposeEndingForm,
        _("Ask a lead"),
        _("Asked. You hear of the decision."),
    ),
}
