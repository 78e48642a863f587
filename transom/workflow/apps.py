from django.apps import AppConfig


class WorkflowConfig(AppConfig):
    name = "transom.workflow"
    label = "workflow"
    verbose_name = "Workflow"
