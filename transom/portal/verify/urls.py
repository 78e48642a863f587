"""Addresses of the page behind the QR code of a permit, and of the form for a code that is typed."""

from django.urls import URLPattern, path

from transom.portal.verify import views

app_name = "verify"
urlpatterns: list[URLPattern] = [
    path("", views.ask, name="ask"),
    path("<str:code>/", views.verify, name="verify"),
]
