"""The web process as granian runs it: it knows the rules before it takes a visitor."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "transom.wiring.settings")
application = get_wsgi_application()

# Models may be imported only when the settings stand.
from transom.wiring.warming import warm  # noqa: E402

warm()
