from django.apps import AppConfig


class HistoryConfig(AppConfig):
    name = "transom.history"
    label = "history"
    verbose_name = "History"
