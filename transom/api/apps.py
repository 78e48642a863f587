from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "transom.api"
    label = "api"
    verbose_name = "Open data"
