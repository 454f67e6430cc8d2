"""The name of a file: a label for people, never a path (F1)."""

import re
import unicodedata

_HIDDEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")
_SEPARATORS = re.compile(r"[/\\:]+")


def safe_name(name: str) -> str:
    """Normalised first, then cleaned: no control or invisible characters, no path, at most 200 characters."""
    plain = _HIDDEN.sub("", unicodedata.normalize("NFKC", name))
    label = _SEPARATORS.sub("_", plain).strip(" .")
    return label[:200] or "file"
