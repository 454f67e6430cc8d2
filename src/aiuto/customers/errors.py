"""What customers say when something cannot be done, in words for the person who tried."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class CustomerError(Exception):
    """`str(error)` is a sentence to show; nothing was changed."""

    sentence: str | Promise = _("This could not be done. What you wrote is kept.")

    def __str__(self) -> str:
        return str(self.sentence)


class SameCustomer(CustomerError):
    sentence = _("A customer cannot be merged with themselves.")


class NoSuchCustomer(CustomerError):
    sentence = _("This customer is not there any more.")


class NameTooLong(CustomerError):
    sentence = _("A name has at most 160 characters.")


class NotesTooLong(CustomerError):
    sentence = _("Notes about a customer have at most 2000 characters.")


class BadEmail(CustomerError):
    sentence = _("This e-mail address needs a look: it should read like name@example.com.")


class BadPhone(CustomerError):
    sentence = _(
        "This telephone number needs a look: write it as you would dial it, with + for other countries."
    )


class BelongsToAnother(CustomerError):
    sentence = _("This address belongs to another customer. If they are the same person, merge the two.")


class LimitMoved(CustomerError):
    """The table of states does not know this move: somebody was a moment earlier."""

    sentence = _("This limit has changed in the meantime. Please look at it once more.")


class NoSuchLimit(CustomerError):
    sentence = _("There is no such limit, or it is not for you to decide.")


class LimitAsked(CustomerError):
    sentence = _("A limit for this customer was asked for already, and nobody has decided yet.")


class NoEvidence(CustomerError):
    sentence = _("Choose the messages that show it: who decides reads them.")


class NoReasonGiven(CustomerError):
    sentence = _("Say in a few words what happened.")


class NothingToTell(CustomerError):
    sentence = _("Write what the customer reads: nobody is limited without being told.")


class BadUntil(CustomerError):
    sentence = _("Choose a day from tomorrow on, within the longest time that a limit may last.")


class WrittenOnly(CustomerError):
    """What a customer reads who asks for a call."""

    sentence = _(
        "For now we do not call you: please write to us. What concerns your data and your rights is always read and "
        "answered by a person."
    )


class NoCalls(CustomerError):
    """What a colleague reads who promises them one."""

    sentence = _("This customer is answered in writing for now. Please write to them instead of calling.")
