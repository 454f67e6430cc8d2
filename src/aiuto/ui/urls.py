"""The addresses of the room `ui`."""

from django.urls import path

from aiuto.ui import gallery, themes

app_name = "ui"
urlpatterns = [
    path("gallery/", gallery.gallery, name="gallery"),
    path("theme/", themes.choose, name="theme"),
]
