"""The file that rows are set aside in: as they were, with the reason, so that they can be mended and loaded again."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from transom.importers.loading import Left
from transom.importers.reading import Read, open_rows

ROW, WHY = "transom_row", "transom_why"
# A cell that begins so is a formula to a spreadsheet; the row comes from outside, the reader is a city's employee.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Aside:
    """Where set-aside rows go. An earlier file of the same name is replaced, or removed when nothing is left."""

    path: Path
    columns: Sequence[str]
    is_table: bool

    def write(self, source: Path, encoding: str, left: Sequence[Left]) -> None:
        """Copy the rows that were left out of `source`; reads it once more, so that no good row is kept in memory."""
        if not left:
            self.path.unlink(missing_ok=True)
            return
        why = {each.row_no: each.why for each in left}
        self.path.parent.mkdir(parents=True, exist_ok=True)
        rows = ((row, why[row.number]) for row in open_rows(source, encoding).rows if row.number in why)
        with self.path.open("w", encoding="utf-8", newline="") as file:
            file.writelines(self._table(rows) if self.is_table else self._objects(rows))

    def _table(self, rows: Iterator[tuple[Read, str]]) -> Iterator[str]:
        lines = _Lines()
        writer = csv.writer(lines)
        writer.writerow([*self.columns, ROW, WHY])
        for row, why in rows:
            writer.writerow([*(_harmless(row.values.get(name, "")) for name in self.columns), row.number, why])
            yield from lines.taken()
        yield from lines.taken()

    @staticmethod
    def _objects(rows: Iterator[tuple[Read, str]]) -> Iterator[str]:
        for row, why in rows:
            yield json.dumps({**row.values, ROW: row.number, WHY: why}, ensure_ascii=False) + "\n"


class _Lines(list[str]):
    """What csv writes to, handed on line by line."""

    def write(self, line: str) -> None:
        self.append(line)

    def taken(self) -> list[str]:
        lines = self[:]
        self.clear()
        return lines


def _harmless(value: str) -> str:
    is_amount = value[1:2].isdigit() or value[1:2] == "."
    return f"'{value}" if value.startswith(FORMULA) and not is_amount else value
