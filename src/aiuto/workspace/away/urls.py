"""Addresses of absences."""

from django.urls import path

from aiuto.workspace.away import views

urlpatterns = [
    path("", views.show, name="away"),
    path("<int:absence>/end/", views.end, name="end_absence"),
    path("cover/<slug:reference>/", views.cover, name="cover"),
]
