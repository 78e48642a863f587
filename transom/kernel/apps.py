from django.apps import AppConfig


class KernelConfig(AppConfig):
    name = "transom.kernel"
    label = "kernel"
    verbose_name = "Kernel"
