"""The worklist of reviews, and a review with its comments and decision."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from transom.accounts.queries import staff_of_team
from transom.accounts.rules import may
from transom.kernel import clock
from transom.kernel.refusals import Refused
from transom.office import access
from transom.office.queues import rows as lines
from transom.office.reviews.forms import DECISIONS, ReviewForm, read
from transom.records import queries as records
from transom.reviews import actions, queries
from transom.rulebook.queries import agency
from transom.workflow.queries import type_of

if TYPE_CHECKING:
    from transom.accounts.models import User
    from transom.reviews.models import Review

WRONG = 422
SEEING = ("reviews.decide", "reviews.assign")
WHOSE = (("team", "My team's"), ("mine", "Given to me"), ("all", "Every team's"))


@require_safe
def worklist(request: HttpRequest) -> HttpResponse:
    """Open reviews, the one due first on top; one's team's, one's own, or everybody's, perhaps only those overdue."""
    user = access.staff(request, *SEEING)
    teams = lines.teams(user)
    whose = request.GET.get("whose", "team" if teams else "all")
    late = request.GET.get("late") == "yes"
    page = queries.worklist(
        teams=teams if whose == "team" else None,
        assignee_id=user.pk if whose == "mine" else None,
        overdue_on=clock.today() if late else None,
        mark=request.GET.get("at", ""),
    )
    kept = {"whose": whose} | ({"late": "yes"} if late else {})
    context = {
        "rows": lines.review_rows(page.rows),
        "whose": whose,
        "whose_options": [one for one in WHOSE if teams or one[0] != "team"],
        "late": late,
        "later": f"?{urlencode(kept | {'at': page.later})}" if page.later else "",
        "earlier": f"?{urlencode(kept | {'at': page.earlier})}" if page.earlier else "",
    }
    return render(request, "office/reviews/worklist.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest, review_id: int) -> HttpResponse:
    """One review beside what it is about; deciding it leads on to the next one due."""
    deciding = request.method == "POST"
    user = access.staff(request, *(("reviews.decide",) if deciding else SEEING))
    this = _review(review_id)
    form = read(request.POST.dict()) if deciding else ReviewForm()
    if deciding and "more" not in request.POST:
        following = queries.neighbors(this, teams=lines.teams(user))[1]
        try:
            decided = actions.decide(this, form.decision, remarks=form.remarks, by=user, at=clock.now())
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, f"{this.record.number}, {this.label}: {decided.get_decision_display().lower()}.")
            return redirect("office:reviews:review", following) if following else redirect("office:reviews:worklist")
    context = _context(this, user) | {"form": form, "decisions": DECISIONS, "errors": form.errors}
    return render(request, "office/reviews/review.html", context, status=WRONG if form.errors else 200)


@require_POST
def assignee(request: HttpRequest, review_id: int) -> HttpResponse:
    """Take a review, give it to a colleague of the team, or give it back."""
    user = access.staff(request, *SEEING)
    this = _review(review_id)
    wanted = request.POST.get("to", "")
    takes, frees = wanted == str(user.pk), not wanted and this.assignee_id in (None, user.pk)
    if not (takes or frees):
        access.staff(request, "reviews.assign")
    people = {str(person.pk): person for person in [*staff_of_team(this.team), user]}
    if wanted and wanted not in people:
        raise Http404(access.NOT_FOUND)
    try:
        given = actions.assign(this, people.get(wanted), by=user, at=clock.now())
        who = given.assignee.label if given.assignee else "the team"
        messages.success(request, f"{this.record.number}, {this.label}: given to {who}.")
    except Refused as refused:
        messages.warning(request, str(refused))
    return redirect("office:reviews:review", review_id)


def _review(review_id: int) -> Review:
    try:
        return queries.review_for(review_id)
    except ObjectDoesNotExist:
        raise Http404(access.NOT_FOUND) from None


def _context(this: Review, user: User) -> dict[str, Any]:
    """What a reviewer looks at: the answers, the files, what the team said before and what was answered."""
    record = this.record
    views = queries.of_record(record.pk)
    before, after = queries.neighbors(this, teams=lines.teams(user))
    team = agency().teams.get(this.team)
    return {
        "review": this,
        "record": record,
        "team": team.label if team else this.team,
        "late": this.due_on < clock.today(),
        "answered": records.answers_view(record, private=True) if type_of(record) else [],
        "files": records.attachments(record),
        "history": [view for view in views if view.key == this.key and view.id != this.pk],
        "this": next(view for view in views if view.id == this.pk),
        "others": [view for view in views if view.key != this.key and view.latest],
        "people": staff_of_team(this.team) if may(user, "reviews.assign") else [],
        "may_decide": may(user, "reviews.decide") and this.decision == "open",
        "today": clock.today(),
        "previous": f"/office/reviews/{before}/" if before else "",
        "next": f"/office/reviews/{after}/" if after else "",
    }
