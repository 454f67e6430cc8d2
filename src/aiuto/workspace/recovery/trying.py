"""Where nothing satisfies: what was tried, noted beside the request, and the closing with dignity."""

from datetime import datetime

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from aiuto.flows.note_attempt import note_attempt
from aiuto.flows.propose_ending import propose_ending
from aiuto.recovery.queries.dignified import recourse, tried
from aiuto.tickets.queries import Ticket, conversation
from aiuto.workspace.recovery.asking import EndForm, StepForm, long_text
from aiuto.workspace.ticket.questions import Asked

MOMENT = "%Y-%m-%dT%H:%M"


class AttemptForm(StepForm):
    offered = long_text(_("What you offered them"), most=500)
    at = forms.DateTimeField(
        label=_("When"), widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MOMENT)
    )
    answer = long_text(
        _("What they answered"), most=500, help_text=_("In their words, or that they did not answer.")
    )

    def begin(self) -> None:
        self.initial["at"] = timezone.localtime()

    def act(self, now: datetime) -> Ticket:
        note_attempt(self.standing.recovery.pk, **self.cleaned_data, user=self.user, now=now)
        return self.ticket


class ProposeEndingForm(EndForm):
    """The cause, where nobody has said it yet, is asked for as at any closing."""

    part = "workspace/recovery/_attempts.html"
    field_order = ("done", "remains", "why", "cause")
    done = long_text(
        _("What you write to them: what was done"),
        most=3000,
        rows=6,
        help_text=_(
            "Greet them and say what was offered and done, without a reproach. It closes the recovery."
        ),
    )
    remains = long_text(
        _("And what stays open to them"),
        most=1500,
        rows=4,
        help_text=_("Where they can turn to outside."),
    )
    why = long_text(_("Why now, for the lead"), most=500)
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
