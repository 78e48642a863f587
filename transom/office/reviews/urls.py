"""Plan review: the worklist, one review, who has it."""

from django.urls import URLPattern, path

from transom.office.reviews import views

app_name = "reviews"
urlpatterns: list[URLPattern] = [
    path("", views.worklist, name="worklist"),
    path("<int:review_id>/", views.review, name="review"),
    path("<int:review_id>/assignee/", views.assignee, name="assignee"),
]
