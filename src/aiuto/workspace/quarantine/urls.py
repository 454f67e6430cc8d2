"""Addresses of the quarantine."""

from django.urls import path

from aiuto.workspace.quarantine import views

urlpatterns = [
    path("", views.show, name="quarantine"),
    path("let-in/", views.let_in, name="let_in_mails"),
    path("mails/<int:raw_mail>/", views.mail, name="held_mail"),
    path("mails/<int:raw_mail>/do/", views.decide, name="decide_mail"),
    path("mails/<int:raw_mail>/original/", views.original, name="held_original"),
    path("<slug:view>/", views.show, name="quarantine_view"),
]
