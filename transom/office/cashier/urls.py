"""Addresses of the office's cashier pages."""

from django.urls import URLPattern

app_name = "cashier"
urlpatterns: list[URLPattern] = []
