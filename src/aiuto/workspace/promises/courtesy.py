"""Fine words and what came of them: two lists to read every day."""

from datetime import datetime, time, timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from aiuto.promises.queries.courtesy import nice_but_unsolved, solved_but_cold
from aiuto.workspace.shell import Reader, shell, signed_in


@require_safe
@signed_in
def show(request: Reader) -> HttpResponse:
    """Of yesterday and today on the reader's clock, at the desks that their teams serve."""
    now = timezone.now()
    yesterday = timezone.localdate(now) - timedelta(days=1)
    since = timezone.make_aware(datetime.combine(yesterday, time()))
    context = {
        "unsolved": nice_but_unsolved(request.user, since=since, until=now),
        "cold": solved_but_cold(request.user, since=since, until=now),
    }
    return render(request, "workspace/promises/courtesy.html", shell(request, **context))
