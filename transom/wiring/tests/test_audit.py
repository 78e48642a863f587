from argparse import Namespace

import pytest
from django.db import connection

from transom.fees.audit import broken
from transom.kernel import clock
from transom.records.models import Record, StatusChange
from transom.wiring.audit import CHECKS
from transom.wiring.commands import audit, main

pytestmark = pytest.mark.django_db


def test_all_holds_in_a_fresh_house(capsys):
    assert audit.run(options(quiet=False)) == 0
    said = capsys.readouterr().out
    assert all(f"holds  {check.key}: {check.promise}" in said for check in CHECKS)


def test_a_guard_that_was_taken_away_is_missed(capsys):
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE history_event DISABLE TRIGGER history_event_append_only")
    assert audit.run(options(quiet=True)) == 1
    assert capsys.readouterr().out == (
        "history.append_only: The tables that may only grow have their guards. Broken by: history_event.\n"
    )


def test_a_record_whose_status_no_move_explains_is_found():
    at = clock.now()
    record = Record.objects.create(
        number="F26-00001", agency="aurora-il", kind="permit", status="issued", created_at=at, updated_at=at
    )
    StatusChange.objects.create(record=record, old="draft", new="in_review", move="submit", by_label="System", at=at)
    keys = {sentence.split(":")[0] for sentence in broken(CHECKS)}
    assert keys == {"records.status_is_last_move", "records.submitted_is_told", "records.moves_are_told"}


def test_an_unknown_word_is_told_with_the_known_ones(capsys):
    assert main(["adit"]) == 2
    said = capsys.readouterr().err
    assert "there is no word 'adit'" in said
    assert "createstaff" in said


def options(*, quiet: bool) -> Namespace:
    return Namespace(quiet=quiet)
