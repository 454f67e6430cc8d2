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
