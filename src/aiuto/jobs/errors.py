"""What can go wrong with a job, and what a task raises to say how it goes on."""

from datetime import datetime


class LeaseLost(Exception):
    """Another worker has the job, or it is finished: nothing of this attempt may be kept."""


class UnknownTask(Exception):
    """The stored name leads to no task of this version."""


class LetterGone(Exception):
    """The dead letter was tried again or discarded in the meantime."""


class RetryAt(Exception):
    """Raised by a task: this attempt failed, the next one is due at `when` instead of by back-off."""

    def __init__(self, when: datetime, reason: str = "") -> None:
        super().__init__(reason)
        self.when = when


class Dead(Exception):
    """Raised by a task: no further attempt can help. The reason is shown to people."""
