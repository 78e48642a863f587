from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "transom.ui"
    label = "ui"
    verbose_name = "Page kit"
