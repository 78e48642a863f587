"""Issued papers as PDF."""

from django.urls import URLPattern, path

from transom.portal.documents import views

app_name = "documents"
urlpatterns: list[URLPattern] = [path("<str:code>.pdf", views.open_paper, name="open")]
