from django.apps import AppConfig


class ImportersConfig(AppConfig):
    name = "transom.importers"
    label = "importers"
    verbose_name = "Importers"
