"""Answering the corrections and resubmitting, from one page."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from transom.kernel import clock
from transom.records import actions as records
from transom.records.models import Record
from transom.records.queries import attachments
from transom.reviews.models import Comment, Review
from transom.workflow.tests import given

pytestmark = pytest.mark.usefixtures("city")


def browser(user=None):
    client = Client()
    if user is not None:
        client.force_login(user)
    return client


@pytest.fixture
def returned():
    """Maria's fence, returned by zoning with one comment."""
    maria, desk = given.person(), given.staff("supervisor", username="desk")
    return given.decide(given.submitted(maria), "zoning", "corrections", by=desk), maria


def url(record):
    return f"/reviews/{record.number}/"


def test_the_page_lists_each_comment_with_a_place_to_answer(returned):
    record, maria = returned
    html = browser(maria).get(url(record)).content.decode()
    for words in ("Show the setback from the sidewalk.", "sheet A1 · 17.04.080", "Must be corrected", ">Resubmit<"):
        assert words in html, words
    assert f'name="reply-{Comment.objects.get().pk}"' in html


def test_answers_and_revised_papers_are_kept_and_the_reviewers_look_again(returned):
    record, maria = returned
    comment = Comment.objects.get()
    said = {f"reply-{comment.pk}": "The plat now shows 12 ft.", "document": "plat", "then": "resubmit"}
    with clock.frozen(given.noon(given.MONDAY + timedelta(days=2))):
        answer = browser(maria).post(url(record), said | {"files": given.upload("plat-2.pdf")}, follow=True)
    assert answer.redirect_chain == [(f"/records/{record.number}/reviews/", 302)]
    assert f"{record.number} is handed in again." in answer.content.decode()
    assert comment.replies.get().text == "The plat now shows 12 ft."
    assert ("plat-2.pdf", 2) in [(one.filename, one.version) for one in attachments(record)]
    assert Record.objects.get(pk=record.pk).status == "in_review"
    assert Review.objects.get(record=record, decision="open").cycle == 2


def test_answers_are_saved_without_handing_in(returned):
    record, maria = returned
    comment = Comment.objects.get()
    client = browser(maria)
    answer = client.post(url(record), {f"reply-{comment.pk}": "In hand.", "then": "save"}, follow=True)
    assert "Your answers are saved." in answer.content.decode()
    assert "In hand." in answer.content.decode()
    assert Record.objects.get(pk=record.pk).status == "corrections"


def test_nothing_written_is_said(returned):
    record, maria = returned
    client = browser(maria)
    assert "Write an answer or choose a file first." in client.post(url(record), {"then": "save"}).content.decode()


def test_a_comment_that_must_be_fixed_needs_an_answer_or_a_file_before_it_is_handed_in_again(returned):
    record, maria = returned
    client = browser(maria)
    bare = client.post(url(record), {"then": "resubmit"})
    assert bare.status_code == 422
    assert "Answer this comment, or upload what you changed." in bare.content.decode()
    assert Record.objects.get(pk=record.pk).status == "corrections"
    with clock.frozen(given.noon(given.MONDAY + timedelta(days=2))):
        records.attach(record, given.upload("plat-2.pdf"), document="plat", label="Plat", by=maria, at=clock.now())
        assert client.post(url(record), {"then": "resubmit"}).status_code == 302


def test_an_answer_saved_before_is_enough_to_hand_in_again(returned):
    record, maria = returned
    client = browser(maria)
    client.post(url(record), {f"reply-{Comment.objects.get().pk}": "In hand.", "then": "save"})
    assert client.post(url(record), {"then": "resubmit"}).status_code == 302


def test_a_wrong_file_keeps_the_answers_typed(returned):
    record, maria = returned
    comment = Comment.objects.get()
    said = {f"reply-{comment.pk}": "See the new plat.", "document": "plat", "then": "resubmit"}
    said["files"] = SimpleUploadedFile("plat.pdf", b"not a pdf")
    answer = browser(maria).post(url(record), said)
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "“plat.pdf” is not a PDF, PNG or JPEG file." in html
    assert "See the new plat." in html
    assert not comment.replies.exists()
    assert Record.objects.get(pk=record.pk).status == "corrections"


def test_files_without_a_kind_are_asked_about(returned):
    record, maria = returned
    answer = browser(maria).post(url(record), {"files": given.upload(), "then": "save"})
    assert "Choose what the files are." in answer.content.decode()


def test_what_was_kept_is_not_offered_again_when_handing_in_is_refused(returned):
    record, maria = returned
    comment = Comment.objects.get()
    given.actions.fire(record, "withdraw", by=maria, at=given.noon(given.MONDAY), why="")
    answer = browser(maria).post(url(record), {f"reply-{comment.pk}": "Done.", "then": "resubmit"})
    html = answer.content.decode()
    assert "This is not possible while the status is “Withdrawn”" in html
    assert comment.replies.get().text == "Done."
    assert ">Done.</textarea>" not in html


def test_another_records_comment_cannot_be_answered_from_here(returned):
    record, maria = returned
    desk = given.staff("supervisor", username="boss")
    other = given.decide(
        given.submitted(given.person("otto"), place=given.parcel("9")), "zoning", "corrections", by=desk
    )
    foreign = Comment.objects.get(review__record=other)
    browser(maria).post(url(record), {f"reply-{foreign.pk}": "Mine now.", "then": "save"})
    assert not foreign.replies.exists()


def test_nothing_to_answer_says_so():
    maria = given.person()
    record = given.submitted(maria)
    assert "No reviewer asks for anything now." in browser(maria).get(url(record)).content.decode()


def test_a_record_returned_by_the_desk_without_comments_can_be_handed_in_again():
    maria, desk = given.person(), given.staff("supervisor", username="desk")
    record = given.actions.fire(
        given.submitted(maria), "return", by=desk, at=given.noon(given.MONDAY), why="The plat is not readable."
    )
    html = browser(maria).get(url(record)).content.decode()
    assert ">Resubmit<" in html
    assert "The plat is not readable." in html


def test_only_parties_reach_the_page(returned):
    record, _ = returned
    assert browser().get(url(record))["Location"].endswith(f"sign-in/?next=%2Frecords%2F{record.number}%2F")
    follower = given.person("otto")
    records.link("permit", record.number, by=follower, at=given.noon(given.MONDAY))
    other_firm = given.person("foxy", kind="firm", firm=given.contractor())
    for user in (follower, other_firm, given.staff("intake", username="ida")):
        assert browser(user).get(url(record)).status_code == 404
        assert browser(user).post(url(record), {"then": "resubmit"}).status_code == 404
    assert browser(given.person("nora")).get("/reviews/F26-99999/").status_code == 404


def test_the_page_asks_as_many_queries_however_many_comments(returned, django_assert_max_num_queries):
    record, maria = returned
    client = browser(maria)
    client.get(url(record))
    with django_assert_max_num_queries(20) as few:
        client.get(url(record))
    review = Review.objects.get(record=record)
    Comment.objects.bulk_create(
        Comment(review=review, text=f"Fix {n}", must_fix=True, by_label="Rita", at=given.noon(given.MONDAY))
        for n in range(30)
    )
    with django_assert_max_num_queries(len(few)):
        client.get(url(record))
