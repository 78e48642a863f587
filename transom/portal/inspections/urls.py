"""Addresses of the portal's inspections pages."""

from django.urls import URLPattern

app_name = "inspections"
urlpatterns: list[URLPattern] = []
