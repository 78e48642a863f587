"""The rulebook read in the office: what is in force, what it was, and what is proposed."""

from django.urls import URLPattern, path

from transom.office.rulebook import views

app_name = "rulebook"
urlpatterns: list[URLPattern] = [
    path("", views.listing, name="listing"),
    path("<slug:type_id>/", views.form, name="form"),
    path("<slug:type_id>/fees/", views.fees, name="fees"),
    path("<slug:type_id>/lifecycle/", views.lifecycle, name="lifecycle"),
    path("<slug:type_id>/checks/", views.checks, name="checks"),
    path("<slug:type_id>/text/", views.text, name="text"),
]
