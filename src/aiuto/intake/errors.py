"""What intake says when something cannot be done."""

from django.utils.translation import gettext as _


class NotInQuarantine(Exception):
    """The mail was released or removed in the meantime."""

    def __str__(self) -> str:
        return _("This mail has left the quarantine already.")


class LeadReleases(Exception):
    """A limit for its sender holds the mail, so that it weighs on nobody."""

    def __str__(self) -> str:
        return _("A limit holds this mail. A lead decides whether it comes in.")


class CannotBeRead(Exception):
    """The mail is held because it is over a limit or is no mail; it stays where it is."""

    def __str__(self) -> str:
        return _("This mail cannot be read as a message, so it stays here. Its original can be downloaded.")


class SecretUnreadable(Exception):
    """The key that encrypted a mailbox's password is not the key in use."""

    def __str__(self) -> str:
        return _("The password was kept with another secret key: type it in again.")


class BadMailbox(Exception):
    """The address is none, or another mailbox has it."""

    def __str__(self) -> str:
        return _("A mailbox needs an e-mail address that no other mailbox has.")
