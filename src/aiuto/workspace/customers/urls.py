"""Addresses of the pages about customers."""

from django.urls import path

from aiuto.workspace.customers import changes, limits, views

urlpatterns = [
    path("", views.register, name="customers"),
    path("<int:customer>/", views.show, name="customer"),
    path("<int:customer>/edit/", changes.edit, name="edit_customer"),
    path("<int:customer>/address/", changes.add_address, name="add_address"),
    path("<int:customer>/address/<int:point>/ask/", changes.ask, name="ask_confirmation"),
    path("<int:customer>/limit/", limits.ask, name="limit_customer"),
    path("<int:customer>/limit/check/", limits.check, name="check_limit"),
    path("limits/", limits.show, name="customer_limits"),
    path("limits/<int:limit>/lift/", limits.lift, name="lift_limit"),
    path("<int:customer>/merge/", changes.merge, name="merge_customers"),
]
