"""Which permit do I need: a few questions, one at a time, each step an address."""

from django.urls import URLPattern, path

from transom.portal.which import views

app_name = "which"
urlpatterns: list[URLPattern] = [
    path("", views.ask, name="ask"),
]
