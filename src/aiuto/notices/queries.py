"""Reading notices."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import OuterRef, QuerySet, Subquery

from aiuto.notices.choosing import Wishes as Wishes
from aiuto.notices.models import Choice, Digest, Notice, QuietHours
from aiuto.notices.models import Every as Every
from aiuto.notices.models import Kind as Kind
from aiuto.notices.quiet import is_quiet
from aiuto.notices.ways import DEFAULTS
from aiuto.notices.ways import Ways as Ways
from aiuto.notices.words import ICONS as ICONS
from aiuto.notices.words import sentence as sentence
from aiuto.people.models import User
from aiuto.rows.asking import Question

PAGE = 30
NEWEST = 8
CAP = 99
AT_ONCE = 4


@dataclass(frozen=True, slots=True)
class Standing:
    """How many notices wait to be read, counted up to one more than the cap, and the newest of them, else 0."""

    unread: int
    newest: int

    @property
    def shown(self) -> str:
        """The number as a bell shows it."""
        return f"{CAP}+" if self.unread > CAP else str(self.unread)


@dataclass(frozen=True, slots=True)
class Page:
    """One page of notices, the newest first. `older` is the id to look behind, None at the end."""

    notices: list[Notice]
    older: int | None


def page(user: User, *, behind: int | None = None, size: int = PAGE) -> Page:
    """What this person was told in the app."""
    told = Notice.objects.filter(user=user, in_app=True).order_by("-id")
    found = list((told.filter(pk__lt=behind) if behind else told)[: size + 1])
    return Page(found[:size], found[size - 1].pk if len(found) > size else None)


def standing(user: User) -> Standing:
    """What waits for this person; one statement."""
    return standing_of(WAITING.ask(user.pk))


def _waiting(user: int) -> QuerySet[Notice, tuple[int]]:
    return _unread(user).order_by("-id").values_list("pk")[: CAP + 1]


WAITING = Question(_waiting, int)
"""By the user's id; `standing_of` reads the answer."""


def standing_of(rows: Iterable[tuple[int]]) -> Standing:
    """What waits, from the rows that answer `WAITING`."""
    ids = [pk for (pk,) in rows]
    return Standing(len(ids), ids[0] if ids else 0)


def unread(user: User) -> int:
    """How many notices wait to be read: counted up to one more than the cap."""
    return standing(user).unread


def newest_ids(user_ids: Iterable[int]) -> dict[int, int]:
    """The newest unread notice of each of these people who has any, in one statement; by index for each."""
    newest = Notice.objects.filter(user=OuterRef("pk"), in_app=True, read_at__isnull=True).order_by("-id")
    people = User.objects.filter(pk__in=set(user_ids)).annotate(newest=Subquery(newest.values("pk")[:1]))
    return {pk: notice for pk, notice in people.values_list("pk", "newest") if notice}


def for_browser(user: User, *, behind: int, now: datetime) -> list[Notice]:
    """What the browser should show of what came behind this id, the newest first; nothing in quiet hours."""
    loud = _unread(user.pk).filter(pk__gt=behind, in_browser=True).order_by("-id")
    found = list(loud[: AT_ONCE + 1])
    return [] if found and is_quiet(user, quiet_hours_of(user), now=now) else found


def wishes_of(user: User) -> Wishes:
    """How this person wants to be told; the kind's own default where they chose nothing."""
    chosen = {c.kind: Ways(c.in_app, c.in_browser, c.in_digest) for c in Choice.objects.filter(user=user)}
    digest, hours = Digest.objects.filter(user=user).first(), quiet_hours_of(user)
    return Wishes(
        ways={kind: chosen.get(kind, default) for kind, default in DEFAULTS.items()},
        every=Every(digest.every) if digest else Every.DAY,
        quiet=(hours.begins, hours.ends) if hours else None,
    )


def quiet_hours_of(user: User) -> QuietHours | None:
    """When this person wants neither messages of the browser nor mail."""
    return QuietHours.objects.filter(user=user).first()


def _unread(user: int) -> QuerySet[Notice]:
    return Notice.objects.filter(user=user, in_app=True, read_at__isnull=True)
