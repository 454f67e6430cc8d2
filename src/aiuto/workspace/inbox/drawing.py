"""Draws the rows of a list of requests: many alike, so the words are translated and the addresses made once a page."""

from collections.abc import Iterable
from datetime import datetime
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from aiuto.tickets.queries import Channel
from aiuto.tickets.queries.listing import Listed
from aiuto.ui import clocks, marks
from aiuto.ui.icons import icon

MOST_TAGS = 3
UNTIL_ANSWERED = 9999
"""The year until which a request sleeps that only its customer wakes."""
CHANNELS = {
    Channel.PHONE: "phone",
    Channel.CHAT: "message-circle",
    Channel.VISIT: "store",
    Channel.WEB: "square-pen",
}


class Pen:
    """Draws the rows of one page.

    `choose` gives each a box, whose name is #choose and the row's title; `origin` is the list they lead back to.
    """

    def __init__(self, now: datetime, *, choose: bool = False, origin: str = "") -> None:
        self.now = now
        self.choose = choose
        self.before, self.after = reverse("workspace:ticket", args=["0"]).split("0")
        self.after += escape(f"?{urlencode({'from': origin})}") if origin else ""
        self.nameless, self.nobody = _("(no subject)"), _("Unknown sender")
        self.unread = f'<span class="visually-hidden">{escape(_("Unread"))}: </span>'
        self.answered = escape(_("until the customer answers"))
        self.files = icon("paperclip", "", _("With attachments"))
        self.channels = {
            channel.value: icon(drawn, "", str(channel.label)) for channel, drawn in CHANNELS.items()
        }
        self.faces: dict[tuple[str, bool], str] = {}

    def rows(self, tickets: Iterable[Listed]) -> SafeString:
        return SafeString("".join([self.row(ticket) for ticket in tickets]))

    def row(self, ticket: Listed) -> str:
        """One request; whoever wrote its words is a stranger, so all of them are escaped."""
        title = escape(ticket.subject or self.nameless)
        who = ticket.customer_name or ticket.customer_address or self.nobody
        look, news = (" row-unread", self.unread) if ticket.unread else ("", "")
        return (
            f'<li class="row{look}" data-row="{ticket.reference}">'
            f'<a class="row-link" href="{self.before}{ticket.reference}{self.after}">'
            f'<span class="row-title" id="t{ticket.reference}" dir="auto">{news}{title}</span>'
            f'<span class="row-text" dir="auto">{self.words(ticket)}</span></a>'
            f'<span class="row-lead">{self._lead(ticket.reference, who)}</span>'
            f"{self._who(escape(who), ticket.reason)}"
            f'<span class="row-end">{self._marks(ticket)}{self._times(ticket)}'
            f"{self._face(ticket.owner, decorative=False)}</span></li>"
        )

    def _who(self, who: str, reason: str | None) -> str:
        """The customer, and why they turn to us where that is known."""
        if not reason:
            return f'<span class="row-who clip" dir="auto">{who}</span>'
        return (
            f'<span class="row-who"><span class="clip" dir="auto">{who}</span>'
            f'<span class="row-reason clip">{escape(reason)}</span></span>'
        )

    def words(self, ticket: Listed) -> str:
        """What stands behind the title, safe to be shown: the first words of what they last said."""
        return escape(ticket.excerpt)

    def _lead(self, reference: str, who: str) -> str:
        """A box to choose it by, or the face of who asks."""
        if not self.choose:
            return self._face(who, decorative=True)
        named = f'aria-labelledby="choose t{reference}"'
        return f'<input class="row-box" type="checkbox" name="tickets" value="{reference}" {named}>'

    def _face(self, name: str, *, decorative: bool) -> str:
        key = (name, decorative)
        if key not in self.faces:
            self.faces[key] = marks.avatar(name, size="small", decorative=decorative)
        return self.faces[key]

    def _marks(self, ticket: Listed) -> str:
        """What kind of request it is: channel, attachments, language, tags, and its state where that is not plain."""
        drawn = [self.channels.get(ticket.channel, ""), self.files if ticket.has_files else ""]
        if ticket.tag_names:
            drawn.append(self._tags(ticket.tag_names))
        if ticket.language:
            drawn.append(f'<span class="row-spare row-language">{escape(ticket.language.upper())}</span>')
        state = "snoozed" if ticket.snoozed_until else ticket.state
        drawn.append(marks.state(state) if state != "open" else "")
        return "".join(drawn)

    def _tags(self, names: list[str]) -> str:
        """The first few, and how many more there are."""
        shown = "".join(
            [f'<span class="badge badge-outline">{escape(name)}</span>' for name in names[:MOST_TAGS]]
        )
        more = len(names) - MOST_TAGS
        return f'<span class="row-spare row-tags tone-neutral">{shown}{f"+{more}" if more > 0 else ""}</span>'

    def _times(self, ticket: Listed) -> str:
        """What is due next, and how long they wait; of what rests, until when or since when."""
        due = clocks.until(ticket.next_due_at, self.now) if ticket.next_due_at else ""
        if ticket.waiting_since and not ticket.snoozed_until:
            return due + clocks.waiting(ticket.waiting_since, ticket.turn_at, self.now)
        until = ticket.snoozed_until or (ticket.hold_until if ticket.state == "hold" else None)
        if until and until.year == UNTIL_ANSWERED:
            return due + self._spare(self.answered)
        return due + clocks.near(until or ticket.last_message_at, self.now)

    def _spare(self, drawn: str) -> str:
        return f'<span class="row-spare">{drawn}</span>'
