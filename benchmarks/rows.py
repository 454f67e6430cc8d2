"""One line of the table: what was measured, against what, and whether it is within its budget."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """`ratio` must stay at or under `most`, or at or over `least`; without either the row only informs."""

    what: str
    database: str
    ours: str
    floor: str = ""
    ratio: float | None = None
    least: float | None = None
    most: float | None = None

    @property
    def budget(self) -> str:
        if self.least is not None:
            return f"≥ {self.least:g}"
        return "" if self.most is None else f"≤ {self.most:g}"

    @property
    def holds(self) -> bool:
        """A row without a budget always does."""
        if self.ratio is None:
            return True
        return (self.least is None or self.ratio >= self.least) and (
            self.most is None or self.ratio <= self.most
        )


def p95(seconds: list[float]) -> float:
    """The value that nineteen of twenty stay under."""
    return sorted(seconds)[max(0, -(-len(seconds) * 95 // 100) - 1)]


def milliseconds(seconds: float) -> str:
    return f"{seconds * 1000:.1f} ms"
