"""What can be wrong with a mail on its way out."""

from django.utils.translation import gettext as _


class NotAnAddress(ValueError):
    """The text cannot stand as exactly one address in a mail."""

    def __str__(self) -> str:
        return _("This is not an e-mail address: %(text)s") % {"text": self.args[0] if self.args else ""}
