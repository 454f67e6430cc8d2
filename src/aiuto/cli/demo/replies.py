"""The replies that the sample company keeps to use again, in both languages."""

import tomllib
from datetime import datetime
from importlib.resources import files

from aiuto.flows.save_saved_reply import save_saved_reply
from aiuto.people.queries import User


def keep_replies(user: User, *, now: datetime) -> None:
    """For everybody; what says the same in another language stands beside it."""
    told = tomllib.loads((files(__package__) / "replies.toml").read_text(encoding="utf-8"))
    for languages in told.values():
        same_as = None
        for language, given in languages.items():
            text = {"title": given["title"], "text": given["text"].strip(), "language": language}
            kept = save_saved_reply(**text, user=user, own=False, team=None, same_as=same_as, now=now)
            same_as = kept.pk
