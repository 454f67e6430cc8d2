"""Putting a request on hold: a date is asked for, and a sentence that tells the customer leaves with it."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from aiuto.flows.hold import hold
from aiuto.tickets.policies import allows, check_reply
from aiuto.tickets.queries import Ticket, conversation
from aiuto.tickets.queries.texts import about
from aiuto.ui import words
from aiuto.workspace.promises.asking import NEW_TIME, language_of
from aiuto.workspace.recovery.blocking import SaysWhy
from aiuto.workspace.ticket.questions import Asked


class HoldForm(SaysWhy):
    until = forms.DateTimeField(
        label=gettext_lazy("Until"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text=gettext_lazy("It comes back to the open requests by itself."),
    )
    say = forms.CharField(
        label=gettext_lazy("Tell the customer"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy(
            "It leaves at once, and can be taken back as any answer; {…} becomes the date."
        ),
    )
    known = forms.BooleanField(
        label=gettext_lazy("They know the date already: nothing is to be sent"), required=False
    )

    def begin(self) -> None:
        super().begin()
        if _can_be_told(self.ticket):
            self.initial["say"] = on_hold(self.ticket)
        else:
            del self.fields["say"]
            self.fields["known"].label = _("They have heard the date, by telephone or in person")

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if not given["known"] and not given.get("say", "").strip():
            raise forms.ValidationError(_("Tell the customer until when, or say that they know."))
        return given

    def act(self, now: datetime) -> Ticket:
        given = self.cleaned_data
        self.say_what_blocks(now)
        if given["known"]:
            return self.change("hold", now, until=given["until"])
        with translation.override(language_of(self.ticket)):
            say = given["say"].replace(NEW_TIME, words.full(given["until"]))
        return hold(self.ticket.reference, user=self.user, until=given["until"], say=say, now=now)


def on_hold(ticket: Ticket) -> str:
    """What the customer is told, in their language, with a place for the date."""
    return about(ticket, "hold", date=NEW_TIME)


def _can_be_told(ticket: Ticket) -> bool:
    """Whether an answer may leave, and somebody has an address."""
    people = conversation.participants(ticket)
    return allows(check_reply, ticket) and any(one.contact_point.kind == "email" for one in people)


QUESTIONS = {
    "hold": Asked(
        gettext_lazy("Put on hold"),
        "",
        HoldForm,
        gettext_lazy("Put on hold"),
        gettext_lazy("On hold until then."),
    ),
}
