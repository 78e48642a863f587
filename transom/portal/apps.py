"""The public door."""

from django.apps import AppConfig

from transom.portal import menu, speaking
from transom.ui import menus, translated


class PortalConfig(AppConfig):
    name = "transom.portal"
    label = "portal"
    verbose_name = "Portal"

    def ready(self) -> None:
        """Tell the page kit what stands in the portal's menu, and which of its pages are translated."""
        menus.install("portal", menu.build)
        translated.install(speaking.PAGES)
