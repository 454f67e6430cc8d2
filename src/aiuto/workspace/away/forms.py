"""Days on which somebody is not there."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from aiuto.people.policies import leads
from aiuto.people.queries import User, all_colleagues

DAY = timedelta(days=1)


def _day(label: Any, **more: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, **more)


class AbsenceForm(forms.Form):
    """Leads choose whose it is; for everybody else it is their own."""

    person = forms.TypedChoiceField(label=_("Who"), coerce=int)
    first = _day(_("First day"))
    last = _day(
        _("Last day"),
        required=False,
        help_text=_("Leave it empty while nobody knows, as when one falls ill."),
    )

    def __init__(self, *given: Any, user: User, now: datetime, **named: Any) -> None:
        super().__init__(*given, **named)
        self.user, self.now = user, now
        self.initial = {"person": user.pk, "first": timezone.localdate(now)}
        if leads(user):
            self.fields["person"].choices = [(one.pk, str(one)) for one in all_colleagues()]  # type: ignore[attr-defined]
        else:
            del self.fields["person"]

    @property
    def given(self) -> dict[str, Any]:
        """As the flow takes it: today's absence begins now, and the last day is one of them."""
        kept = self.cleaned_data
        first, last = kept["first"], kept["last"]
        today = first == timezone.localdate(self.now)
        return {
            "person_id": kept.get("person", self.user.pk),
            "begins": self.now if today else _midnight(first),
            "ends": _midnight(last + DAY) if last else None,
        }


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))
