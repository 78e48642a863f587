import pytest
from django.db import connection, transaction

from transom.kernel import queue

pytestmark = pytest.mark.django_db
done: list[object] = []


@queue.job("kernel.tests.note")
def note(word):
    done.append(word)


@queue.job("kernel.tests.chain")
def chain(left):
    done.append(left)
    if left:
        queue.defer("kernel.tests.chain", left=left - 1)


@queue.job("kernel.tests.daily", cron="0 11 * * *")
def daily():
    done.append("daily")


@pytest.fixture(autouse=True)
def _nothing_done():
    done.clear()


def waiting():
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE status = 'todo'")
        return cursor.fetchone()[0]


def test_a_deferred_job_is_done_with_its_arguments(run_jobs):
    queue.defer("kernel.tests.note", word="hello")
    assert done == []
    assert run_jobs() == ["kernel.tests.note"]
    assert done == ["hello"]


def test_a_job_of_a_rolled_back_change_was_never_asked_for():
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        queue.defer("kernel.tests.note", word="hello")
        raise ZeroDivisionError
    assert waiting() == 0


def test_jobs_that_jobs_ask_for_are_done_too(run_jobs):
    queue.defer("kernel.tests.chain", left=2)
    run_jobs()
    assert done == [2, 1, 0]


def test_a_job_that_asks_for_itself_for_ever_is_found():
    queue.defer("kernel.tests.chain", left=100)
    with pytest.raises(RuntimeError, match="ask for itself"):
        queue.run_waiting(limit=10)


def test_what_waits_is_taken_oldest_first_and_not_done_again(run_jobs):
    for word in ("a", "b", "c"):
        queue.defer("kernel.tests.note", word=word)
    queue.defer("kernel.tests.chain", left=0)
    assert queue.take_waiting("kernel.tests.note", 2) == [{"word": "a"}, {"word": "b"}]
    run_jobs()
    assert done == ["c", 0]


def test_what_was_taken_waits_again_after_a_rollback():
    queue.defer("kernel.tests.note", word="a")
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        queue.take_waiting("kernel.tests.note")
        raise ZeroDivisionError
    assert waiting() == 1


def test_a_job_that_waits_for_its_next_try_is_not_taken():
    queue.defer("kernel.tests.note", word="a")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET scheduled_at = now() + interval '1 hour'")
    assert queue.take_waiting("kernel.tests.note") == []


def test_an_unknown_job_is_refused_at_once():
    with pytest.raises(LookupError, match=r"No job is called 'kernel\.tests\.nobody'"):
        queue.defer("kernel.tests.nobody")


def test_a_name_is_given_once():
    with pytest.raises(ValueError, match="registered twice"):
        queue.job("kernel.tests.note")(note)


def test_a_job_that_comes_by_the_clock_can_be_asked_for_too(run_jobs):
    queue.defer("kernel.tests.daily")
    run_jobs()
    assert done == ["daily"]


def test_the_age_of_the_queue_is_known():
    assert queue.oldest_waiting_seconds() == 0
    queue.defer("kernel.tests.note", word="old")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_events SET at = now() - interval '90 seconds'")
    assert 90 <= queue.oldest_waiting_seconds() < 120
