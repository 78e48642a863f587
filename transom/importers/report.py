"""What came of an import, in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from transom.importers.loading import Left

SHOWN = 20


@dataclass(frozen=True)
class Report:
    """The counts of one run; `left` are the rows set aside, in their order."""

    file: Path
    source: str
    read: int
    new: int
    changed: int
    same: int
    repeated: int
    left: tuple[Left, ...]
    aside: Path | None

    @property
    def loaded(self) -> int:
        """Records that now say what the file says."""
        return self.new + self.changed + self.same

    def text(self) -> str:
        """The report as it is printed."""
        return "\n".join(self._lines())

    def _lines(self) -> Iterator[str]:
        yield f"{self.file.name}: {self.source}"
        yield f"  rows read   {self.read:>9,}"
        yield (
            f"  loaded      {self.loaded:>9,}   {self.new:,} new, {self.changed:,} changed, {self.same:,} as they were"
        )
        if self.repeated:
            yield f"  repeated    {self.repeated:>9,}   rows that say the same as a later one"
        yield f"  set aside   {len(self.left):>9,}" + (f"   in {self.aside}" if self.aside else "")
        for left in self.left[:SHOWN]:
            yield f"row {left.row_no}: {left.why}"
        if len(self.left) > SHOWN:
            yield f"and {len(self.left) - SHOWN:,} more; every one is in the file of set-aside rows."
