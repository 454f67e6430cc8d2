"""What a change changed, small enough for its event."""

from collections.abc import Collection, Mapping
from typing import Any


def differences(
    before: object, after: Mapping[str, Any], *, unsaid: Collection[str] = ()
) -> dict[str, list[Any] | None]:
    """Old and new value of each attribute that `after` changes; None for both where it is `unsaid`.

    Unsaid are secrets and texts that people write: the journal says that they changed, never to what.
    """
    changed = {name: [getattr(before, name), value] for name, value in after.items()}
    return {name: None if name in unsaid else pair for name, pair in changed.items() if pair[0] != pair[1]}
