"""What stands in the oracle's book: requests and what is owed on them; knows nothing of aiuto."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

GRACE = {"appointment": timedelta(minutes=5)}


@dataclass(eq=False)
class Owed:
    """One promise; `rule`: no person gave their word. `starts` is what a rule counts from, `kept` what keeps it.

    A solution `stopped` while the customer was waited for, and `goes_on` as another, which `went_on` then after the one
    `before`. One with a window ends at `until`; `begun`: somebody saw that it has come.
    """

    kind: str
    rule: bool
    made: datetime
    due: datetime
    bare: bool = False
    state: str = "open"
    closed: datetime | None = None
    broken: datetime | None = None
    responded: datetime | None = None
    recounts: bool = False
    starts: str = ""
    kept: str = "hand"
    stopped: bool = False
    goes_on: bool = False
    before: "Owed | None" = None
    went_on: datetime | None = None
    until: datetime | None = None
    begun: bool = False

    @property
    def is_heard_of(self) -> bool:
        """Whether its customer hears from us by then."""
        return self.state == "open" and self.kept != "solved" and self.starts != "solved"

    def is_over(self, at: datetime) -> bool:
        """Whether it can no longer be kept in time."""
        last = (self.until or self.due) + GRACE.get(self.kind, timedelta())
        return self.state == "open" and last <= at

    def next_due(self, at: datetime) -> datetime:
        """Within its window it is due where that ends."""
        return self.until if self.until and self.due <= at else self.due

    def shown(self) -> tuple[object, ...]:
        return (
            self.kind,
            self.rule,
            self.made,
            self.due,
            self.until,
            self.state,
            self.closed,
            self.broken,
            self.responded,
        )

    def close(self, state: str, at: datetime) -> None:
        self.state, self.closed = state, at

    def lapse(self, at: datetime) -> None:
        """Its time was over before anybody looked."""
        if self.is_over(at) and not self.recounts:
            self.state, self.broken = "broken", at

    def say(self, at: datetime) -> None:
        """Kept by what was said."""
        self.responded = self.responded or at
        self.keep(at)

    def keep(self, at: datetime) -> None:
        self.lapse(at)
        self.close("kept_late" if self.state == "broken" else "kept", at)


@dataclass(eq=False)
class Request:
    """`waiting` since when the customer waits, `turn` by when somebody must have turned to them.

    `owner` is whoever looks after it.
    """

    name: str
    state: str = "new"
    waiting: datetime | None = None
    turn: datetime | None = None
    held: datetime | None = None
    sleeps: datetime | None = None
    merged: bool = False
    next_due: datetime | None = None
    owner: str | None = None
    promises: list[Owed] = field(default_factory=list)

    @property
    def owed(self) -> list[Owed]:
        return [each for each in self.promises if each.closed is None]

    @property
    def open(self) -> list[Owed]:
        return [each for each in self.promises if each.state == "open"]

    @property
    def ours(self) -> list[Owed]:
        """What is owed and not sent by itself."""
        return [each for each in self.owed if each.kind != "reminder"]

    @property
    def words(self) -> list[Owed]:
        """What somebody promised that its end asks about."""
        return [each for each in self.open if not each.rule and not each.bare]
