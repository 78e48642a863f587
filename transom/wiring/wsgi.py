"""The web process as granian runs it."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "transom.wiring.settings")
application = get_wsgi_application()
