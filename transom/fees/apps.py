from django.apps import AppConfig


class FeesConfig(AppConfig):
    name = "transom.fees"
    label = "fees"
    verbose_name = "Fees"
