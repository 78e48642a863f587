"""Open data: what anyone may read, as JSON."""

from django.urls import URLPattern, path

from transom.api import views

app_name = "api"
urlpatterns: list[URLPattern] = [
    path("records.json", views.records, name="records"),
    path("records/<str:number>.json", views.record, name="record"),
    path("estimate.json", views.estimated_types, name="estimated_types"),
    path("estimate/<slug:type_id>.json", views.estimate_fees, name="estimate"),
    path("<path:anything>", views.nothing, name="nothing"),
]
