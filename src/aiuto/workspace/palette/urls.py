"""Addresses of the command palette."""

from django.urls import path

from aiuto.workspace.palette import views

urlpatterns = [
    path("", views.go, name="go"),
    path("find/", views.find, name="find"),
    path("keys/", views.keys, name="keys"),
]
