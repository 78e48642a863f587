"""Addresses of the office's search."""

from django.urls import URLPattern, path

from transom.office.search import views

app_name = "search"
urlpatterns: list[URLPattern] = [
    path("", views.search, name="search"),
]
