"""What a mail may be at most, counted before anything is decoded."""

from dataclasses import dataclass
from typing import Final

from aiuto.mime import headers, parts
from aiuto.mime.parts import DEEPEST, MOST_PARTS

WRITTEN_TO: Final = (b"from", b"to", b"cc", b"bcc", b"reply-to", b"sender")


@dataclass(frozen=True, slots=True)
class Limits:
    """The most of each that is looked into; a longer line than 998 bytes is repaired and never a reason."""

    size: int = 25 * 1024 * 1024
    lines: int = 1_000_000
    header_size: int = 1024 * 1024
    parts: int = MOST_PARTS
    depth: int = DEEPEST
    addresses: int = 500


LIMITS: Final = Limits()


def over_limit(raw: bytes, limits: Limits = LIMITS) -> str | None:
    """Why the mail must be set aside unread: `too-large`, `too-many-lines`, … or None when it may be read."""
    if len(raw) > limits.size:
        return "too-large"
    if raw.count(b"\n") > limits.lines:
        return "too-many-lines"
    start = headers.beginning(raw)
    found, body = headers.split(raw, start, len(raw))
    if body - start > limits.header_size or len(found.fields) >= headers.MOST_FIELDS:
        return "headers-too-large"
    if sum(_addresses(value) for name in WRITTEN_TO for value in found.all_raw(name)) > limits.addresses:
        return "too-many-addresses"
    return _structure(raw, start, limits)


def _addresses(value: bytes) -> int:
    """At most so many: every address has an @, and a separator between it and the next."""
    return min(value.count(b"@"), value.count(b",") + value.count(b";") + 1)


def _structure(raw: bytes, start: int, limits: Limits) -> str | None:
    budget = parts.Budget(limits.parts, limits.depth)
    _count(parts.parse(raw, start, budget), budget, 1)
    if budget.reached > limits.depth:
        return "too-deep"
    return "too-many-parts" if budget.overspent() else None


def _count(part: parts.Part, budget: parts.Budget, depth: int) -> None:
    """Mails inside the mail count too, part by part and level by level."""
    if budget.overspent() or budget.reached > budget.deepest:
        return
    for child in part.children:
        _count(child, budget, depth + 1)
    if part.kind == "message/rfc822" and not part.shut:
        inner = part.body()
        _count(parts.parse(inner, headers.beginning(inner), budget, depth + 1), budget, depth + 1)
