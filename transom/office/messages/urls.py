"""Addresses of the office's messages pages."""

from django.urls import URLPattern, path

from transom.office.messages import views

app_name = "messages"
urlpatterns: list[URLPattern] = [
    path("", views.listing, name="listing"),
    path("<int:message_id>/", views.message, name="message"),
    path("<int:message_id>/resend/", views.resend, name="resend"),
]
