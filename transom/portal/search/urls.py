"""Addresses of the portal's search: one page, every search an address that can be passed on."""

from django.urls import URLPattern, path

from transom.portal.search import views

app_name = "search"
urlpatterns: list[URLPattern] = [
    path("", views.search, name="search"),
]
