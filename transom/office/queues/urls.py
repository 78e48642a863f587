"""Addresses of the office's queues pages."""

from django.urls import URLPattern

app_name = "queues"
urlpatterns: list[URLPattern] = []
