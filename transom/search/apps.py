from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "transom.search"
    label = "search"
    verbose_name = "Search"
