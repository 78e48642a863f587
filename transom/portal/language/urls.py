"""The switch between the languages of the portal."""

from django.urls import URLPattern, path

from transom.portal.language import views

app_name = "language"
urlpatterns: list[URLPattern] = [
    path("", views.switch, name="switch"),
]
