"""What a password needs, in our words."""

from django.contrib.auth.password_validation import MinimumLengthValidator
from django.utils.translation import gettext as _


class LongEnough(MinimumLengthValidator):
    """Length is what makes a password hard to guess; Django's own sentence has no Italian."""

    def get_error_message(self) -> str:
        return _("At least %(least)d characters: a short sentence will do.") % {"least": self.min_length}
