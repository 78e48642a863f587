"""Addresses of the portal's receipts pages."""

from django.urls import URLPattern

app_name = "receipts"
urlpatterns: list[URLPattern] = []
