"""What can be wrong with a file."""

from django.utils.translation import gettext as _


class ImageUnavailable(Exception):
    """An image of somebody else's server cannot be shown. `reason` is for the log."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason

    def __str__(self) -> str:
        return _("This image is not available.")


class Damaged(Exception):
    """The bytes of a file are not those that its name stands for."""

    def __str__(self) -> str:
        return _("The file %(name)s is damaged.") % {"name": self.args[0]}
