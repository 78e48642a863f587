from django.apps import AppConfig


class LandConfig(AppConfig):
    name = "transom.land"
    label = "land"
    verbose_name = "Land"
