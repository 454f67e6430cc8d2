"""The acts on promises that ask something first, each a form that knows how to act."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from aiuto.flows.drop_promise import drop_promise
from aiuto.flows.make_promise import Word, make_promise
from aiuto.flows.release_promise import release_promise
from aiuto.flows.renegotiate import renegotiate
from aiuto.flows.set_wish import set_wish
from aiuto.people.queries import colleagues_at, zone_name
from aiuto.promises.errors import AfterTheirDate
from aiuto.promises.queries import BY_RULE, Kind, Promise
from aiuto.promises.queries.calendar import is_in_their_calendar
from aiuto.promises.queries.fitting import next_fitting
from aiuto.promises.queries.kinds import given_by_hand, parted
from aiuto.recovery.queries.proofs import heard
from aiuto.tickets.queries import Ticket
from aiuto.ui import words
from aiuto.workspace.promises.owing import their_date
from aiuto.workspace.recovery.asking import choose_talk
from aiuto.workspace.ticket.questions import Asked, Question

NEW_TIME = "{…}"
"""Stands in a sentence to the customer for the time that is being chosen."""


def _when(label: Any, **more: Any) -> forms.DateTimeField:
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    return forms.DateTimeField(label=label, widget=widget, **more)


class Knowing(Question):
    """Asks once more where the customer needs it sooner."""

    knowingly = forms.BooleanField(
        label=gettext_lazy("All the same: they know, or there is no other way"), required=False
    )

    def begin(self) -> None:
        self.asked: Any = self.fields.pop("knowingly") if "knowingly" not in self.data else None

    def ask_again(self) -> None:
        """The box stands there from now on."""
        if self.asked:
            self.fields["knowingly"] = self.asked

    def attempt(self, promise: Callable[[bool], Any]) -> None:
        """Do it; where it is after their date, the box comes before it is done. Raises PromiseError."""
        try:
            promise(self.cleaned_data.pop("knowingly", False))
        except AfterTheirDate:
            self.ask_again()
            raise


class PromiseForm(Knowing):
    kind = forms.ChoiceField(label=gettext_lazy("What kind"))
    what = forms.CharField(
        label=gettext_lazy("What is promised"),
        max_length=500,
        required=False,
        help_text=gettext_lazy("As the customer heard it. A call or news need no more words."),
    )
    due = _when(gettext_lazy("By when"))
    until = _when(
        gettext_lazy("Until"),
        required=False,
        help_text=gettext_lazy("Only for an appointment that has a window: when it ends."),
    )
    place = forms.CharField(label=gettext_lazy("Where, or which number"), max_length=200, required=False)
    to = forms.TypedChoiceField(label=gettext_lazy("To whom"), coerce=int, empty_value=None, required=False)

    def begin(self) -> None:
        super().begin()
        self.fields["kind"].choices = given_by_hand([self.ticket.desk_id])  # type: ignore[attr-defined]
        self.initial.setdefault("kind", Kind.CALL_BACK)
        people = [(one.pk, str(one)) for one in colleagues_at(self.ticket.desk_id) if one != self.user]
        self.fields["to"].choices = [("", _("The customer")), *people]  # type: ignore[attr-defined]

    def act(self, now: datetime) -> Ticket:
        given = self.cleaned_data
        given["kind"], given["own_kind"] = parted(given["kind"])
        self.attempt(
            lambda knowingly: make_promise(
                self.ticket.reference, Word(**given, knowingly=knowingly), user=self.user, now=now
            )
        )
        return self.ticket


class WishForm(Question):
    wish = forms.CharField(
        label=gettext_lazy("What they want to come of it"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("In their words."),
    )
    wanted_by = forms.DateField(
        label=gettext_lazy("The day by which they need it"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def begin(self) -> None:
        read = their_date(self.ticket, timezone.now()) if self.ticket.wanted_by is None else None
        self.initial = {
            "wish": self.ticket.wish or (read.words if read else ""),
            "wanted_by": self.ticket.wanted_by or (read.day if read else None),
        }

    def act(self, now: datetime) -> Ticket:
        return set_wish(self.ticket.reference, **self.cleaned_data, user=self.user, now=now)


class PromiseQuestion(Knowing):
    """A form about one promise, which says when a mail leaves by pressing its button."""

    part = "workspace/promises/_in_calendar.html"

    def __init__(self, *given: Any, promise: Promise, **named: Any) -> None:
        self.promise = promise
        self.in_calendar = is_in_their_calendar(promise)
        super().__init__(*given, ticket=promise.ticket, message=None, **named)


class MoveForm(PromiseQuestion):
    due = _when(
        gettext_lazy("The new time"),
        help_text=gettext_lazy("Proposed is the next day on which the desk is open and its owner is there."),
    )
    until = _when(gettext_lazy("Until"), required=False)
    say = forms.CharField(
        label=gettext_lazy("Tell the customer"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy(
            "It goes into your answer, where you read it again; {…} becomes the new time."
        ),
    )

    def begin(self) -> None:
        super().begin()
        if self.promise.to_id is None and not self.in_calendar:
            self.initial["say"] = moved(self.promise)
        self.initial["due"] = due = next_fitting(self.promise, now=timezone.now())
        if self.promise.until is None:
            del self.fields["until"]
        else:
            self.initial["until"] = due + (self.promise.until - self.promise.due_at)

    def act(self, now: datetime) -> Ticket:
        given = self.cleaned_data
        say = given["say"].replace(NEW_TIME, moment_of(self.ticket, given["due"]))
        move = partial(renegotiate, self.promise.pk, due=given["due"], until=given.get("until"), say=say)
        self.attempt(lambda knowingly: move(knowingly=knowingly, user=self.user, now=now))
        return self.ticket


class ReleaseForm(PromiseQuestion):
    reason = forms.CharField(
        label=gettext_lazy("What they said"),
        max_length=300,
        help_text=gettext_lazy("It was made to them, so it is theirs to let go."),
    )
    said_in = forms.TypedChoiceField(
        label=gettext_lazy("Where they said it"), coerce=int, empty_value=None, required=False
    )

    def begin(self) -> None:
        super().begin()
        if self.promise.to_id:
            del self.fields["said_in"]
        else:
            said = heard(self.ticket, since=self.promise.made_at)
            choose_talk(self.fields["said_in"], _("in a call just now: it is noted with this"), said)

    def act(self, now: datetime) -> Ticket:
        release_promise(self.promise.pk, **self.cleaned_data, user=self.user, now=now)
        return self.ticket


class DropForm(PromiseQuestion):
    reason = forms.CharField(label=gettext_lazy("Why nobody needs it any more"), max_length=300)

    def act(self, now: datetime) -> Ticket:
        drop_promise(self.promise.pk, reason=self.cleaned_data["reason"], user=self.user, now=now)
        return self.ticket


def language_of(ticket: Ticket) -> str:
    """The language in which the customer reads."""
    return ticket.language or ticket.desk.language


def moment_of(ticket: Ticket, due: datetime) -> str:
    """As a sentence to the customer says it, on their desk's clock: the coach reads the same moment in it again."""
    at = timezone.localtime(due, ZoneInfo(zone_name(ticket.desk)))
    with translation.override(language_of(ticket)):
        return _("%(day)s at %(hour)s") % {"day": words.weekday(at), "hour": f"{at:%H:%M}"}


def moved(promise: Promise) -> str:
    """A sentence to the customer: what they were told, where they were, and that it has another time."""
    due = moment_of(promise.ticket, promise.due_at)
    with translation.override(language_of(promise.ticket)):
        if promise.kind not in BY_RULE:
            text = _(
                "I had told you %(due)s: %(what)s. The new time is %(new)s, and I am seeing to it myself."
            )
        elif promise.is_theirs_to_know:
            text = _("I had told you %(due)s. I am seeing to it myself, and you hear from me by %(new)s.")
        else:
            text = _("I am seeing to it myself, and you hear from me by %(new)s.")
        return text % {"due": due, "what": promise.what or promise.kind_name, "new": NEW_TIME}


QUESTIONS = {
    "wish": Asked(
        gettext_lazy("What they want, and by when"),
        "",
        WishForm,
        gettext_lazy("Keep"),
        gettext_lazy("Kept. What is promised later than that is questioned."),
    ),
    "promise": Asked(
        gettext_lazy("Promise something"),
        "",
        PromiseForm,
        gettext_lazy("Promise it"),
        gettext_lazy("Promised. You are told before it is due."),
    ),
}
ABOUT_ONE = {
    "move": Asked(
        gettext_lazy("Agree on another time"), "", MoveForm, gettext_lazy("Move it"), gettext_lazy("Moved.")
    ),
    "release": Asked(
        gettext_lazy("They let us off it"), "", ReleaseForm, gettext_lazy("Note it"), gettext_lazy("Noted.")
    ),
    "drop": Asked(
        gettext_lazy("No longer needed"), "", DropForm, gettext_lazy("Note it"), gettext_lazy("Noted.")
    ),
}
