"""Inspections to do: giving them to inspectors, an inspector's day, the result."""

from django.urls import URLPattern, path

from transom.office.inspections import views

app_name = "inspections"
urlpatterns: list[URLPattern] = [
    path("", views.today, name="today"),
    path("to-assign/", views.to_assign, name="to_assign"),
    path("day/", views.whole_day, name="day"),
    path("<int:visit_id>/", views.visit, name="visit"),
    path("<int:visit_id>/inspector/", views.assign, name="assign"),
    path("<int:visit_id>/result/", views.result, name="result"),
    path("<int:visit_id>/cancellation/", views.cancel, name="cancel"),
    path("<int:visit_id>/photos/<int:photo_id>/", views.photo, name="photo"),
]
