"""What came of an act, in a sentence or two."""

from collections import Counter
from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from aiuto.flows.change_many import Changed
from aiuto.flows.undo_many import Undone
from aiuto.tickets.errors import Already, TicketError


def said(act: str, changed: Changed) -> str:
    """ "Solved: 12 requests. One was so already." """
    done = _done(act, len(changed.done)) if changed.done else _("Nothing was changed.")
    return " ".join([done, *_reasons(error for _reference, error in changed.skipped)])


def taken_back(undone: Undone) -> str:
    count = len(undone.done)
    done = ngettext("Taken back.", "Taken back on %(count)d requests.", count) % {"count": count}
    return " ".join(
        [done if count else _("Nothing was taken back."), *_reasons(error for _r, error in undone.kept)]
    )


def _reasons(errors: Iterable[TicketError]) -> list[str]:
    errors = list(errors)
    already = sum(isinstance(error, Already) for error in errors)
    others = Counter(str(error) for error in errors if not isinstance(error, Already))
    said_already = ngettext("One was so already.", "%(count)d were so already.", already) % {"count": already}
    return [
        *([said_already] if already else []),
        *(text if count == 1 else f"{text} (×{count})" for text, count in others.items()),
    ]


def _done(act: str, count: int) -> str:
    sentences = {
        "assign": lambda n: ngettext("Given: one request.", "Given: %(count)d requests.", n),
        "release": lambda n: ngettext("Free again: one request.", "Free again: %(count)d requests.", n),
        "take": lambda n: ngettext("Yours: one request.", "Yours: %(count)d requests.", n),
        "tag": lambda n: ngettext("Tagged: one request.", "Tagged: %(count)d requests.", n),
        "wait": lambda n: ngettext("Waiting: one request.", "Waiting: %(count)d requests.", n),
        "solve": lambda n: ngettext("Solved: one request.", "Solved: %(count)d requests.", n),
        "reopen": lambda n: ngettext("Open again: one request.", "Open again: %(count)d requests.", n),
        "close": lambda n: ngettext("Closed: one request.", "Closed: %(count)d requests.", n),
        "merge": lambda n: ngettext("Merged: one request.", "Merged: %(count)d requests.", n),
        "spam": lambda n: ngettext("Put aside as spam: one.", "Put aside as spam: %(count)d.", n),
    }
    return sentences[act](count) % {"count": count}
