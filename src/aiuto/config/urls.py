"""Every address of the product, room by room."""

from django.urls import include, path

urlpatterns = [
    path("", include("aiuto.workspace.urls")),
    path("p/", include("aiuto.portal.urls")),
    path("ui/", include("aiuto.ui.urls")),
    path("account/", include("aiuto.people.urls")),
]
