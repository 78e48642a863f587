"""Addresses of the portal's documents pages."""

from django.urls import URLPattern

app_name = "documents"
urlpatterns: list[URLPattern] = []
