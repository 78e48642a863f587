"""Publishing a folder: what is in force when, and that nothing which was in force is ever rewritten."""

from __future__ import annotations

import shutil
import threading
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from transom.history.models import Event
from transom.kernel.actors import SYSTEM
from transom.rulebook import queries
from transom.rulebook.actions import load_agency
from transom.rulebook.models import AGENCY_ITSELF, Blob, Bundle, BundleFile, Effective
from transom.rulebook.problems import RulebookError
from transom.rulebook.tests.given import AURORA, aurora_type

NOON = datetime(2026, 3, 2, 18, tzinfo=UTC)
FENCE = "fence-residential"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_remembered():
    queries.forget()
    yield
    queries.forget()


@pytest.fixture
def city(tmp_path):
    return shutil.copytree(AURORA, tmp_path / "city")


def raise_the_fee(city, amount: str = "46.00", effective: str | None = None) -> None:
    path = city / "permits" / "fence-residential.toml"
    text = path.read_text().replace("base = 45.00", f"base = {amount}")
    text = text.replace("permit = 55.00, total = 55.00", "permit = 56.00, total = 56.00").replace(
        "permit = 50.00", "permit = 51.00"
    )
    text = text.replace("owes = 45.00", "owes = 46.00").replace("owes = 70.00", "owes = 71.00")
    if effective:
        text = text.replace("effective = 2024-01-01", f"effective = {effective}")
    path.write_text(text)


def base_on(day: date) -> object:
    rule = next(rule for rule in queries.current_type(FENCE, day).fees.rules if rule.id == "permit")
    return rule.table.base  # type: ignore[union-attr]


def test_loading_a_folder_puts_its_types_in_force_from_their_own_date():
    loaded = load_agency(AURORA, by=SYSTEM, at=NOON)
    assert set(loaded.changed) == {AGENCY_ITSELF, FENCE, "roofing-work-only", "hvac-contractor"}
    assert loaded.bundles[FENCE] == aurora_type(FENCE).bundle
    assert [rt.label for rt in queries.current_types(date(2026, 3, 2))] == [
        "Fence Residential", "HVAC contractor license", "Roofing Work Only",
    ]  # fmt: skip
    assert queries.current_type(FENCE, date(2024, 1, 1)).bundle == loaded.bundles[FENCE]
    with pytest.raises(queries.NoSuchRules, match="No rules"):
        queries.current_type(FENCE, date(2023, 12, 31))


def test_the_event_says_what_is_in_force_from_when():
    load_agency(AURORA, by=SYSTEM, at=NOON)
    told = Event.objects.filter(verb="rulebook.published")
    assert told.count() == 4
    fence = next(event for event in told if event.data["type_id"] == FENCE)
    assert (fence.data["effective"], fence.actor_label, fence.at) == ("2024-01-01", "System", NOON)


def test_loading_twice_changes_nothing():
    load_agency(AURORA, by=SYSTEM, at=NOON)
    before = (Blob.objects.count(), Bundle.objects.count(), Effective.objects.count(), Event.objects.count())
    assert load_agency(AURORA, by=SYSTEM, at=NOON + timedelta(days=9)).changed == ()
    assert (Blob.objects.count(), Bundle.objects.count(), Effective.objects.count(), Event.objects.count()) == before


def test_a_changed_fee_holds_from_the_day_it_is_loaded_and_touches_no_other_type(city):
    first = load_agency(city, by=SYSTEM, at=NOON)
    raise_the_fee(city)
    second = load_agency(city, by=SYSTEM, at=NOON + timedelta(days=30))
    assert second.changed == (FENCE,)
    assert (base_on(date(2026, 3, 31)), base_on(date(2026, 4, 1))) == (45, 46)
    pinned = queries.record_type(first.bundles[FENCE])
    assert pinned.bundle != second.bundles[FENCE]
    assert pinned.assess("issue", {"sections": []}).total == 45
    rows = Effective.objects.filter(type_id=FENCE)
    assert (rows.count(), rows.filter(withdrawn_at__isnull=True).count()) == (3, 2)


def test_a_fee_adopted_for_a_later_day_waits_for_it(city):
    load_agency(city, by=SYSTEM, at=NOON)
    raise_the_fee(city, effective="2027-01-01")
    load_agency(city, by=SYSTEM, at=NOON)
    assert (base_on(date(2026, 12, 31)), base_on(date(2027, 1, 1))) == (45, 46)
    assert load_agency(city, by=SYSTEM, at=NOON + timedelta(days=5)).changed == ()


def test_two_editions_on_one_day_leave_the_last_in_force(city):
    load_agency(city, by=SYSTEM, at=NOON)
    raise_the_fee(city)
    load_agency(city, by=SYSTEM, at=NOON)
    shutil.copytree(AURORA, city, dirs_exist_ok=True)
    load_agency(city, by=SYSTEM, at=NOON + timedelta(hours=1))
    assert base_on(date(2026, 3, 2)) == 45
    assert base_on(date(2026, 3, 1)) == 45


def test_a_change_of_wording_changes_the_city_and_not_its_types(city):
    first = load_agency(city, by=SYSTEM, at=NOON)
    path = city / "notices" / "en" / "closed.md"
    path.write_text(path.read_text().replace("is complete", "is all done"))
    second = load_agency(city, by=SYSTEM, at=NOON + timedelta(days=1))
    assert second.changed == (AGENCY_ITSELF,)
    assert second.bundles[FENCE] == first.bundles[FENCE]


def test_words_are_those_of_today_and_rules_those_of_the_record(city, monday):
    first = load_agency(city, by=SYSTEM, at=NOON)
    path = city / "notices" / "en" / "closed.md"
    path.write_text(path.read_text().replace("is complete", "is all done"))
    load_agency(city, by=SYSTEM, at=NOON)
    pinned = queries.record_type(first.bundles[FENCE])
    assert pinned.notice("closed", {"record": {"number": "F26-00001"}}).subject == "F26-00001 is all done"


def test_wrong_text_is_refused_whole_with_every_sentence(city):
    path = city / "permits" / "fence-residential.toml"
    path.write_text(
        path.read_text().replace('kind = "unit"', 'kind = "unitt"').replace("parcel.historic", "parcel.histric")
    )
    with pytest.raises(RulebookError, match="unitt"):
        load_agency(city, by=SYSTEM, at=NOON)
    assert not Effective.objects.exists()


def test_a_failing_scenario_is_refused_too(city):
    path = city / "lifecycles" / "permit.toml"
    path.write_text(path.read_text().replace('after = "180 days"', 'after = "90 days"'))
    with pytest.raises(RulebookError, match="2026-08-31 tick"):
        load_agency(city, by=SYSTEM, at=NOON)
    assert not Blob.objects.exists()


def test_a_folder_without_an_agency_is_refused(tmp_path):
    with pytest.raises(RulebookError, match=r"there is no agency\.toml"):
        load_agency(tmp_path, by=SYSTEM, at=NOON)


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
def test_nothing_published_can_be_changed_or_removed(statement):
    load_agency(AURORA, by=SYSTEM, at=NOON)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_a_row_can_be_withdrawn_once():
    load_agency(AURORA, by=SYSTEM, at=NOON)
    row = Effective.objects.filter(type_id=FENCE).get()
    Effective.objects.filter(pk=row.pk).update(withdrawn_at=NOON)
    with pytest.raises(IntegrityError), transaction.atomic():
        Effective.objects.filter(pk=row.pk).update(withdrawn_at=None)


def test_a_text_cannot_be_stored_under_a_name_that_is_not_its_own():
    with pytest.raises(IntegrityError), transaction.atomic():
        Blob.objects.create(sha256="0" * 64, source="amount = 1", created_at=NOON)


def test_two_bundles_are_never_in_force_at_once():
    load_agency(AURORA, by=SYSTEM, at=NOON)
    row = Effective.objects.filter(type_id=FENCE).get()
    row.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


# -- reading


def test_compiled_rules_are_kept_and_cost_no_query_again(django_assert_num_queries):
    loaded = load_agency(AURORA, by=SYSTEM, at=NOON)
    fence = queries.record_type(loaded.bundles[FENCE])
    queries.agency()
    with django_assert_num_queries(0):
        for _ in range(50):
            assert queries.record_type(loaded.bundles[FENCE]) is fence
            assert queries.agency().name == "City of Aurora, Illinois"


def test_the_menu_of_the_city_is_live_for_the_types_that_are_online():
    load_agency(AURORA, by=SYSTEM, at=NOON)
    live = [entry.type_id for group in queries.agency().groups for entry in group.live]
    assert live == ["roofing-work-only", FENCE]


def test_what_is_not_there_is_said_to_be_not_there():
    load_agency(AURORA, by=SYSTEM, at=NOON)
    with pytest.raises(queries.NoSuchRules, match="There is no bundle"):
        queries.record_type("f" * 64)
    with pytest.raises(queries.NoSuchRules, match='No record type "shed"'):
        queries.current_type("shed", date(2026, 3, 2))
    with pytest.raises(queries.NoSuchRules, match="load its folder first"):
        queries.agency("nowhere-il")


@pytest.mark.django_db(transaction=True)
def test_two_programs_that_start_together_publish_once():
    failures: list[BaseException] = []

    def load() -> None:
        try:
            load_agency(AURORA, by=SYSTEM, at=NOON)
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
    assert Effective.objects.count() == Bundle.objects.count() == 4
    assert BundleFile.objects.count() == sum(len(bundle.manifest) for bundle in Bundle.objects.all())
