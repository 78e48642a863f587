"""The house's addresses as a demonstration has them: with the mailbox."""

from django.urls import include, path

from transom.portal.urls import urlpatterns as portal

mailbox = path("demo/mailbox/", include("transom.portal.mailbox.urls"))
urlpatterns = [
    path("", include(([*portal, mailbox], "portal"))),
    path("office/", include("transom.office.urls")),
]
