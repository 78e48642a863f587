from django.apps import AppConfig


class OfficeConfig(AppConfig):
    name = "transom.office"
    label = "office"
    verbose_name = "Office"
