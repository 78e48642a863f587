"""Addresses of the portal's apply pages."""

from django.urls import URLPattern

app_name = "apply"
urlpatterns: list[URLPattern] = []
