"""`transom import permits FILE --map MAP.toml`: what the command line calls."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from django.conf import settings

from transom.importers import mapping, reading, rules
from transom.importers.aside import Aside
from transom.importers.loading import Left, Source, load
from transom.importers.report import Report
from transom.kernel import clock
from transom.kernel.actors import Actor, System

MAPS = Path(__file__).parent / "maps"


def import_permits(
    file: Path | str,
    map: Path | str,
    *,
    aside: Path | str | None = None,
    by: Actor | None = None,
    at: datetime | None = None,
) -> int:
    """Load a file of permits through a mapping and print what came of it; rows that cannot be loaded are set aside.

    `map` is a path or the name of a mapping shipped with the program (nashville). Returns 0, or 2 when the file or the
    mapping cannot be used at all.
    """
    try:
        print(run(Path(file), _map(map), aside=Path(aside) if aside else None, by=by, at=at).text())
    except (mapping.BadMap, reading.BadFile) as error:
        print(error)
        return 2
    return 0


def run(
    file: Path, map: Path, *, aside: Path | None = None, by: Actor | None = None, at: datetime | None = None
) -> Report:
    """Load a file through a mapping; returns the report. Raises BadMap or BadFile."""
    said = mapping.read(map)
    opened = reading.open_rows(file, said.encoding)
    mapping.check_columns(said, opened.columns, file)
    walk = _Walk(opened.rows, said)
    loaded = load(
        walk.drafts(),
        Source(said.source, said.label, said.kind),
        by=by or System(label=f"Import from {said.label}"),
        at=at or clock.now(),
    )
    left = sorted([*walk.left, *loaded.left], key=lambda each: each.row_no)
    kept = [each for each in left if not each.is_repeat]
    where = aside or settings.HOME / "imports" / f"{file.stem}-set-aside{'.csv' if opened.is_table else '.jsonl'}"
    Aside(where, opened.columns, is_table=opened.is_table).write(file, said.encoding, kept)
    return Report(
        file=file,
        source=said.label,
        read=walk.read,
        new=loaded.new,
        changed=loaded.changed,
        same=loaded.same,
        repeated=len(left) - len(kept),
        left=tuple(kept),
        aside=where if kept else None,
    )


class _Walk:
    """One pass over a file: drafts go on, what cannot be one is remembered with its reason."""

    def __init__(self, rows: Iterator[reading.Read], said: mapping.Mapping) -> None:
        self.rows, self.said = rows, said
        self.read = 0
        self.left: list[Left] = []

    def drafts(self) -> Iterator[tuple[int, rules.Draft]]:
        for row in self.rows:
            self.read += 1
            try:
                if row.wrong:
                    raise rules.BadRow(row.wrong)
                yield row.number, rules.draft(row.values, self.said)
            except rules.BadRow as error:
                self.left.append(Left(row.number, str(error)))


def _map(named: Path | str) -> Path:
    shipped = MAPS / f"{named}.toml"
    return shipped if shipped.exists() else Path(named)
