"""Addresses of the wall."""

from django.urls import path

from aiuto.workspace.wall import views

urlpatterns = [
    path("", views.show, name="wall"),
    path("<int:wait>/answer/", views.answer, name="answer_waiting"),
    path("<int:wait>/end/", views.end, name="end_waiting"),
]
