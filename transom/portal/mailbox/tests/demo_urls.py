"""The portal's addresses as a demonstration has them: with the mailbox."""

from django.urls import include, path

from transom.portal.urls import urlpatterns as portal
from transom.wiring.urls import urlpatterns as house

mailbox = path("demo/mailbox/", include("transom.portal.mailbox.urls"))
urlpatterns = [path("", include(([*portal, mailbox], "portal"))), *house[1:]]
