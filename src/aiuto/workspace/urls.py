"""Addresses of this room."""

from django.urls import path

from aiuto.workspace.inbox import views as inbox

app_name = "workspace"
urlpatterns = [
    path("", inbox.show, name="inbox"),
    path("inbox/<slug:view>/", inbox.show, name="inbox_view"),
    path("live/", inbox.show, name="live"), path("w/", inbox.show, name="write_first"), path("search/", inbox.show, name="search"), path("tickets/<slug:reference>/", inbox.show, name="ticket"),
]
