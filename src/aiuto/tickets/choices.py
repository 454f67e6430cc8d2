"""The few words that a request, a message, a participant or a link may be of."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """`tickets.states` holds the table of legal moves."""

    NEW = "new", _("new")
    OPEN = "open", _("open")
    WAITING = "waiting", _("waiting for the customer")
    HOLD = "hold", _("on hold")
    SOLVED = "solved", _("solved")
    CLOSED = "closed", _("closed")


class Direction(models.TextChoices):
    IN = "in", _("from the customer")
    OUT = "out", _("to the customer")
    NOTE = "note", _("note")


class Channel(models.TextChoices):
    EMAIL = "email", _("e-mail")
    PHONE = "phone", _("telephone")
    CHAT = "chat", _("chat")
    VISIT = "visit", _("visit")
    WEB = "web", _("by hand")


class Tone(models.TextChoices):
    """How an answer of ours sounds to the coach, where it says either."""

    FRIENDLY = "friendly", _("friendly")
    COLD = "cold", _("cold")


class Role(models.TextChoices):
    REQUESTER = "requester", _("requester")
    COPY = "copy", _("copy")


class LinkKind(models.TextChoices):
    MAYBE_SAME = "maybe_same", _("maybe the same")
    FOLLOWS = "follows", _("follows a closed request")
    SPLIT = "split", _("split from")
    SAME_MAIL = "same_mail", _("the same mail to another desk")
    RELATED = "related", _("has to do with this")
    AGAIN = "again", _("looks like the same again")
    REPEAT = "repeat", _("the same again")
    NO_REPEAT = "no_repeat", _("not the same")
