"""What can be wrong with a mail on its way out, or with the server it goes to."""


class NotAnAddress(ValueError):
    """The text cannot stand as exactly one address in a mail."""
