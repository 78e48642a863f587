from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "transom.accounts"
    label = "accounts"
    verbose_name = "Accounts"
