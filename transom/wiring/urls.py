"""Every address of Transom: one door a line."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("transom.portal.urls")),
    path("office/", include("transom.office.urls")),
]
