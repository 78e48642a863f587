"""Addresses of the office's firms pages."""

from django.urls import URLPattern, path

from transom.office.firms import views

app_name = "firms"
urlpatterns: list[URLPattern] = [
    path("", views.listing, name="listing"),
    path("new/", views.new, name="new"),
    path("<int:firm_id>/", views.firm, name="firm"),
    path("<int:firm_id>/letter/", views.letter, name="letter"),
]
