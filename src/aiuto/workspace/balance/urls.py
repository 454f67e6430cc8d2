"""Addresses of the mail balance."""

from django.urls import path

from aiuto.workspace.balance import views

urlpatterns = [path("", views.show, name="mail_balance")]
