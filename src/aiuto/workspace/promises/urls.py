"""Addresses of promises."""

from django.urls import path

from aiuto.workspace.promises import acts, load, pages

urlpatterns = [
    path("", pages.show, name="promises"),
    path("kept/", pages.kept, name="promises_kept"),
    path("load/", load.show, name="promises_load"),
    path("<int:promise>/keep/", acts.keep, name="keep_promise"),
    path("<int:promise>/ask/<slug:act>/", acts.ask, name="ask_promise"),
]
