"""Addresses of the office's account pages."""

from django.urls import URLPattern, path

from transom.office.account import views

app_name = "account"
urlpatterns: list[URLPattern] = [
    path("sign-in/", views.sign_in, name="sign_in"),
    path("sign-out/", views.sign_out, name="sign_out"),
    path("password/", views.password, name="password"),
    path("people/", views.people, name="people"),
]
