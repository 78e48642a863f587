"""The only reader of rules for other rooms: what is in force, compiled, and which editions there were."""

from transom.rulebook.queries.editions import (
    EditionRow,
    Standing,
    book_files,
    documents_on,
    editions,
    files_named,
    newest_book,
    proposal,
    proposal_files,
    proposals,
)
from transom.rulebook.queries.in_force import (
    ASKED_AGAIN_AFTER,
    NoSuchRules,
    agency,
    current_type,
    current_types,
    default_agency,
    forget,
    record_type,
    warm,
)

__all__ = [
    "ASKED_AGAIN_AFTER", "EditionRow", "NoSuchRules", "Standing", "agency", "book_files", "current_type",
    "current_types", "default_agency", "documents_on", "editions", "files_named", "forget", "newest_book", "proposal",
    "proposal_files", "proposals", "record_type", "warm",
]  # fmt: skip
