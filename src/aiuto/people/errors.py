"""What can go wrong with people and their accounts; each says it in the reader's language."""

from collections.abc import Sequence

from django.utils.translation import gettext as _


class PeopleError(Exception):
    """`str()` is a sentence for the person who tried."""


class NotAllowed(PeopleError):
    def __str__(self) -> str:
        return _("This belongs to another role. An administrator can do it or give you the role.")


class BadAddress(PeopleError):
    def __str__(self) -> str:
        return _("This e-mail address needs a look: it should read like name@example.com.")


class AddressTaken(PeopleError):
    def __str__(self) -> str:
        return _("Somebody here already signs in with this address.")


class BadAbsence(PeopleError):
    def __str__(self) -> str:
        return _("The last day comes after the first, within a year from now.")


class BadName(PeopleError):
    def __str__(self) -> str:
        return _("A name, please: up to 120 characters, without links.")


class NameTaken(BadName):
    def __str__(self) -> str:
        return _("Another one has this name already.")


class BadHours(PeopleError):
    def __str__(self) -> str:
        return _("The hours need a look: write them like 9:00–13:00, 14:00–18:00, one after another.")


class BadNumber(PeopleError):
    def __str__(self) -> str:
        return _("A whole number, please: the longest wait up to 30 days of work, the closing up to a year.")


class BadOrder(PeopleError):
    def __str__(self) -> str:
        return _("Each reminder needs a later day than the one before it, and the end comes last.")


class WeakPassword(PeopleError):
    """`reasons`: one sentence each."""

    def __init__(self, reasons: Sequence[str]) -> None:
        super().__init__(*reasons)
        self.reasons = list(reasons)

    def __str__(self) -> str:
        return " ".join(self.reasons)


class BadPreference(PeopleError):
    def __init__(self, value: str) -> None:
        super().__init__(value)
        self.value = value

    def __str__(self) -> str:
        return _("“%(value)s” is not one of the choices.") % {"value": self.value}


class LastAdministrator(PeopleError):
    def __str__(self) -> str:
        return _("Somebody has to keep the keys: name another administrator first.")
