"""Addresses of the demonstration's mailbox; `portal.urls` mounts them in demo mode only."""

from django.urls import URLPattern, path

from transom.portal.mailbox import views

app_name = "mailbox"
urlpatterns: list[URLPattern] = [
    path("", views.listing, name="listing"),
    path("<int:message_id>/", views.message, name="message"),
    path("<int:message_id>/files/<int:place>/", views.attachment, name="attachment"),
]
