"""The mail balance: two weeks at a time, mailbox by mailbox, green when everything is somewhere."""

from datetime import date, datetime, timedelta
from itertools import groupby

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_safe

from aiuto.tickets.queries.balance import balance
from aiuto.workspace.shell import Reader, shell, signed_in

DAYS = 14


@require_safe
@signed_in
def show(request: Reader) -> HttpResponse:
    """Two weeks that end with today, or with the day asked for."""
    today = timezone.localdate()
    last = min(_day(request.GET.get("until", "")) or today, today)
    first = last - timedelta(days=DAYS - 1)
    rows = balance(request.user, since=_midnight(first), until=_midnight(last + timedelta(days=1)))
    here = reverse("workspace:mail_balance")
    context = shell(
        request,
        days=[(day, list(group)) for day, group in groupby(rows, key=lambda row: row.day)],
        missing=sum(not row.balances for row in rows),
        first=first,
        last=last,
        older=f"{here}?until={first - timedelta(days=1)}",
        newer=here if last < today else "",
    )
    return render(request, "workspace/balance/page.html", context)


def _day(text: str) -> date | None:
    """The day that an address names; none for anything that is no day of ours."""
    try:
        day = parse_date(text[:10])
    except ValueError:
        return None
    return day if day and day.year >= 2000 else None


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime(day.year, day.month, day.day))  # noqa: DTZ001 - aware in the same line
