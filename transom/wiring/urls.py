"""Every address of Transom: one door a line."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("office/", include("transom.office.urls")),
    path("api/", include("transom.api.urls")),
    path("", include("transom.portal.urls")),
]
