"""Applying: choose a type, answer its pages, hand in documents, review, sign and submit."""

from django.urls import URLPattern, path

from transom.portal.apply import views

app_name = "apply"
urlpatterns: list[URLPattern] = [
    path("", views.choose, name="choose"),
    path("new/<slug:type_id>/", views.start, name="start"),
    path("<int:draft_id>/", views.resume, name="resume"),
    path("<int:draft_id>/page/<slug:page_key>/", views.page, name="page"),
    path("<int:draft_id>/find/<slug:field_key>/", views.find, name="find"),
    path("<int:draft_id>/entry/<slug:field_key>/", views.add_entry, name="add-entry"),
    path("<int:draft_id>/entry/<slug:field_key>/<int:index>/", views.change_entry, name="change-entry"),
    path("<int:draft_id>/entry/<slug:field_key>/<int:index>/remove/", views.remove_entry, name="remove-entry"),
    path("<int:draft_id>/documents/", views.documents, name="documents"),
    path("<int:draft_id>/documents/<int:attachment_id>/", views.open_document, name="document"),
    path("<int:draft_id>/documents/<int:attachment_id>/remove/", views.remove_document, name="remove-document"),
    path("<int:draft_id>/review/", views.review, name="review"),
    path("<int:draft_id>/discard/", views.discard, name="discard"),
]
