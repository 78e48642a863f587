"""The rulebook in the office: what is in force, what it was, what is proposed, and who decides."""

from django.urls import URLPattern, path

from transom.office.rulebook.views import deciding, editions, proposing, reading, trying

app_name = "rulebook"
urlpatterns: list[URLPattern] = [
    path("", reading.listing, name="listing"),
    path("city/", editions.of_city, name="city"),
    path("proposals/", proposing.listing, name="proposals"),
    path("proposals/new/", proposing.upload, name="propose"),
    path("proposals/new/files/<path:path>", proposing.edit, name="edit"),
    path("proposals/<int:proposal_id>/", deciding.show, name="proposal"),
    path("proposals/<int:proposal_id>/replay/", deciding.replay, name="replay"),
    path("proposals/<int:proposal_id>/publication/", deciding.publish, name="publish"),
    path("proposals/<int:proposal_id>/refusal/", deciding.refuse, name="refuse"),
    path("proposals/<int:proposal_id>/withdrawal/", deciding.withdraw, name="withdraw"),
    path("proposals/<int:proposal_id>/renewal/", deciding.again, name="again"),
    path("<slug:type_id>/", reading.form, name="form"),
    path("<slug:type_id>/fees/", reading.fees, name="fees"),
    path("<slug:type_id>/lifecycle/", reading.lifecycle, name="lifecycle"),
    path("<slug:type_id>/checks/", reading.checks, name="checks"),
    path("<slug:type_id>/text/", reading.text, name="text"),
    path("<slug:type_id>/editions/", editions.of_type, name="editions"),
    path("<slug:type_id>/trial/", trying.fees, name="try"),
]
