"""The form of a call that is going on, and the one of a call that was missed."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from aiuto.flows.note_contact import Spoken
from aiuto.flows.take_call import Word
from aiuto.people.queries import User, desk_choices
from aiuto.promises.queries.kinds import given_by_hand, parted
from aiuto.workspace.contacts.forms import ContactForm

MOMENT = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")


class CallForm(ContactForm):
    """What was said, what comes of it and what is promised: one form, kept in one step."""

    channel = minutes = None  # type: ignore[assignment]
    direction = forms.ChoiceField(
        label=_("Who called"),
        choices=[("in", _("they called us")), ("out", _("we called them"))],
        widget=forms.RadioSelect,
        initial="in",
    )
    promise = forms.ChoiceField(label=_("What you promise"), required=False)
    what = forms.CharField(
        label=_("In words"),
        max_length=500,
        required=False,
        help_text=_("As the customer heard it. A call or news need no more words."),
    )
    due = forms.DateTimeField(label=_("By when"), widget=MOMENT, required=False)
    until = forms.DateTimeField(
        label=_("Until"),
        widget=MOMENT,
        required=False,
        help_text=_("Only for an appointment that has a window: when it ends."),
    )
    where = forms.CharField(
        label=_("Where, or which number"),
        max_length=200,
        required=False,
        help_text=_("A call goes to the number that we know, unless you write another."),
    )
    knowingly = forms.BooleanField(
        label=_("All the same: they know, or there is no other way"), required=False
    )

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        kinds = given_by_hand(pk for pk, _name in self.fields["desk"].choices)  # type: ignore[attr-defined]
        self.asks_whether_knowingly = "knowingly" in self.data
        self.fields["promise"].choices = [("", _("nothing more")), *kinds]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("promise") and not given.get("due") and "due" not in self.errors:
            self.add_error("due", _("Say by when. A promise without a time is none."))
        if given.get("due") and not given.get("promise") and "promise" not in self.errors:
            self.add_error("promise", _("Say what is promised by then."))
        return given

    def spoken(self) -> Spoken:
        """What was said, as the flow takes it."""
        given = self.cleaned_data
        text = given["text"].replace("\r\n", "\n")
        return Spoken(channel="phone", direction=given["direction"], at=given["at"], text=text)

    def word(self) -> Word | None:
        """What was promised, if anything."""
        given = self.cleaned_data
        if not given["promise"]:
            return None
        kind, own_kind = parted(given["promise"])
        told = {name: given[name] for name in ("what", "due", "until", "knowingly")}
        return Word(kind=kind, own_kind=own_kind, place=given["where"], **told)


class MissedForm(forms.Form):
    """A call that nobody took, typed in afterwards."""

    prefix = "missed"
    number = forms.CharField(label=_("Their number"), max_length=60)
    name = forms.CharField(label=_("Name, if you know it"), max_length=160, required=False)
    at = forms.DateTimeField(label=_("When they called"), widget=MOMENT)
    desk = forms.TypedChoiceField(label=_("Desk"), coerce=int)

    def __init__(self, *given: Any, user: User, **named: Any) -> None:
        super().__init__(*given, **named)
        desks = desk_choices(user)
        self.fields["desk"].choices = [(desk.pk, desk.name) for desk in desks]  # type: ignore[attr-defined]
        self.initial.setdefault("desk", next((desk.pk for desk in desks if desk.is_default), None))
        self.initial.setdefault("at", timezone.localtime().strftime("%Y-%m-%dT%H:%M"))
