"""What can be wrong with a calendar."""


class BadCalendar(ValueError):
    """The time zone, the week or the country can't be understood."""


class NeverOpen(ValueError):
    """No open moment within reach: nothing can be counted."""
