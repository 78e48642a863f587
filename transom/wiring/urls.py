"""Every address of Transom: one door a line."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("office/", include("transom.office.urls")),
    path("api/", include("transom.api.urls")),
    path("", include("transom.portal.urls")),
]

handler400 = "transom.wiring.errors.bad_request"
handler403 = "transom.wiring.errors.permission_denied"
handler404 = "transom.wiring.errors.page_not_found"
handler500 = "transom.wiring.errors.server_error"
