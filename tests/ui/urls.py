"""The room's addresses alone, and one page with every behaviour on it."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.template import RequestContext, Template
from django.urls import include, path
from django.utils import timezone, translation
from django.views.decorators.csrf import csrf_exempt

PAGE = """{% extends "ui/app.html" %}{% load ui %}
{% block body_attributes %}data-live="/changes/"{% endblock %}
{% block nav %}{% search action="/find/" label="Search" keys="/" %}
{% nav_link href="/there/" icon="inbox" keys="G I" %}Inbox{% endnav_link %}{% endblock %}
{% block page %}<h1>Behaviours</h1>
{% menu label="More" icon="ellipsis" %}{% menu_item href="#one" %}One{% endmenu_item %}
{% menu_item href="#two" %}Two{% endmenu_item %}{% endmenu %}
{% button opens="sure" %}Are you sure?{% endbutton %}
{% clock since due=due now=now %}
<form method="post" action="/sent/">
{% button name="act" value="send" %}Send once{% endbutton %}</form>
<form method="post" action="/sent/" data-draft="/draft/">
<textarea class="input" name="text" aria-label="Text"></textarea>
<output data-draft-status></output></form>
<div id="fresh" data-listens="inbox" hx-get="/fresh/" hx-trigger="live"><a href="/there/">first</a></div>
<div id="gone" data-listens="gone" hx-get="/enter/" hx-trigger="live">still here</div>
<div id="menus" data-listens="menus" hx-get="/fresh/" hx-trigger="live">
{% menu label="Less" %}{% menu_item href="#three" %}Three{% endmenu_item %}{% endmenu %}</div>
<div id="other" data-listens="ticket:1" hx-get="/fresh/" hx-trigger="live">other</div>
{% theme_switch %}{% endblock %}
{% block toasts %}{% toast undo="/undo/" seconds=10 %}It leaves.{% endtoast %}{% endblock %}
{% block dialogs %}{{ block.super }}{% dialog id="sure" title="Sure?" %}Yes.{% enddialog %}{% endblock %}"""


def behaviours(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    values = {"now": now, "since": now - timedelta(minutes=5), "due": now + timedelta(minutes=5)}
    with translation.override("en"):
        return HttpResponse(Template(PAGE).render(RequestContext(request, values)))


@csrf_exempt
def word(request: HttpRequest) -> HttpResponse:
    start = "<!doctype html>" if request.path == "/enter/" else ""
    return HttpResponse(f"{start}<title>{request.path}</title><a href='/there/'>second</a>")


urlpatterns = [
    path("ui/", include("aiuto.ui.urls")),
    path("behaviours/", behaviours),
    *(path(f"{name}/", word) for name in ("sent", "draft", "fresh", "enter", "there", "find", "undo")),
]
