"""The form of a call or a visit."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from aiuto.flows.note_contact import Spoken, Subject, Who
from aiuto.people.queries import User, desk_choices
from aiuto.tickets.queries import Ticket

LONGEST = 100_000


class ContactForm(forms.Form):
    """Who is asked by a part of its own; `about` names a request of theirs, or nothing for a new one."""

    channel = forms.ChoiceField(
        label=_("What it was"),
        choices=[("phone", _("a call")), ("visit", _("a visit"))],
        widget=forms.RadioSelect,
        initial="phone",
    )
    direction = forms.ChoiceField(
        label=_("Who looked for whom"),
        choices=[("in", _("they came to us")), ("out", _("we went to them"))],
        widget=forms.RadioSelect,
        initial="in",
    )
    at = forms.DateTimeField(
        label=_("When"), widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    )
    minutes = forms.IntegerField(label=_("Minutes"), min_value=0, max_value=24 * 60, required=False)
    name = forms.CharField(label=_("Name"), max_length=160, required=False)
    phone = forms.CharField(label=_("Telephone"), max_length=60, required=False)
    email = forms.CharField(label=_("E-mail"), max_length=254, required=False)
    about = forms.ChoiceField(label=_("What it was about"), widget=forms.RadioSelect, required=False)
    desk = forms.TypedChoiceField(label=_("Desk"), coerce=int)
    subject = forms.CharField(
        label=_("Subject"), max_length=300, required=False, help_text=_("Empty: the first words of the note.")
    )
    text = forms.CharField(label=_("What was said"), widget=forms.Textarea, max_length=LONGEST)
    then = forms.ChoiceField(
        label=_("And now"),
        choices=[
            ("open", _("we owe something")),
            ("waiting", _("it is the customer's turn")),
            ("solved", _("solved")),
        ],
        widget=forms.RadioSelect,
        initial="open",
    )

    def __init__(self, *given: Any, user: User, requests: Sequence[Ticket], **named: Any) -> None:
        super().__init__(*given, **named)
        about, desks = self.fields["about"], desk_choices(user)
        self.fields["desk"].choices = [(desk.pk, desk.name) for desk in desks]  # type: ignore[attr-defined]
        self.initial.setdefault("desk", next((desk.pk for desk in desks if desk.is_default), None))
        open_ones = [(ticket.reference, ticket.subject or ticket.reference) for ticket in requests]
        about.choices = [*open_ones, ("", _("something new"))]  # type: ignore[attr-defined]
        self.initial.setdefault("at", timezone.localtime().strftime("%Y-%m-%dT%H:%M"))
        if len(requests) == 1:
            self.initial.setdefault("about", requests[0].reference)

    def spoken(self) -> Spoken:
        """What was said, as the flow takes it."""
        given = self.cleaned_data
        minutes = given["minutes"]
        return Spoken(
            channel=given["channel"],
            direction=given["direction"],
            at=given["at"],
            text=given["text"].replace("\r\n", "\n"),
            seconds=None if minutes is None else int(timedelta(minutes=minutes).total_seconds()),
        )

    def who(self, customer: int | None) -> Who:
        given = self.cleaned_data
        return Who(customer=customer, name=given["name"], phone=given["phone"], email=given["email"])

    def place(self) -> str | Subject:
        given = self.cleaned_data
        return given["about"] or Subject(desk=given["desk"], subject=given["subject"])
