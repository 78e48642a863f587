from django.apps import AppConfig
from django.utils.module_loading import import_string


class WiringConfig(AppConfig):
    """Last of the installed apps, so that every room's models, events and jobs are known when it is ready."""

    name = "transom.wiring"
    label = "wiring"
    verbose_name = "Wiring"

    def ready(self) -> None:
        # Named, not imported: this module is read before any model can be.
        import_string("transom.wiring.installing.install")()
