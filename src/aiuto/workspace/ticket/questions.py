"""The acts on a request that ask something first, each a form that knows how to act."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from aiuto.flows.add_participant import add_participant
from aiuto.flows.change_customer import change_customer
from aiuto.flows.change_one import change_one
from aiuto.flows.edit_customer import edit_customer
from aiuto.flows.split import split
from aiuto.promises.queries import given_words
from aiuto.tickets.errors import Already, NotFound, OtherAddress
from aiuto.tickets.queries import Ticket, causes, conversation
from aiuto.tickets.queries.exchange import exchange
from aiuto.workspace.promises.became import MergedWords, Words


class Question(forms.Form):
    """A form about one ticket. `act` does what was asked and returns the ticket to go to.

    `part` is a template that stands above the fields. `undo` is the act that can be taken back, once it was done.
    """

    part = ""
    undo: int | None = None

    def __init__(self, *given: Any, ticket: Ticket, user: Any, message: int | None, **named: Any) -> None:
        self.ticket, self.user, self.message = ticket, user, message
        super().__init__(*given, **named)
        self.begin()

    def begin(self) -> None:
        """Fills choices and first values from the ticket."""

    def act(self, now: datetime) -> Ticket:
        raise NotImplementedError

    def change(self, act: str, now: datetime, **given: Any) -> Ticket:
        """An act that can be taken back; what is so already is fine."""
        with suppress(Already):
            changed = change_one(self.ticket.reference, user=self.user, act=act, given=given, now=now)
            self.undo = changed.act
        return self.ticket


class TagsForm(Question):
    names = forms.CharField(
        label=_("Tags"), required=False, max_length=600, help_text=_("Words with commas between them.")
    )

    def begin(self) -> None:
        self.kept = [tag.name for tag in self.ticket.tags.order_by("name")]
        self.initial["names"] = ", ".join(self.kept)

    def act(self, now: datetime) -> Ticket:
        wanted = [name.strip() for name in self.cleaned_data["names"].split(",") if name.strip()]
        gone = [name for name in self.kept if name not in wanted]
        return self.change("tag", now, add=wanted, remove=gone)


class MergeForm(MergedWords, Question):
    into = forms.CharField(
        label=_("The other request"), max_length=20, help_text=_("Its eight characters, as in its address.")
    )

    def begin(self) -> None:
        self.ask_of(given_words(self.ticket), first="stays")
        self.order_fields(["into", *self.owed, "why"])

    def clean_into(self) -> Ticket:
        try:
            return conversation.ticket(self.user, self.cleaned_data["into"])
        except NotFound as error:
            raise forms.ValidationError(str(error)) from error

    def act(self, now: datetime) -> Ticket:
        into: Ticket = self.cleaned_data["into"]
        self.change("merge", now, into=into.reference, **self.given)
        return into


class CustomerForm(Question):
    """Shows whom answers reach now and from then on, and asks again where that is not the same."""

    part = "workspace/ticket/_reached.html"
    email = forms.CharField(label=_("E-mail address"), max_length=320)
    name = forms.CharField(label=_("Name"), max_length=160, required=False)
    confirmed = forms.CharField(required=False, max_length=320, widget=forms.HiddenInput)

    def begin(self) -> None:
        people = conversation.participants(self.ticket)
        self.reached = [part.contact_point for part in people if part.contact_point.kind == "email"]
        self.then = ""

    def act(self, now: datetime) -> Ticket:
        given = self.cleaned_data
        try:
            return change_customer(self.ticket.reference, **given, user=self.user, now=now)
        except OtherAddress:
            self.then = given["email"].strip()
            self.data = {**dict(self.data.items()), "confirmed": self.then}
            raise


class NotesForm(Question):
    notes = forms.CharField(
        label=_("What colleagues should know"),
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=2000,
        required=False,
        help_text=_("Only colleagues read it, on every request of this customer."),
    )

    def begin(self) -> None:
        self.initial["notes"] = self.ticket.customer.notes if self.ticket.customer else ""

    def act(self, now: datetime) -> Ticket:
        edit_customer(self.ticket.customer_id or 0, notes=self.cleaned_data["notes"], user=self.user, now=now)
        return self.ticket


class ParticipantForm(Question):
    email = forms.CharField(label=_("E-mail address"), max_length=320)
    name = forms.CharField(label=_("Name"), max_length=160, required=False)

    def act(self, now: datetime) -> Ticket:
        given = self.cleaned_data
        add_participant(
            self.ticket.reference, email=given["email"], name=given["name"], user=self.user, now=now
        )
        return self.ticket


class SolveForm(Words, Question):
    """Shows what the customer asked and nothing answers, too; where nobody has said what went wrong, asks that."""

    part = "workspace/ticket/_unanswered.html"
    cause = forms.TypedChoiceField(
        label=_("What went wrong"), coerce=int, empty_value=None, required=False, choices=()
    )

    def begin(self) -> None:
        self.points = exchange(self.ticket).open_points(self.ticket.language)
        self.ask_of(one for one in given_words(self.ticket) if not one.is_a_day_alone)
        self.offer_causes()

    def offer_causes(self) -> None:
        tree = causes.choices_for(self.ticket)
        offered = [
            (cause.pk, f"· {cause}" if cause.name else str(cause)) for branch in tree for cause in branch
        ]
        if self.ticket.cause_id:
            del self.fields["cause"]
        else:
            field: Any = self.fields["cause"]
            field.choices = [("", _("nothing, or not known yet")), *offered]

    def act(self, now: datetime) -> Ticket:
        return self.change("solve", now, **self.given, cause=self.cleaned_data.get("cause"))


class SplitForm(Question):
    def act(self, now: datetime) -> Ticket:
        return split(self.ticket.reference, message_id=self.message or 0, user=self.user, now=now)


@dataclass(frozen=True, slots=True)
class Asked:
    """How an act is asked for: its title, a sentence, its form, its button and what is said afterwards."""

    title: Any
    text: Any
    form: type[Question]
    button: Any
    done: Any


QUESTIONS = {
    "tags": Asked(_("Tags"), "", TagsForm, _("Save"), _("Tags saved.")),
    "merge": Asked(
        _("Merge into another request"),
        _("Everything said here moves there. Mail to this request arrives there from now on."),
        MergeForm,
        _("Merge"),
        _("Merged. You are now in the other request."),
    ),
    "customer": Asked(
        _("Change the customer"),
        _("Answers go to this address from now on, and to nobody who took part before."),
        CustomerForm,
        _("Change"),
        _("The customer is set. Answers go there."),
    ),
    "notes": Asked(_("About this customer"), "", NotesForm, _("Keep"), _("Kept.")),
    "add": Asked(
        _("Let somebody take part"),
        _("They get what is written from now on, and see nothing older."),
        ParticipantForm,
        _("Add"),
        _("They take part from now on."),
    ),
    "solve": Asked(
        _("Something is still open"),
        "",
        SolveForm,
        _("Solve it all the same"),
        _("Solved."),
    ),
    "split": Asked(
        _("Make it a request of its own"),
        _("This message moves to a new request of the same customer, linked to this one."),
        SplitForm,
        _("Split"),
        _("This is the new request."),
    ),
}
