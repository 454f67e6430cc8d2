"""What can go wrong with what is kept in the manual, in words for the person who tried."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class ManualError(Exception):
    """`str(error)` is a sentence to show; nothing was changed."""

    sentence: str | Promise = _("This could not be kept. What you wrote is still here.")

    def __str__(self) -> str:
        return str(self.sentence)


class NotFound(ManualError):
    sentence = _("There is no such reply, or it is not among yours.")


class NotAllowed(ManualError):
    sentence = _("A reply for everybody is changed by a lead, a team's by its members. Keep it for yourself.")


class BadReply(ManualError):
    sentence = _("A title of up to 80 letters and a text of up to 20,000, please.")


class BadRule(ManualError):
    sentence = _(
        "Say what to avoid, up to ten phrases with a word of three letters or more in each, and what to say instead."
    )


class NotTuning(ManualError):
    sentence = _("Leads tune the coach for everybody. Tell yours what you would change.")


class NoReason(ManualError):
    sentence = _("Say why in a few words: whoever wonders later finds it here.")


class Unmutable(ManualError):
    sentence = _("This rule keeps an insult or an empty place from leaving: it stays.")
