"""Good words for the telephone, in the customer's language: the greeting, and what one says at the hard places."""

from dataclasses import dataclass

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

MOMENTS: tuple[tuple[str | Promise, str | Promise], ...] = (
    (
        gettext_lazy("Before you let them hold on"),
        gettext_lazy(
            "I am looking at your order and am back with you within one minute. Is it all right to stay on the line?"
        ),
    ),
    (
        gettext_lazy("When you do not know it yet"),
        gettext_lazy("I will call you today at five and tell you what I have found."),
    ),
    (
        gettext_lazy("When they are upset"),
        gettext_lazy("You waited for it and it is not there. What do you need first? We begin with that."),
    ),
    (
        gettext_lazy("Before you say goodbye"),
        gettext_lazy("Let me repeat what we do, and by when. What else can I do for you now?"),
    ),
)


@dataclass(frozen=True, slots=True)
class Saying:
    """When it is good, in the reader's language, and what is said, in the customer's."""

    moment: str
    words: str


def sayings(language: str) -> list[Saying]:
    """All of them."""
    with translation.override(language):
        words = [str(words) for _moment, words in MOMENTS]
    return [Saying(str(moment), said) for (moment, _words), said in zip(MOMENTS, words, strict=True)]


def instead_of_a_call(language: str) -> str:
    """What one says to whom we answer in writing only."""
    with translation.override(language):
        return _(
            "For now we answer you in writing. May I take down what you need? You have our answer by e-mail."
        )


def greetings(language: str, *, name: str, me: str, desk: str) -> tuple[str, str]:
    """What one says first: when they call, and when we do. A name we do not know is left out."""
    given = {"name": name, "me": me, "desk": desk}
    with translation.override(language):
        if not name:
            theirs = _("Good day, this is %(me)s of %(desk)s. Thank you for calling: what can I do for you?")
            ours = _("Good day, this is %(me)s of %(desk)s. You called us: what can I do for you?")
        else:
            theirs = _(
                "Good day %(name)s, this is %(me)s of %(desk)s. Thank you for calling: what can I do for you?"
            )
            ours = _("Good day, this is %(me)s of %(desk)s. Do I speak with %(name)s?")
    return theirs % given, ours % given
