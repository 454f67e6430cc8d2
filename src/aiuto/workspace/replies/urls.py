"""Addresses of the saved replies."""

from django.urls import path

from aiuto.workspace.replies import views
from aiuto.workspace.ticket import offers

urlpatterns = [
    path("", views.register, name="replies"),
    path("new/", views.write, name="new_reply"),
    path("<int:reply>/", views.write, name="edit_reply"),
    path("<int:reply>/drop/", views.drop, name="drop_reply"),
    path("<int:reply>/used/", offers.use_reply, name="use_reply"),
]
