"""Addresses of the telephone."""

from django.urls import path

from aiuto.workspace.calls import views

urlpatterns = [
    path("", views.call, name="calls"),
    path("missed/", views.missed, name="missed_call"),
    path("check/", views.check, name="check_call"),
]
