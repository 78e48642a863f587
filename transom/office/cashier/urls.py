"""The cashier's desk: find a record, take a payment, print its receipt."""

from django.urls import URLPattern, path

from transom.office.cashier import views

app_name = "cashier"
urlpatterns: list[URLPattern] = [
    path("", views.home, name="home"),
    path("receipts/<str:number>/", views.receipt, name="receipt"),
    path("receipts/<str:number>/pdf/", views.receipt_pdf, name="receipt_pdf"),
    path("<str:number>/", views.desk, name="desk"),
    path("<str:number>/online/", views.end_online, name="end_online"),
    path("<str:number>/charges/<int:charge_id>/waiver/", views.waive, name="waive"),
]
