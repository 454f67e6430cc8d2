"""Addresses of signing in and of one's own keys: those pages of django-allauth that a closed house needs."""

from allauth.account import views
from django.urls import include, path, re_path

from aiuto.people.views import enter

urlpatterns = [
    path("login/", enter, name="account_login"),
    path("logout/", views.logout, name="account_logout"),
    path("inactive/", views.account_inactive, name="account_inactive"),
    path("reauthenticate/", views.reauthenticate, name="account_reauthenticate"),
    path("password/change/", views.password_change, name="account_change_password"),
    path("password/set/", views.password_set, name="account_set_password"),
    path("password/reset/", views.password_reset, name="account_reset_password"),
    path("password/reset/done/", views.password_reset_done, name="account_reset_password_done"),
    path(
        "password/reset/key/done/",
        views.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]{1,13})-(?P<key>[0-9A-Za-z-]{1,120})/$",
        views.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("keys/", include("allauth.mfa.urls")),
]
