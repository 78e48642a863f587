"""Every page of the public portal, by what people come to do."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

app_name = "portal"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("transom.portal.home.urls")),
    path("language/", include("transom.portal.language.urls")),
    path("account/", include("transom.portal.account.urls")),
    path("dashboard/", include("transom.portal.dashboard.urls")),
    path("apply/", include("transom.portal.apply.urls")),
    path("estimate/", include("transom.portal.estimate.urls")),
    path("which-permit/", include("transom.portal.which.urls")),
    path("records/", include("transom.portal.records.urls")),
    path("reviews/", include("transom.portal.reviews.urls")),
    path("inspections/", include("transom.portal.inspections.urls")),
    path("cart/", include("transom.portal.cart.urls")),
    path("receipts/", include("transom.portal.receipts.urls")),
    path("documents/", include("transom.portal.documents.urls")),
    path("search/", include("transom.portal.search.urls")),
    path("verify/", include("transom.portal.verify.urls")),
]
if settings.DEMO:
    urlpatterns.append(path("demo/mailbox/", include("transom.portal.mailbox.urls")))
