"""Time, counts and sizes in a few words, as an agent says them."""

from datetime import date, datetime

from django.utils import formats, timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from aiuto.ui.remembering import remembered

MINUTE, HOUR, DAY = 60, 3_600, 86_400


def elapsed(seconds: float) -> str:
    """A length of time in at most two units: "now", "12 min", "2 h 05", "3 d 4 h"."""
    seconds = max(0, int(seconds))
    if seconds < MINUTE:
        return _("now")
    if seconds < HOUR:
        return _("%(minutes)d min") % {"minutes": seconds // MINUTE}
    if seconds < DAY:
        return _("%(hours)d h %(minutes)02d") % {
            "hours": seconds // HOUR,
            "minutes": seconds % HOUR // MINUTE,
        }
    return _("%(days)d d %(hours)d h") % {"days": seconds // DAY, "hours": seconds % DAY // HOUR}


def moment(at: datetime, now: datetime) -> str:
    """When something was or will be, as near as a reader needs: minutes, an hour, a weekday, a date."""
    seconds = (now - at).total_seconds()
    if 0 <= seconds < MINUTE:
        return _("just now")
    if 0 <= seconds < HOUR:
        minutes = int(seconds // MINUTE)
        return ngettext("%(count)d minute ago", "%(count)d minutes ago", minutes) % {"count": minutes}
    return _on_the_calendar(at, timezone.localtime(now).date())


@remembered
def _on_the_calendar(at: datetime, today: date) -> str:
    at = timezone.localtime(at)
    days = (today - at.date()).days
    hour = formats.date_format(at, "H:i")
    if days == 0:
        return hour
    if days == 1:
        return _("yesterday %(hour)s") % {"hour": hour}
    if days == -1:
        return _("tomorrow %(hour)s") % {"hour": hour}
    if abs(days) < 7:
        return f"{_written(at, 'D')} {hour}"
    return _written(at, "j M" if at.year == today.year else "j M Y")


def weekday(on: date) -> str:
    """A day that is near, with its weekday: "Wednesday 2 December"."""
    return _written(on, "l j F")


def day(on: date | None) -> str:
    """A calendar day, in the same words all year."""
    return _written(on, "j M Y") if on else ""


def month(on: date, *, short: bool = False) -> str:
    """A month with its year: "March 2026"; where little room is, its name alone: "Mar"."""
    return _written(on, "M" if short else "F Y")


def date_in_full(on: date) -> str:
    """A calendar day as a letter has it: "23 November 2026"."""
    return _written(on, "j F Y")


def _written(at: date, style: str) -> str:
    """The date in words; Italian writes its days and months small, Django does not."""
    text = formats.date_format(at, style)
    return text.lower() if (get_language() or "").startswith("it") else text


@remembered
def full(at: datetime) -> str:
    """The whole moment, for a title: "Monday 23 November 2026, 09:14"."""
    return _written(timezone.localtime(at), "l j F Y, H:i")


def until(at: datetime, now: datetime) -> str:
    """How long until `at`, or how late it is."""
    left = (at - now).total_seconds()
    if abs(left) < MINUTE:
        return _("now")
    text = _("in %(time)s") if left > 0 else _("late by %(time)s")
    return text % {"time": elapsed(abs(left))}


def capped(number: int, cap: int) -> str:
    return f"{cap}+" if number > cap else str(number)


def file_size(size: int) -> str:
    """Bytes as people say them, in steps of a thousand."""
    if size < 1_000:
        return _("%(size)d bytes") % {"size": size}
    if size < 1_000_000:
        return f"{round(size / 1_000)} kB"
    return f"{formats.number_format(size / 1_000_000, 1)} MB"


def initials(name: str) -> str:
    """At most two letters that stand for a name or an address; never empty."""
    parts = [part for part in name.replace("@", " ").split() if part[0].isalnum()]
    letters = [part[0] for part in (parts[:1] + parts[-1:] if len(parts) > 1 else parts)]
    return "".join(letters).upper() or "?"


def for_scripts() -> dict[str, str]:
    """The words that the browser's behaviours say, in the reader's language."""
    return {
        "now": _("now"),
        "just_now": _("just now"),
        "minutes": _("{minutes} min"),
        "hours": _("{hours} h {minutes}"),
        "days": _("{days} d {hours} h"),
        "in": _("in {time}"),
        "late": _("late by {time}"),
        "minute_ago": _("1 minute ago"),
        "minutes_ago": _("{minutes} minutes ago"),
        "saving": _("Saving…"),
        "saved": _("Draft saved"),
        "restored": _("What you wrote here is back."),
        "nothing_fits": _("Nothing fits these words."),
        "kept_here": _("Kept on this device until the connection is back"),
        "offline": _("You are offline. What you write is kept here; nothing is lost."),
        "online": _("Connected again."),
        "failed": _("That did not work. Nothing was lost: try once more."),
        "signed_out": _("Your session has ended. Sign in in another tab, then go on here: nothing is lost."),
    }
