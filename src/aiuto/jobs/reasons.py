"""An error as a sentence to store and to show: short, and without the secrets that errors like to quote."""

import re

LONGEST = 500
_SECRETS = [
    (re.compile(r"(://)[^/\s@]+@"), r"\1…@"),
    (re.compile(r"(?i)\b(pass(?:word|wd)?|secret|token|api[_-]?key)(\W{1,3})\S+"), r"\1\2…"),
    (re.compile(r"(?i)\b(bearer|basic|plain|xoauth2)\s+\S{8,}"), r"\1 …"),
]


def sentence(error: BaseException) -> str:
    return presentable(f"{type(error).__name__}: {error}".removesuffix(": "))


def presentable(reason: str) -> str:
    line = " ".join(reason.replace("\x00", "").split())
    for secret, mask in _SECRETS:
        line = secret.sub(mask, line)
    return line if len(line) <= LONGEST else line[: LONGEST - 1] + "…"
