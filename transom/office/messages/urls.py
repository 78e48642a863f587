"""Addresses of the office's messages pages."""

from django.urls import URLPattern

app_name = "messages"
urlpatterns: list[URLPattern] = []
