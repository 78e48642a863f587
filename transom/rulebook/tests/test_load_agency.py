"""Publishing a folder: what is in force when, and that nothing which was in force is ever rewritten."""

from __future__ import annotations

import shutil
import threading
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from transom.history.models import Event
from transom.kernel.actors import SYSTEM
from transom.kernel.clock import local_date
from transom.rulebook import proofs, queries
from transom.rulebook.actions import load_agency
from transom.rulebook.models import AGENCY_ITSELF, Blob, Bundle, BundleFile, Effective
from transom.rulebook.problems import RulebookError
from transom.rulebook.scenarios import run_scenarios
from transom.rulebook.tests import elm
from transom.rulebook.tests.elm import NOON

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_remembered():
    queries.forget()
    yield
    queries.forget()


@pytest.fixture
def city(tmp_path, settings):
    """The folder of a city whose rules nobody has loaded."""
    settings.AGENCY = elm.KEY
    return elm.folder(tmp_path / "city")


def ours(table):
    return table.objects.filter(agency=elm.KEY)


def test_loading_a_folder_puts_its_types_in_force_from_their_own_date(city):
    loaded = load_agency(city, by=SYSTEM, at=NOON)
    assert set(loaded.changed) == set(loaded.bundles) == {AGENCY_ITSELF, "fence", "shed"}
    assert [rt.label for rt in queries.current_types(date(2026, 3, 2))] == ["Fence", "Shed"]
    assert [rt.label for rt in queries.current_types(date(2024, 3, 2))] == ["Fence"]
    assert queries.current_type("fence", date(2024, 1, 1)).bundle == loaded.bundles["fence"]
    with pytest.raises(queries.NoSuchRules, match="No rules"):
        queries.current_type("fence", date(2023, 12, 31))


def test_the_event_says_what_is_in_force_from_when(city):
    load_agency(city, by=SYSTEM, at=NOON)
    told = Event.objects.filter(verb="rulebook.published", data__agency=elm.KEY)
    assert told.count() == 3
    fence = next(event for event in told if event.data["type_id"] == "fence")
    assert (fence.data["effective"], fence.actor_label, fence.at) == ("2024-01-01", "System", NOON)


def test_loading_twice_changes_nothing(city):
    load_agency(city, by=SYSTEM, at=NOON)
    before = [table.objects.count() for table in (Blob, Bundle, BundleFile, Effective, Event)]
    assert load_agency(city, by=SYSTEM, at=NOON + timedelta(days=9)).changed == ()
    assert [table.objects.count() for table in (Blob, Bundle, BundleFile, Effective, Event)] == before


def test_a_changed_fee_holds_from_the_day_it_is_loaded_and_touches_no_other_type(city):
    first = load_agency(city, by=SYSTEM, at=NOON)
    elm.raise_the_fee(city)
    second = load_agency(city, by=SYSTEM, at=NOON + timedelta(days=30))
    assert second.changed == ("fence",)
    assert (elm.base_on(date(2026, 3, 31)), elm.base_on(date(2026, 4, 1))) == (45, 46)
    pinned = queries.record_type(first.bundles["fence"])
    assert pinned.bundle != second.bundles["fence"]
    assert pinned.assess("issue", {"length": Decimal(80), "cost": Decimal(0)}).total == Decimal("46.10")
    rows = ours(Effective).filter(type_id="fence")
    assert (rows.count(), rows.filter(withdrawn_at__isnull=True).count()) == (3, 2)


def test_a_fee_adopted_for_a_later_day_waits_for_it(city):
    load_agency(city, by=SYSTEM, at=NOON)
    elm.raise_the_fee(city, effective="2027-01-01")
    load_agency(city, by=SYSTEM, at=NOON)
    assert (elm.base_on(date(2026, 12, 31)), elm.base_on(date(2027, 1, 1))) == (45, 46)
    assert load_agency(city, by=SYSTEM, at=NOON + timedelta(days=5)).changed == ()


def test_two_editions_on_one_day_leave_the_last_in_force(city):
    load_agency(city, by=SYSTEM, at=NOON)
    elm.raise_the_fee(city)
    load_agency(city, by=SYSTEM, at=NOON)
    shutil.copytree(elm.ELM, city, dirs_exist_ok=True)
    load_agency(city, by=SYSTEM, at=NOON + timedelta(hours=1))
    assert elm.base_on(date(2026, 3, 2)) == 45
    assert elm.base_on(date(2026, 3, 1)) == 45


def test_a_change_of_wording_changes_the_city_and_not_its_types(city):
    first = load_agency(city, by=SYSTEM, at=NOON)
    elm.rewrite(city, "notices/en/closed.md", ("is issued", "is all done"))
    second = load_agency(city, by=SYSTEM, at=NOON + timedelta(days=1))
    assert second.changed == (AGENCY_ITSELF,)
    assert second.bundles["fence"] == first.bundles["fence"]


def test_words_are_those_of_today_and_rules_those_of_the_record(city, monday):
    first = load_agency(city, by=SYSTEM, at=NOON)
    elm.rewrite(city, "notices/en/closed.md", ("is issued", "is all done"))
    load_agency(city, by=SYSTEM, at=NOON)
    pinned = queries.record_type(first.bundles["fence"])
    assert pinned.notice("closed", {"record": {"number": "F26-00001"}}).subject == "F26-00001 is all done"


def test_wrong_text_is_refused_whole_with_every_sentence(city):
    elm.rewrite(city, "permits/fence.toml", ('kind = "unit"', 'kind = "unitt"'))
    with pytest.raises(RulebookError, match="unitt"):
        load_agency(city, by=SYSTEM, at=NOON)
    assert not ours(Effective).exists()


def test_a_failing_scenario_is_refused_too(city):
    elm.rewrite(city, "lifecycles/permit.toml", ('after = "180 days"', 'after = "90 days"'))
    with pytest.raises(RulebookError, match="2026-08-31 tick"):
        load_agency(city, by=SYSTEM, at=NOON)
    assert not ours(Bundle).exists()


def test_a_folder_without_an_agency_is_refused(tmp_path):
    with pytest.raises(RulebookError, match=r"there is no agency\.toml"):
        load_agency(tmp_path, by=SYSTEM, at=NOON)


def test_a_folder_in_force_costs_one_query_and_is_not_compiled_again(city, django_assert_num_queries, monkeypatch):
    loaded = load_agency(city, by=SYSTEM, at=NOON)
    monkeypatch.setattr(proofs, "compile_book", None)
    with django_assert_num_queries(1):
        again = load_agency(city, by=SYSTEM, at=NOON)
    assert again.bundles == loaded.bundles


def test_publishing_asks_the_database_as_little_for_many_types_as_for_few(city, django_assert_max_num_queries):
    for n in range(40):
        text = (city / "permits" / "shed.toml").read_text()
        (city / "permits" / f"shed-{n}.toml").write_text(
            text.replace('"shed"', f'"shed-{n}"').replace('"S{yy}', f'"S{n}{{yy}}')
        )
    events = 43
    with django_assert_max_num_queries(12 + events):
        load_agency(city, by=SYSTEM, at=NOON)


def test_the_examples_of_a_type_run_again_only_when_its_text_changed(city, monkeypatch):
    load_agency(city, by=SYSTEM, at=NOON)
    ran = []
    monkeypatch.setattr(proofs, "run_scenarios", lambda book: ran.extend(book.texts) or run_scenarios(book))
    elm.rewrite(city, "permits/shed.toml", ("amount = 30.00", "amount = 31.07"))
    load_agency(city, by=SYSTEM, at=NOON)
    assert ran == ["shed"]


def test_a_type_that_the_folder_no_longer_holds_ends_and_its_records_keep_their_rules(city):
    first = load_agency(city, by=SYSTEM, at=NOON)
    (city / "permits" / "shed.toml").unlink()
    later = NOON + timedelta(days=30)
    load_agency(city, by=SYSTEM, at=later)
    assert [rt.id for rt in queries.current_types(date(2026, 3, 31))] == ["fence", "shed"]
    assert [rt.id for rt in queries.current_types(date(2026, 4, 1))] == ["fence"]
    assert queries.record_type(first.bundles["shed"]).label == "Shed"
    ended = Event.objects.get(verb="rulebook.ended")
    assert (ended.data["type_id"], ended.data["effective"]) == ("shed", "2026-04-01")


def test_a_type_that_comes_back_holds_from_that_day_on(city):
    load_agency(city, by=SYSTEM, at=NOON)
    text = (city / "permits" / "shed.toml").read_text()
    (city / "permits" / "shed.toml").unlink()
    load_agency(city, by=SYSTEM, at=NOON + timedelta(days=10))
    (city / "permits" / "shed.toml").write_text(text)
    assert load_agency(city, by=SYSTEM, at=NOON + timedelta(days=20)).changed == ("shed",)
    in_force = [day for day in (11, 12, 21, 22) if len(queries.current_types(date(2026, 3, day))) == 2]
    assert in_force == [11, 22]


# -- what the database itself refuses


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE rulebook_blob SET source = source || ' '",
        "DELETE FROM rulebook_blob",
        "UPDATE rulebook_bundle SET manifest = '{}'",
        "DELETE FROM rulebook_bundlefile",
        "UPDATE rulebook_effective SET adopted_by = 'nobody'",
        "UPDATE rulebook_effective SET during = '[2020-01-01,)', withdrawn_at = now()",
        "DELETE FROM rulebook_effective",
    ],
)
def test_nothing_published_can_be_changed_or_removed(statement, city):
    load_agency(city, by=SYSTEM, at=NOON)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_a_row_can_be_withdrawn_once(city):
    load_agency(city, by=SYSTEM, at=NOON)
    row = ours(Effective).get(type_id="fence")
    Effective.objects.filter(pk=row.pk).update(withdrawn_at=NOON)
    with pytest.raises(IntegrityError), transaction.atomic():
        Effective.objects.filter(pk=row.pk).update(withdrawn_at=None)


def test_a_text_cannot_be_stored_under_a_name_that_is_not_its_own():
    with pytest.raises(IntegrityError), transaction.atomic():
        Blob.objects.create(sha256="0" * 64, source="amount = 1", created_at=NOON)


def test_two_bundles_are_never_in_force_at_once(city):
    load_agency(city, by=SYSTEM, at=NOON)
    row = ours(Effective).get(type_id="fence")
    row.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


# -- reading


def test_compiled_rules_are_kept_and_cost_no_query_again(django_assert_num_queries, city):
    loaded = load_agency(city, by=SYSTEM, at=NOON)
    fence = queries.record_type(loaded.bundles["fence"])
    queries.agency()
    with django_assert_num_queries(0):
        for _ in range(50):
            assert queries.record_type(loaded.bundles["fence"]) is fence
            assert queries.agency().name == "City of Elm"


def test_the_menu_of_the_city_is_live_for_the_types_that_are_online(city):
    load_agency(city, by=SYSTEM, at=NOON)
    live = [entry.type_id for group in queries.agency().groups for entry in group.live]
    assert live == ["fence", "shed"]


def test_what_is_not_there_is_said_to_be_not_there(city):
    load_agency(city, by=SYSTEM, at=NOON)
    with pytest.raises(queries.NoSuchRules, match="There is no bundle"):
        queries.record_type("f" * 64)
    with pytest.raises(queries.NoSuchRules, match='No record type "pool"'):
        queries.current_type("pool", date(2026, 3, 2))
    with pytest.raises(queries.NoSuchRules, match="load its folder first"):
        queries.agency("nowhere-il")


@pytest.mark.django_db(transaction=True)
def test_two_programs_that_start_together_publish_once(city):
    failures: list[BaseException] = []

    def load() -> None:
        try:
            load_agency(city, by=SYSTEM, at=NOON)
        except BaseException as error:
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=load) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert ours(Effective).count() == ours(Bundle).count() == 4
    assert all(bundle.files.count() == len(bundle.manifest) for bundle in ours(Bundle))


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(41, 60), st.integers(-30, 90)), min_size=1, max_size=6))
@hypothesis_settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_on_every_day_the_last_edition_that_had_begun_holds(tmp_path_factory, settings, loads):
    """Whatever is loaded when, and for which day: one edition holds at a time, and none reaches back."""
    settings.AGENCY = elm.KEY
    with transaction.atomic():
        at, expected = NOON, {}
        for later, base, ahead in loads:
            at += timedelta(days=later)
            today = local_date(at)
            effective = today + timedelta(days=ahead)
            city = elm.folder(tmp_path_factory.mktemp("elm") / "city")
            elm.raise_the_fee(city, f"{base}.00", effective.isoformat())
            changed = load_agency(city, by=SYSTEM, at=at).changed
            start = max(effective, today) if expected else effective
            if "fence" in changed:
                expected = {day: held for day, held in expected.items() if day < start} | {start: base}
        for day in (start + timedelta(days=n) for start in expected for n in (0, 1)):
            held = expected[max(start for start in expected if start <= day)]
            assert elm.base_on(day) == held
        transaction.set_rollback(True)
