"""Addresses of the portal's account pages."""

from django.urls import URLPattern, path

from transom.portal.account.views import profile, setting_up, signing_in

app_name = "account"
urlpatterns: list[URLPattern] = [
    path("", profile.profile, name="profile"),
    path("password/", profile.password, name="password"),
    path("sign-in/", signing_in.sign_in, name="sign_in"),
    path("sign-in/which/", signing_in.which, name="which"),
    path("sign-out/", signing_in.sign_out, name="sign_out"),
    path("firms/", signing_in.firms, name="firms"),
    path("set-up/", setting_up.set_up, name="set_up"),
    path("set-up/sent/", setting_up.sent, name="sent"),
    path("confirm-first/", setting_up.confirm_first, name="confirm_first"),
    path("confirm/", setting_up.confirm, name="confirm_page"),
    path("confirm/<str:token>/", setting_up.confirm_link, name="confirm"),
    path("first-password/", setting_up.first_password, name="first_password_page"),
    path("first-password/<str:token>/", setting_up.first_password_link, name="first_password"),
]
