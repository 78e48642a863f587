"""Receipts: for who paid, and for whoever holds the link of the e-mail."""

from django.urls import URLPattern, path

from transom.portal.receipts import views

app_name = "receipts"
urlpatterns: list[URLPattern] = [
    path("open/<str:secret>/", views.show_secret, name="open"),
    path("open/<str:secret>/pdf/", views.pdf_secret, name="open_pdf"),
    path("<str:number>/", views.show, name="show"),
    path("<str:number>/pdf/", views.pdf, name="pdf"),
]
