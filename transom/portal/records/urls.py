"""Addresses of the portal's records pages."""

from django.urls import URLPattern

app_name = "records"
urlpatterns: list[URLPattern] = []
