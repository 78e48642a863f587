"""Addresses of the portal's search pages."""

from django.urls import URLPattern

app_name = "search"
urlpatterns: list[URLPattern] = []
