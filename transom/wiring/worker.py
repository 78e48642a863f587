"""The worker's own connections to the queue, which listen for new jobs; Django's cannot."""

from __future__ import annotations

from procrastinate import PsycopgConnector
from procrastinate.contrib.django.utils import connector_params


def worker_connector() -> PsycopgConnector:
    """A connector on the application's database."""
    return PsycopgConnector(kwargs=connector_params())
