"""A record's page: a tab an address, and the few things its parties do from it."""

from django.urls import URLPattern, path

from transom.portal.records import views

app_name = "records"
urlpatterns: list[URLPattern] = [
    path("link/", views.link, name="link"),
    path("<str:number>/", views.info, name="info"),
    path("<str:number>/site/", views.site, name="site"),
    path("<str:number>/contacts/", views.contacts, name="contacts"),
    path("<str:number>/fees/", views.fees, name="fees"),
    path("<str:number>/fees.json", views.fees_json, name="fees_json"),
    path("<str:number>/reviews/", views.reviews, name="reviews"),
    path("<str:number>/inspections/", views.inspections, name="inspections"),
    path("<str:number>/attachments/", views.attachments, name="attachments"),
    path("<str:number>/attachments/<int:attachment_id>/", views.download, name="download"),
    path("<str:number>/conditions/", views.conditions, name="conditions"),
    path("<str:number>/chronology/", views.chronology, name="chronology"),
    path("<str:number>/moves/", views.move, name="move"),
    path("<str:number>/unlink/", views.unlink, name="unlink"),
]
