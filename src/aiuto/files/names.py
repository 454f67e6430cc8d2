"""The name of a file: a label for people, never a path (F1)."""

import re
import unicodedata

_HIDDEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}
_SEPARATORS = re.compile(r"[/\\:]+")
_LONGEST, _ENDING = 200, 20


def safe_name(name: str) -> str:
    """Normalised first, then cleaned: no control or invisible characters, no path, at most 200 characters."""
    seen = (sign for sign in unicodedata.normalize("NFKC", name) if unicodedata.category(sign) not in _HIDDEN)
    plain = unicodedata.normalize("NFKC", "".join(seen))
    label = _SEPARATORS.sub("_", plain).strip(" .") or "file"
    return label if len(label) <= _LONGEST else f"{label[: _LONGEST - _ENDING - 1]}_{label[-_ENDING:]}"
