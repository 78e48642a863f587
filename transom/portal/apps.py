"""The public door."""

from django.apps import AppConfig

from transom.portal import menu
from transom.ui import menus


class PortalConfig(AppConfig):
    name = "transom.portal"
    label = "portal"
    verbose_name = "Portal"

    def ready(self) -> None:
        """Tell the page kit what stands in the portal's menu."""
        menus.install("portal", menu.build)
