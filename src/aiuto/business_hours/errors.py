"""What can be wrong with a schedule."""


class BadSchedule(ValueError):
    """The time zone, the week or the country can't be understood."""


class NeverOpen(ValueError):
    """No open moment within reach: nothing can be counted."""


class NeverCloses(ValueError):
    """Open without an end."""
