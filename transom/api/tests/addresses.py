"""Where this door stands, for its own tests."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [path("api/", include("transom.api.urls"))]
