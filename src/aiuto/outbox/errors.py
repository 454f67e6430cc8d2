"""What can go wrong on the way out."""


class SendFailed(Exception):
    """A transport could not hand the message over. `permanent` means: do not try again."""

    def __init__(self, text: str, *, permanent: bool = False, code: int | None = None) -> None:
        super().__init__(text)
        self.permanent = permanent
        self.code = code


class HeldBack(SendFailed):
    """Nothing failed: it is not to leave yet. It stays queued, is asked for again, and no attempt counts."""


class TooLate(Exception):
    """It has left, or is leaving at this moment."""
