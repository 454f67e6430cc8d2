"""Addresses of approvals."""

from django.urls import path

from aiuto.workspace.approvals import views

urlpatterns = [
    path("", views.show, name="approvals"),
    path("<int:approval>/", views.one, name="approval"),
]
