"""Addresses of what could not leave."""

from django.urls import path

from aiuto.workspace.dead_letters import views

urlpatterns = [
    path("", views.mails, name="dead_letters"),
    path("mails/<int:delivery>/do/", views.decide_mail, name="decide_delivery"),
    path("work/", views.work, name="dead_work"),
    path("work/<int:letter>/do/", views.decide_work, name="decide_work"),
]
