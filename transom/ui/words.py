"""How amounts, days, times and file sizes are written on a page, in the language of the page."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import get_language, ngettext

from transom.kernel.days import MONTHS_IN_SPANISH, written_out
from transom.kernel.money import dollars

__all__ = ["day", "dollars", "file_size", "long_day", "plural", "short_day", "telephone", "when"]

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
DIAS = ("lun", "mar", "mié", "jue", "vie", "sáb", "dom")


def _is_spanish() -> bool:
    return (get_language() or "").startswith("es")


def _city_day(value: date) -> date:
    """The day in the city's own time zone: 11 p.m. on Monday is Tuesday in UTC, but Monday at the counter."""
    return timezone.localtime(value).date() if isinstance(value, datetime) else value


def short_day(value: date | None) -> str:
    """A day in a table: "Mar 2, 2026", "2 mar 2026"; nothing for None."""
    if value is None:
        return ""
    on = _city_day(value)
    if _is_spanish():
        return f"{on.day} {MONTHS_IN_SPANISH[on.month - 1][:3]} {on.year}"
    return f"{MONTHS[on.month - 1]} {on.day}, {on.year}"


def long_day(value: date) -> str:
    """A day in a sentence, its month written out: "March 2, 2026", "2 de marzo de 2026"."""
    return written_out(_city_day(value), "es" if _is_spanish() else "en")


def day(value: date | None) -> str:
    """A day in a sentence, with its weekday: "Mon, Mar 2, 2026"; nothing for None."""
    if value is None:
        return ""
    on = _city_day(value)
    if _is_spanish():
        return f"{DIAS[on.weekday()]} {short_day(on)}"
    return f"{WEEKDAYS[on.weekday()]}, {short_day(on)}"


def when(value: datetime | None) -> str:
    """A moment in the city's time: "Mar 2, 2026, 9:05 a.m."; nothing for None."""
    if value is None:
        return ""
    local = timezone.localtime(value)
    if _is_spanish():
        half = "a. m." if local.hour < 12 else "p. m."
        return f"{short_day(local.date())}, {local.hour % 12 or 12}:{local.minute:02} {half}"
    half = "a.m." if local.hour < 12 else "p.m."
    return f"{short_day(local.date())}, {local.hour % 12 or 12}:{local.minute:02} {half}"


def plural(count: int, one: str, many: str = "") -> str:
    """A count with its noun: "1 permit", "1,204 permits"; `many` where an s is not enough."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def file_size(size: int) -> str:
    """Bytes as people read them, in steps of 1,000: "640 bytes", "82 kB", "1.4 MB"."""
    if size < 1_000:
        return ngettext("%(count)s byte", "%(count)s bytes", size) % {"count": size}
    if size < 1_000_000:
        return f"{round(size / 1_000)} kB"
    return f"{size / 1_000_000:.1f} MB"


def telephone(number: str) -> str:
    """The address behind a phone number as people write it: "630-256-3130" becomes "tel:+16302563130"."""
    digits = "".join(filter(str.isdigit, number))
    return f"tel:+1{digits}" if len(digits) == 10 else f"tel:+{digits}"
