"""Everything of one account on one page, and the longer lists behind its tables."""

from django.urls import URLPattern, path

from transom.portal.dashboard import views

app_name = "dashboard"
urlpatterns: list[URLPattern] = [
    path("", views.dashboard, name="dashboard"),
    path("<slug:kind>/", views.listing, name="listing"),
]
