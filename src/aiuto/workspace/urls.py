"""Addresses of this room."""

from django.urls import include, path

from aiuto.workspace.coach import breath
from aiuto.workspace.coach import views as coach
from aiuto.workspace.inbox import views as inbox
from aiuto.workspace.live import views as live
from aiuto.workspace.message import attachments, deliveries, letters
from aiuto.workspace.profile import calendar
from aiuto.workspace.profile import views as profile
from aiuto.workspace.promises import acts as promises
from aiuto.workspace.recovery import figures, ledger, payer
from aiuto.workspace.recovery import views as recovery
from aiuto.workspace.search import views as search
from aiuto.workspace.suggest import views as suggest
from aiuto.workspace.ticket import (
    acts,
    caring,
    composer,
    first,
    later,
    offers,
    panels,
    presence,
    printing,
    taking,
)
from aiuto.workspace.ticket import views as ticket
from aiuto.workspace.views import pages as views

app_name = "workspace"
urlpatterns = [
    path("", inbox.show, name="inbox"),
    path("inbox/", views.filtered, name="filtered"),
    path("inbox/<slug:view>/", inbox.show, name="inbox_view"),
    path("places/", inbox.places, name="places"),
    path("density/", inbox.density, name="density"),
    path("live/", live.stream, name="live"),
    path("views/", include("aiuto.workspace.views.urls")),
    path("suggest/", suggest.show, name="suggest"),
    path("search/", search.show, name="search"),
    path("profile/", profile.show, name="profile"),
    path("profile/sign-out/", profile.sign_out, name="sign_out_browsers"),
    path("profile/calendar/", calendar.change, name="change_calendar"),
    path("calendar/<str:secret>.ics", calendar.show, name="calendar"),
    path("write/", first.write, name="write_first"),
    path("write/check/", first.check, name="check_first"),
    path("tickets/<slug:reference>/", ticket.show, name="ticket"),
    path("tickets/<slug:reference>/about/", panels.about, name="about"),
    path("tickets/<slug:reference>/panels/<slug:name>/", panels.show, name="panel"),
    path("tickets/<slug:reference>/reason/", panels.reason, name="reason"),
    path("tickets/<slug:reference>/cause/", panels.cause, name="cause"),
    path("tickets/<slug:reference>/look/", presence.look, name="look"),
    path("tickets/<slug:reference>/presence/", presence.show, name="presence"),
    path("tickets/<slug:reference>/reply/", composer.send, name="reply"),
    path("tickets/<slug:reference>/note/", composer.note, name="note"),
    path("tickets/<slug:reference>/reply/draft/", composer.draft, {"kind": "reply"}, name="reply_draft"),
    path("tickets/<slug:reference>/note/draft/", composer.draft, {"kind": "note"}, name="note_draft"),
    path("tickets/<slug:reference>/reply/files/", composer.files, {"kind": "reply"}, name="reply_files"),
    path("tickets/<slug:reference>/note/files/", composer.files, {"kind": "note"}, name="note_files"),
    path("tickets/<slug:reference>/check/", coach.check, name="check"),
    path("tickets/<slug:reference>/fine/", coach.fine, name="find_fine"),
    path("tickets/<slug:reference>/rest/", breath.rest, name="rest"),
    path("tickets/<slug:reference>/agreed/", breath.agreed, name="agreed"),
    path("tickets/<slug:reference>/along/", taking.take, name="take_along"),
    path("tickets/<slug:reference>/print/", printing.show, name="print"),
    path("tickets/<slug:reference>/events/", ticket.events, name="events"),
    path("tickets/<slug:reference>/later/", later.plan, name="later"),
    path("tickets/<slug:reference>/later/moment/", later.moment, name="moment"),
    path("tickets/<slug:reference>/planned/", later.waiting, name="planned"),
    path("tickets/<slug:reference>/planned/<int:draft>/", later.settle, name="settle_planned"),
    path("tickets/<slug:reference>/replies/", offers.replies, name="replies_offered"),
    path("tickets/<slug:reference>/colleagues/", offers.colleagues, name="colleagues"),
    path("uploads/<slug:slot>/", offers.thumbnail, name="thumbnail"),
    path("tickets/<slug:reference>/reminders/stop/", promises.stop, name="stop_reminding"),
    path("messages/<int:message>/promise/", promises.record, name="record_promise"),
    path("calls/", include("aiuto.workspace.calls.urls")),
    path("wall/", include("aiuto.workspace.wall.urls")),
    path("promises/", include("aiuto.workspace.promises.urls")),
    path("tickets/<slug:reference>/proposal/", recovery.answer, name="answer_proposal"),
    path("recoveries/", recovery.board, name="recoveries"),
    path("recoveries/figures/", figures.show, name="recovery_figures"),
    path("recoveries/figures/file/", figures.file, name="recovery_figures_file"),
    path("recoveries/ledger/", ledger.show, name="ledger"),
    path("recoveries/ledger/file/", ledger.file, name="ledger_file"),
    path("recoveries/limits/<int:desk>/", ledger.limits, name="limits"),
    path("recoveries/payer/<int:desk>/", payer.show, name="payer"),
    path("approvals/", include("aiuto.workspace.approvals.urls")),
    path("away/", include("aiuto.workspace.away.urls")),
    path("replies/", include("aiuto.workspace.replies.urls")),
    path("tickets/<slug:reference>/do/", acts.press, name="press"),
    path("tickets/<slug:reference>/care/", caring.care, name="care"),
    path("tickets/<slug:reference>/ask/<slug:act>/", acts.ask, name="ask"),
    path("tickets/<slug:reference>/split/<int:message>/", acts.ask, {"act": "split"}, name="split"),
    path("messages/<int:message>/", letters.whole, name="message"),
    path("messages/<int:message>/menu/", letters.menu, name="message_menu"),
    path("messages/<int:message>/letter/", letters.letter, name="letter"),
    path("messages/<int:message>/source/", letters.source, name="source"),
    path("messages/<int:message>/undo/", deliveries.undo, name="undo"),
    path("attachments/<int:attachment>/", attachments.download, name="attachment"),
    path("attachments/<int:attachment>/preview/", attachments.preview, name="preview"),
    path("deliveries/<int:delivery>/retry/", deliveries.retry, name="retry"),
    path("bulk/", include("aiuto.workspace.bulk.urls")),
    path("coach/", include("aiuto.workspace.coach.urls")),
    path("go/", include("aiuto.workspace.palette.urls")),
    path("notices/", include("aiuto.workspace.notices.urls")),
    path("settings/", include("aiuto.workspace.settings.urls")),
    path("welcome/", include("aiuto.workspace.welcome.urls")),
    path("customers/", include("aiuto.workspace.customers.urls")),
    path("contacts/", include("aiuto.workspace.contacts.urls")),
    path("quarantine/", include("aiuto.workspace.quarantine.urls")),
    path("dead-letters/", include("aiuto.workspace.dead_letters.urls")),
    path("balance/", include("aiuto.workspace.balance.urls")),
    path("demo/outgoing/", deliveries.outgoing, name="outgoing"),
    path("demo/outgoing/<int:delivery>/", deliveries.one_outgoing, name="one_outgoing"),
]
