from django.apps import AppConfig


class RecordsConfig(AppConfig):
    name = "transom.records"
    label = "records"
    verbose_name = "Records"
