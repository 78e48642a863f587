"""Addresses of the office's account pages."""

from django.urls import URLPattern

app_name = "account"
urlpatterns: list[URLPattern] = []
