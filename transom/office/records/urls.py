"""A record in the office: its page, and everything staff do to it."""

from django.urls import URLPattern, path

from transom.office.records.views import answers, files, moves, page, remarks

app_name = "records"
urlpatterns: list[URLPattern] = [
    path("", page.find, name="find"),
    path("<str:number>/", page.show, name="record"),
    path("<str:number>/moves/<slug:event>/", moves.move, name="move"),
    path("<str:number>/answers/<slug:page_key>/", answers.amend, name="answers"),
    path("<str:number>/notes/", remarks.add_note, name="notes"),
    path("<str:number>/holds/", remarks.place_hold, name="holds"),
    path("<str:number>/holds/<int:hold_id>/lift/", remarks.lift_hold, name="lift"),
    path("<str:number>/conditions/", remarks.add_condition, name="conditions"),
    path("<str:number>/conditions/<int:condition_id>/clear/", remarks.clear_condition, name="clear"),
    path("<str:number>/files/", files.add, name="files"),
    path("<str:number>/files/<int:file_id>/", files.read, name="file"),
]
