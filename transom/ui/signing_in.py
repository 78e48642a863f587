"""A page that needs somebody signed in leads to the sign-in page of its door, and back."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect


class SignInFirst(Exception):
    """The page needs an account; `page` is where one signs in, `back` where one is brought afterwards."""

    def __init__(self, page: str, back: str) -> None:
        super().__init__("Sign in first.")
        self.page, self.back = page, back


class AskToSignIn:
    """Middleware that answers SignInFirst with the sign-in page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Send the person to sign in; every other exception is somebody else's."""
        if not isinstance(exception, SignInFirst):
            return None
        return HttpResponseRedirect(f"{exception.page}?{urlencode({'next': exception.back})}")
