"""Addresses of the portal's mailbox pages."""

from django.urls import URLPattern

app_name = "mailbox"
urlpatterns: list[URLPattern] = []
