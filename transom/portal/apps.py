from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "transom.portal"
    label = "portal"
    verbose_name = "Portal"
