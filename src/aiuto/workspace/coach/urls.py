"""Addresses of the coach: its rules, the house's own, and the texts it has read."""

from django.urls import path

from aiuto.workspace.coach import own, rules, texts

urlpatterns = [
    path("", rules.show, name="coach"),
    path("rules/<str:rule>/", rules.one, name="coach_rule"),
    path("rules/<str:rule>/mute/", rules.mute, name="mute_rule"),
    path("own/", own.write, name="new_house_rule"),
    path("own/trial/", own.trial, name="try_house_rule"),
    path("own/<int:rule>/", own.write, name="house_rule"),
    path("own/<int:rule>/drop/", own.drop, name="drop_house_rule"),
    path("texts/", texts.show, name="coach_texts"),
]
