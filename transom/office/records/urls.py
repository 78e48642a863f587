"""Addresses of the office's records pages."""

from django.urls import URLPattern

app_name = "records"
urlpatterns: list[URLPattern] = []
