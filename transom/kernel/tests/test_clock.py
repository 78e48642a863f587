from datetime import UTC, date, datetime, timedelta
from threading import Thread

import pytest

from transom.kernel import clock

EVENING = datetime(2026, 3, 3, 1, 30, tzinfo=UTC)  # 7:30 p.m. on Monday in Aurora


def test_now_has_a_time_zone():
    assert clock.now().utcoffset() == timedelta(0)


def test_the_day_is_the_citys_day_and_not_greenwichs():
    with clock.frozen(EVENING):
        assert clock.today() == date(2026, 3, 2)
        assert clock.local(clock.now()).hour == 19


def test_a_stopped_clock_goes_on_afterwards():
    with clock.frozen(EVENING):
        with clock.frozen(EVENING + timedelta(days=1)):
            assert clock.today() == date(2026, 3, 3)
        assert clock.now() == EVENING
    assert clock.now() > EVENING


def test_every_thread_sees_the_stopped_clock():
    seen = []
    with clock.frozen(EVENING):
        thread = Thread(target=lambda: seen.append(clock.now()))
        thread.start()
        thread.join()
    assert seen == [EVENING]


def test_a_moment_without_a_zone_is_refused():
    bare = datetime(2026, 3, 2, 10)  # noqa: DTZ001
    with pytest.raises(ValueError, match="time zone"), clock.frozen(bare):
        pytest.fail("the clock was stopped at a moment that could be anywhere")
    with pytest.raises(ValueError, match="naive"):
        clock.local_date(bare)
