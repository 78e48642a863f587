"""The front page and the questions people ask."""

from django.urls import URLPattern, path

from transom.portal.home import views

app_name = "home"
urlpatterns: list[URLPattern] = [
    path("", views.home, name="home"),
    path("help/", views.questions, name="help"),
]
