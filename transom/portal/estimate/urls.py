"""The fees estimator: choose a type, answer what its fees need; every estimate is an address that can be shared."""

from django.urls import URLPattern, path

from transom.portal.estimate import views

app_name = "estimate"
urlpatterns: list[URLPattern] = [
    path("", views.choose, name="choose"),
    path("<slug:type_id>/", views.show, name="show"),
]
