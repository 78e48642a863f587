"""Asking for an inspection, moving it, calling it off, and who to call."""

from django.urls import URLPattern, path

from transom.portal.inspections import views

app_name = "inspections"
urlpatterns: list[URLPattern] = [
    path("inspectors/", views.inspectors, name="inspectors"),
    path("visits/<int:visit_id>/", views.visit, name="visit"),
    path("visits/<int:visit_id>/calendar.ics", views.calendar_file, name="calendar"),
    path("visits/<int:visit_id>/reschedule/", views.reschedule, name="reschedule"),
    path("visits/<int:visit_id>/cancel/", views.cancel, name="cancel"),
    path("visits/<int:visit_id>/photos/<int:photo_id>/", views.photo, name="photo"),
    path("<str:number>/<slug:key>/", views.schedule, name="schedule"),
]
