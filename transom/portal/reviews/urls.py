"""Addresses of the portal's reviews pages."""

from django.urls import URLPattern

app_name = "reviews"
urlpatterns: list[URLPattern] = []
