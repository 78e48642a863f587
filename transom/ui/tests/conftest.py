"""The gallery on a small server of its own, under the product's content policy, and a browser to look at it."""

import mimetypes
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

import pytest

from transom.ui.tests.given import GALLERY, HERE, gallery_page

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'"
)
FIRMS = b'{"results": [{"id": 1, "name": "Fox Valley Fence LLC"}, {"id": 2, "name": "Fox & Sons Roofing"}]}'


class Gallery(BaseHTTPRequestHandler):
    """Gallery pages, static files, and two firms for the company field."""

    def do_GET(self) -> None:
        path = urlsplit(self.path).path
        if path.startswith("/static/"):
            self._answer((HERE.parent / path.lstrip("/")).read_bytes(), mimetypes.guess_type(path)[0] or "font/woff2")
        elif path == "/account/firms/":
            self._answer(FIRMS, "application/json")
        else:
            name = path.strip("/")
            self._answer(gallery_page(name if name in GALLERY else "home").encode(), "text/html; charset=utf-8")

    def _answer(self, body: bytes, kind: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Security-Policy", POLICY)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Nobody reads the log of a test's server."""


@pytest.fixture(scope="session")
def gallery() -> Iterator[str]:
    """The address of the gallery."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Gallery)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()
