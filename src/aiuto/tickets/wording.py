"""Whether a text of the desk's own can leave by itself: its placeholders are known, and none is missing."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from aiuto.tickets.errors import BadText
from aiuto.tickets.placeholders import PLACEHOLDER, braced, named_in
from aiuto.tickets.queries.texts import TEXTS, AutomaticText

LONGEST = 4000
LONGEST_SUBJECT = 200


def checked(kind: str, *, subject: str, text: str) -> tuple[str, str]:
    """Subject and text as they are kept, an empty subject too. Raises BadText, which says all that is wrong."""
    subject = " ".join(subject.replace("\0", "").split())
    text = text.replace("\r\n", "\n").replace("\0", "").strip()
    if problems := [*_problems_of_subject(TEXTS[kind], subject), *_problems(TEXTS[kind], text)]:
        raise BadText(problems)
    return subject, text


def _problems_of_subject(about: AutomaticText, subject: str) -> Iterator[str]:
    if len(subject) > LONGEST_SUBJECT:
        yield _("The subject is too long: %(most)s characters at most.") % {"most": LONGEST_SUBJECT}
    if unknown := [name for name in named_in(subject) if name not in about.in_subject]:
        said = {"unknown": _listed(unknown), "known": _listed(about.in_subject)}
        yield _("%(unknown)s is not known in the subject. You can use %(known)s.") % said
    yield from _alone(about, subject)


def _problems(about: AutomaticText, text: str) -> Iterator[str]:
    if not text:
        yield _("An empty mail helps nobody. Write a text, or take the given one.")
        return
    if len(text) > LONGEST:
        yield _("The text is too long for a mail: %(most)s characters at most.") % {"most": LONGEST}
    names = named_in(text)
    if unknown := [name for name in names if name not in about.placeholders]:
        said = {"unknown": _listed(unknown), "known": _listed(about.placeholders)}
        yield _("%(unknown)s is not known here. You can use %(known)s.") % said
    if missing := [name for name in about.needed if name not in names]:
        yield _("%(missing)s is missing: put it where customers are to find it.") % {
            "missing": _listed(missing)
        }
    yield from _alone(about, text)


def _alone(about: AutomaticText, text: str) -> Iterator[str]:
    rest = PLACEHOLDER.sub("", text)
    if "{{" in rest or "}}" in rest:
        example = braced(about.placeholders[0])
        yield _("Two braces stand alone. A placeholder reads %(example)s.") % {"example": example}


def _listed(names: Iterable[str]) -> str:
    return ", ".join(map(braced, names))
