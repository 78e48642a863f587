"""The open days of a schedule that belongs to no city yet: Monday to Friday but for federal holidays."""

from datetime import time
from typing import Final
from zoneinfo import ZoneInfo

from transom.rulebook.calendar import Calendar
from transom.rulebook.schema.agency import CalendarTable, CutOff, InspectionTimes

_HOLIDAYS: Final = (
    "New Year's Day", "Martin Luther King Jr. Day", "Washington's Birthday", "Memorial Day",
    "Juneteenth National Independence Day", "Independence Day", "Labor Day", "Columbus Day", "Veterans Day",
    "Thanksgiving Day", "Christmas Day",
)  # fmt: skip
_ANY_TIME: Final = InspectionTimes(
    opens=time(8), closes=time(17), call_from=time(8), call_until=time(17), horizon=5,
    request_until=CutOff(business_days=0, at=time(8)), change_until=CutOff(business_days=0, at=time(8)),
)  # fmt: skip
FEDERAL: Final = Calendar(CalendarTable(holidays=_HOLIDAYS), _ANY_TIME, ZoneInfo("UTC"))
