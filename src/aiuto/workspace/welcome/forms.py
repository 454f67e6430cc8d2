"""What the first steps ask."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from aiuto.workspace.profile.forms import ZONES, Zones
from aiuto.workspace.settings.desks import confirm_receipt
from aiuto.workspace.settings.editing import Sectioned


class Speaking(Sectioned):
    language = forms.ChoiceField(
        label=_("The language of your pages"), choices=settings.LANGUAGES, widget=forms.RadioSelect
    )
    time_zone = forms.ChoiceField(label=_("Your time zone"), choices=ZONES, widget=Zones)


class FirstDesk(Sectioned):
    name = forms.CharField(label=_("Name"), max_length=80, help_text=_("What your colleagues call it."))
    language = forms.ChoiceField(
        label=_("The language of your customers"), choices=settings.LANGUAGES, widget=forms.RadioSelect
    )
    from_name = forms.CharField(
        label=_("Name beside the address"),
        max_length=80,
        required=False,
        help_text=_("What stands as the sender in the customer's mail program."),
    )
    signature = forms.CharField(
        label=_("Signature"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    acknowledge = confirm_receipt()


class FirstColleague(Sectioned):
    name = forms.CharField(label=_("Name"), max_length=120)
    email = forms.EmailField(label=_("E-mail"), max_length=254)
