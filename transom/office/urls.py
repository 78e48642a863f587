"""Every page of the staff office, by what staff come to do."""

from django.urls import URLPattern, URLResolver, include, path

app_name = "office"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("transom.office.queues.urls")),
    path("", include("transom.office.account.urls")),
    path("records/", include("transom.office.records.urls")),
    path("reviews/", include("transom.office.reviews.urls")),
    path("inspections/", include("transom.office.inspections.urls")),
    path("cashier/", include("transom.office.cashier.urls")),
    path("firms/", include("transom.office.firms.urls")),
    path("star/", include("transom.office.star.urls")),
    path("messages/", include("transom.office.messages.urls")),
    path("rules/", include("transom.office.rulebook.urls")),
    path("search/", include("transom.office.search.urls")),
]
