"""Addresses of the first steps."""

from django.urls import path

from aiuto.workspace.welcome import views

urlpatterns = [
    path("", views.show, name="welcome"),
    path("<slug:step>/", views.one, name="welcome_step"),
]
