from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from transom.kernel.actors import SYSTEM
from transom.rulebook import queries
from transom.rulebook.actions import load_agency

AURORA = Path(__file__).parents[3] / "agencies" / "aurora-il"
NOON = datetime(2026, 3, 2, 18, tzinfo=UTC)

pytestmark = pytest.mark.django_db


def test_loading_a_folder_puts_its_types_in_force():
    loaded = load_agency(AURORA, by=SYSTEM, at=NOON)
    assert set(loaded.changed) == {"@agency", "fence-residential", "roofing-work-only", "hvac-contractor"}
    types = queries.current_types(date(2026, 3, 2), "aurora-il")
    assert [rt.label for rt in types] == ["Fence Residential", "HVAC contractor license", "Roofing Work Only"]
    fence = queries.current_type("fence-residential", date(2026, 3, 2))
    assert queries.record_type(fence.bundle) is fence
    city = queries.agency()
    assert city.name == "City of Aurora, Illinois"
    live = [entry.label for group in city.groups for entry in group.live]
    assert live == ["Roofing Work Only", "Fence Residential"]


def test_loading_twice_changes_nothing():
    load_agency(AURORA, by=SYSTEM, at=NOON)
    assert load_agency(AURORA, by=SYSTEM, at=NOON).changed == ()
