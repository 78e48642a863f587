"""My work, and the queues of records."""

from django.urls import URLPattern, path

from transom.office.queues import views

app_name = "queues"
urlpatterns: list[URLPattern] = [
    path("", views.home, name="home"),
    path("queues/<slug:key>/", views.queue, name="queue"),
]
