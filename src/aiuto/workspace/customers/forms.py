"""What can be filled in about a customer."""

from django import forms
from django.utils.translation import gettext_lazy as _


class CustomerForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=160, required=False)
    language = forms.ChoiceField(
        label=_("Language"),
        required=False,
        choices=[("", _("not known")), ("it", _("Italian")), ("en", _("English"))],
    )
    notes = forms.CharField(
        label=_("What colleagues should know"), widget=forms.Textarea, max_length=2000, required=False
    )

    def clean_notes(self) -> str | None:
        """A form that does not ask for them leaves them as they are."""
        return self.cleaned_data["notes"] if "notes" in self.data else None


class AddressForm(forms.Form):
    value = forms.CharField(label=_("E-mail address or telephone number"), max_length=254)
