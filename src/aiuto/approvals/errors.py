"""What approvals say when something cannot be done, in words for the person who tried."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class ApprovalError(Exception):
    """`str(error)` is a sentence to show; nothing was changed."""

    sentence: str | Promise = _("This could not be done. Everything is as it was.")

    def __str__(self) -> str:
        return str(self.sentence)


class NotFound(ApprovalError):
    sentence = _("There is no such question, or it is not for you to see.")


class OwnQuestion(ApprovalError):
    """Nobody is their own second person."""

    sentence = _("You asked this yourself, so another person decides it.")


class NotEnough(ApprovalError):
    """The role is below what this needs, or the person has left."""

    sentence = _("Your role does not include this decision. Somebody with more authority can take it.")


class Decided(ApprovalError):
    """Somebody else was a moment earlier, or its time is over."""

    sentence = _("This was decided a moment before you. Nothing was changed; please look at what was said.")


class AskedAlready(ApprovalError):
    sentence = _("This was asked already, and nobody has decided yet.")


class NoReason(ApprovalError):
    sentence = _("Say in a few words why.")
