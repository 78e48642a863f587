from django.apps import AppConfig


class InspectionsConfig(AppConfig):
    name = "transom.inspections"
    label = "inspections"
    verbose_name = "Inspections"
