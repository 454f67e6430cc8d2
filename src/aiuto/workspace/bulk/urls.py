"""Addresses of acts on many requests."""

from django.urls import path

from aiuto.workspace.bulk import views

urlpatterns = [
    path("", views.change, name="bulk"),
    path("<int:done>/undo/", views.undo, name="undo_act"),
]
