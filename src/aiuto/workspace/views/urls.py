"""Addresses of saved views."""

from django.urls import path

from aiuto.workspace.views import changes, pages

urlpatterns = [
    path("", changes.save, name="save_view"),
    path("<int:saved>/", pages.saved, name="saved_view"),
    path("<int:saved>/change/", changes.change, name="change_view"),
    path("<int:saved>/drop/", changes.drop, name="drop_view"),
]
