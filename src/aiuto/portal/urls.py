"""Addresses of this room."""

from django.urls import path

from aiuto.portal import views

app_name = "portal"
urlpatterns = [path("<str:token>/", views.page, name="page")]
