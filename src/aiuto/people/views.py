"""The door: signing in, and what a house says before anybody lives in it."""

from typing import Any

from allauth.account import views
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from aiuto.people.queries import nobody_yet


def enter(request: HttpRequest, *args: Any, **named: Any) -> HttpResponse:
    """The sign-in; where nobody has an account, the command that makes the first."""
    if request.method in ("GET", "HEAD") and nobody_yet():
        return render(request, "people/nobody.html")
    answer: HttpResponse = views.login(request, *args, **named)
    return answer
