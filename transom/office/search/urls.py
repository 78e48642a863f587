"""Addresses of the office's search pages."""

from django.urls import URLPattern

app_name = "search"
urlpatterns: list[URLPattern] = []
