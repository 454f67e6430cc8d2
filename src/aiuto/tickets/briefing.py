"""A brief for whoever takes a ticket over, drafted from what was said: asked, done, promised, open."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import formats, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from aiuto.coach.dates import sightings
from aiuto.coach.words import words_of

POINTS, ANSWERS, LONGEST = 5, 6, 240
TELLING = 5
"""Words that a sentence of ours needs to say what was done, and not how sorry or glad we were."""
TITLES = (
    (gettext_noop("What was asked"), gettext_noop("Nothing that can be read here.")),
    (gettext_noop("What was done"), gettext_noop("Nothing yet.")),
    (gettext_noop("What was promised"), gettext_noop("Nothing with a date.")),
    (gettext_noop("What is open"), gettext_noop("Nothing waits for us.")),
)
"""The lists of a brief, each with what stands in an empty one."""
_ENDS = re.compile(r"(?<=[.!?…])[\"»”)]?\s+(?=[\"«“(¿]?[A-ZÀ-ÖØ-Þ0-9])")
_GREETING = re.compile(
    r"^(?:buon(?:giorno|asera|pomeriggio)|salve|ciao|gentil[ei]\w*|egregi\w*|spett(?:\.|abile)?|cari?|cara|"
    r"hi|hello|dear|good (?:morning|afternoon|evening|day))\b[^.!?\n]{0,40}?(?:[,!.:]\s*|$)",
    re.IGNORECASE,
)
_FAREWELL = re.compile(
    r"^(?:(?:tante |molte |mille )?grazie|cordiali saluti|distinti saluti|(?:un )?(?:caro )?salut[oi]|a presto|"
    r"buona giornata|in attesa|(?:many )?thanks|thank you|(?:best|kind) (?:regards|wishes)|regards|sincerely|cheers)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that was said: `direction` "in", "out" or "note"; `spoken`: on the telephone or in person.

    `came_back`: no words of a person, but the news that an answer of ours did not arrive.
    """

    direction: str
    at: datetime
    text: str
    who: str = ""
    spoken: bool = False
    came_back: bool = False


@dataclass(frozen=True, slots=True)
class Brief:
    """Four lists of sentences, in the words that were written; `str(brief)` is Markdown in the active language."""

    asked: tuple[str, ...]
    done: tuple[str, ...]
    promised: tuple[str, ...]
    open: tuple[str, ...]

    def __str__(self) -> str:
        lists = (self.asked, self.done, self.promised, self.open)
        parts = zip(TITLES, lists, strict=True)
        return "\n\n".join(
            f"**{_(title)}**\n{_listed(lines or (_(none),))}" for (title, none), lines in parts
        )


def draft_brief(conversation: Sequence[Line], *, language: str, now: datetime) -> Brief:
    """What can be told from the lines, oldest first: dates in words of `language`, in the time zone of `now`.

    Notes count for nothing: they were written for colleagues and are there to be read.
    """
    said = [line for line in conversation if line.direction in ("in", "out")]
    newest = next((n for n, line in reversed([*enumerate(said)]) if line.direction == "out"), -1)
    since = [line for line in said[newest + 1 :] if line.direction == "in"]
    unanswered = [line for line in since if not line.came_back]
    asked = _asked(said, unanswered)
    with translation.override(language):
        return Brief(
            asked=asked,
            done=_done(said, now, told=asked),
            promised=tuple(_promised(said, now)),
            open=_open(unanswered, now, came_back=any(line.came_back for line in since)),
        )


def retold(text: str, *, drafted: str, anew: str) -> str:
    """A brief in another language wherever it stands as drafted; what somebody wrote stays in their own words.

    The two drafts are of one conversation, line by line.
    """
    words = dict(zip(drafted.splitlines(), anew.splitlines(), strict=True))
    return "\n".join(words.get(line.rstrip(), line) for line in text.splitlines())


def sentences(text: str) -> list[str]:
    """The sentences of a message without quotations, greetings and farewells, each on one line."""
    found = []
    for line in text[:5_000].splitlines():
        if line.lstrip().startswith(">"):
            continue
        for sentence in _ENDS.split(" ".join(line.split())):
            bare = _GREETING.sub("", sentence, count=1).strip()
            if len(bare) > 2 and not _FAREWELL.match(bare):
                found.append(bare[0].upper() + bare[1:])
    return found


def _asked(said: Sequence[Line], unanswered: Sequence[Line]) -> tuple[str, ...]:
    """The points of the customer's first message, and of those that nobody has answered."""
    first = next((line for line in said if line.direction == "in" and not line.came_back), None)
    asked = [point for line in ([first] if first else []) + list(unanswered) for point in _points(line.text)]
    return tuple(dict.fromkeys(asked))[: 2 * POINTS]


def _points(text: str) -> list[str]:
    """How the message begins, and what it asks."""
    found = sentences(text)
    points = [*found[:1], *(sentence for sentence in found[1:] if sentence.endswith("?"))]
    return [_short(point) for point in points[:POINTS]]


def _done(said: Sequence[Line], now: datetime, *, told: Sequence[str]) -> tuple[str, ...]:
    """What we answered, and with whom we spoke: of a call not again what is `told` already."""
    ours = [line for line in said if line.direction == "out" or line.spoken]
    return tuple(f"{_day(line.at, now)} · {_deed(line, told)}" for line in ours[-ANSWERS:])


def _deed(line: Line, told: Sequence[str]) -> str:
    said = sentences(line.text)
    telling = [sentence for sentence in said if len(sentence.split()) >= TELLING] or said or ["…"]
    news = [sentence for sentence in telling if not line.spoken or _short(sentence) not in told]
    who = _("%(who)s, call or visit") if line.spoken else "%(who)s"
    parts = (who % {"who": line.who} if line.who else "", _short(" ".join(news[:2])))
    return ": ".join(part for part in parts if part) or "…"


def _promised(said: Sequence[Line], now: datetime) -> Iterator[str]:
    """Sentences of ours that named a moment to come, the nearest last; what lies behind us says so."""
    ours = [line for line in said if line.direction == "out"]
    found = [pair for line in ours[-ANSWERS:] for pair in _dated(line, now)]
    for at, sentence in sorted(found)[-POINTS:]:
        until = _("by %(day)s") if at > now else _("was for %(day)s")
        yield f"{_short(sentence)} ({until % {'day': _day(at, now)}})"


def _dated(line: Line, now: datetime) -> Iterator[tuple[datetime, str]]:
    said_at = line.at.astimezone(now.tzinfo)
    for sentence in sentences(line.text):
        named = [] if sentence.endswith("?") else _moments(sentence, said_at)
        if named and named[0] > said_at:
            yield named[0], sentence


def _moments(sentence: str, said_at: datetime) -> list[datetime]:
    """The moments that a sentence names; a figure alone may be a price as well as an hour."""
    try:
        found = [*sightings(words_of(sentence[:500]), now=said_at)]
    except (ValueError, OverflowError):
        return []
    return [one.last for one in found if not one.timed or one.end - one.begin > 1]


def _open(unanswered: Sequence[Line], now: datetime, *, came_back: bool) -> tuple[str, ...]:
    lost = (_("An answer of ours came back: it did not arrive."),) if came_back else ()
    if not unanswered:
        return lost
    points = [point for line in unanswered for point in _points(line.text)]
    questions = [point for point in points if point.endswith("?")]
    waits = _("The customer waits since %(day)s.") % {"day": _day(unanswered[0].at, now)}
    return (*lost, waits, *dict.fromkeys((questions or points)[:POINTS]))


def _day(at: datetime, now: datetime) -> str:
    """ "2 Mar", with the year where it is another."""
    local = at.astimezone(now.tzinfo)
    day = formats.date_format(local, "j M" if local.year == now.year else "j M Y")
    return day.lower() if (translation.get_language() or "").startswith("it") else day


def _short(sentence: str) -> str:
    return sentence if len(sentence) <= LONGEST else sentence[: LONGEST - 1].rstrip() + "…"


def _listed(lines: Sequence[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)
