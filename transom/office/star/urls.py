"""StAR contractors: the table of a year, on a page and for a spreadsheet."""

from django.urls import URLPattern, path

from transom.office.star import views

app_name = "star"
urlpatterns: list[URLPattern] = [
    path("", views.this_year, name="this_year"),
    path("<int:year>/", views.table, name="table"),
    path("<int:year>/table.csv", views.spreadsheet, name="spreadsheet"),
]
