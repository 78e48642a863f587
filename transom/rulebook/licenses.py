"""Which licenses a contractor may hold for a type: their ids are those of licenses of the same city."""

from collections.abc import Collection, Iterable
from typing import Final

from transom.rulebook.problems import did_you_mean
from transom.rulebook.reading import Source
from transom.rulebook.schema.record_type import RecordTypeFile

LICENSE_KINDS: Final = ("license", "registration")


def check_licenses(types: Iterable[tuple[Source, RecordTypeFile]], unread: Collection[str]) -> None:
    """Report entries of `licenses` that are no license or registration of the city; `unread` ones are not blamed."""
    found = list(types)
    kinds = {file.id: file.kind for _, file in found}
    known = [id_ for id_, kind in kinds.items() if kind in LICENSE_KINDS]
    for source, file in found:
        for key, field in file.field.items():
            for index, id_ in enumerate(field.licenses):
                path = ("field", key, "licenses", index)
                if id_ in kinds and id_ not in known:
                    source.report.error(path, f'"{id_}" is a {kinds[id_]}, not a license or registration')
                elif id_ not in kinds and id_ not in unread:
                    source.report.error(path, f'unknown license "{id_}"{did_you_mean(id_, known)}')
