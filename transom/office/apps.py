"""The staff's door."""

from django.apps import AppConfig

from transom.office.queues import menu
from transom.ui import menus


class OfficeConfig(AppConfig):
    name = "transom.office"
    label = "office"
    verbose_name = "Office"

    def ready(self) -> None:
        """Tell the page kit what stands in the office's menu."""
        menus.install("office", menu.build)
