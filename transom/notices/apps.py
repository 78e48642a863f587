from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "transom.notices"
    label = "notices"
    verbose_name = "Notices"
