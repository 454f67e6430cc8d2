"""Addresses of the pages about calls and visits."""

from django.urls import path

from aiuto.workspace.contacts import views

urlpatterns = [path("new/", views.note, name="note_contact")]
