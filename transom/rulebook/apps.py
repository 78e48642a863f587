from django.apps import AppConfig


class RulebookConfig(AppConfig):
    name = "transom.rulebook"
    label = "rulebook"
    verbose_name = "Rulebook"
