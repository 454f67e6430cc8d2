"""Addresses of promises."""

from django.urls import path

from aiuto.workspace.promises import acts, courtesy, load, pages, week

urlpatterns = [
    path("", pages.show, name="promises"),
    path("kept/", pages.kept, name="promises_kept"),
    path("courtesy/", courtesy.show, name="courtesy"),
    path("load/", load.show, name="promises_load"),
    path("week/", week.show, name="promises_week"),
    path("<int:promise>/keep/", acts.keep, name="keep_promise"),
    path("<int:promise>/hand-over/", acts.hand_over, name="hand_over_promise"),
    path("<int:promise>/update/", acts.update, name="prepare_update"),
    path("<int:promise>/ask/<slug:act>/", acts.ask, name="ask_promise"),
]
