"""Answering the reviewers and handing the application in again."""

from django.urls import URLPattern, path

from transom.portal.reviews import views

app_name = "reviews"
urlpatterns: list[URLPattern] = [
    path("<str:number>/", views.respond, name="respond"),
]
