from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "transom.documents"
    label = "documents"
    verbose_name = "Documents"
