"""The room's addresses alone."""

from django.urls import include, path

urlpatterns = [path("ui/", include("aiuto.ui.urls"))]
