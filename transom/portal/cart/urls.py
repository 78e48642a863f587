"""From a fee that is due to a receipt: the cart, the summary, the way to the payment page and back."""

from django.urls import URLPattern, path

from transom.portal.cart import views

app_name = "cart"
urlpatterns: list[URLPattern] = [
    path("", views.show, name="show"),
    path("items/<str:number>/", views.put_in, name="put_in"),
    path("removal/", views.remove, name="remove"),
    path("checkout/", views.checkout, name="checkout"),
    path("payment/", views.pay, name="pay"),
    path("payment/<uuid:key>/", views.come_back, name="come_back"),
    path("payment/<uuid:key>/page/", views.go_on, name="go_on"),
    path("payment/<uuid:key>/cancellation/", views.cancel, name="cancel"),
    path("paid/", views.paid, name="paid"),
    path("webhook/<slug:gateway>/", views.webhook, name="webhook"),
]
