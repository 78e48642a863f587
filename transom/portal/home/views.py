"""What can be done here, and answers to what people ask."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from transom.kernel import clock
from transom.rulebook.queries import agency, current_types


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The front page: apply, find, pay, schedule, verify. No query for a stranger."""
    return render(request, "portal/home/home.html", {"calendar": agency().calendar})


@require_safe
def questions(request: HttpRequest) -> HttpResponse:
    """The portal's questions and answers, in the words of the rulebook in force."""
    city = agency()
    online = [rt.label for rt in current_types(clock.today()) if rt.online]
    return render(request, "portal/home/help.html", {"calendar": city.calendar, "online": online})
