"""Addresses of notices."""

from django.urls import path

from aiuto.workspace.notices import choices, views

urlpatterns = [
    path("", views.show, name="notices"),
    path("newest/", views.newest, name="newest_notices"),
    path("loud/", views.loud, name="loud_notices"),
    path("read/", views.read, name="read_notices"),
    path("choices/", choices.show, name="notice_choices"),
]
