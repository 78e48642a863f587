"""The only readers of records for other rooms and the doors."""

from transom.records.queries.access import (
    attachment_for,
    draft_for,
    link_of,
    record_and_rights,
    record_by_id,
    record_for,
    rights,
    standing,
)
from transom.records.queries.facts import (
    base_facts,
    contractor_facts,
    documents_missing,
    facts_of_draft,
    rulebook_of,
)
from transom.records.queries.lists import dashboard_records, drafts, linked_records, queue, queue_counts
from transom.records.queries.page import (
    Section,
    answers_view,
    attachment_counts,
    attachments,
    conditions,
    holds,
    notes,
    parties,
    status_changes,
    stops,
)

__all__ = [
    "Section",
    "answers_view",
    "attachment_counts",
    "attachment_for",
    "attachments",
    "base_facts",
    "conditions",
    "contractor_facts",
    "dashboard_records",
    "documents_missing",
    "draft_for",
    "drafts",
    "facts_of_draft",
    "holds",
    "link_of",
    "linked_records",
    "notes",
    "parties",
    "queue",
    "queue_counts",
    "record_and_rights",
    "record_by_id",
    "record_for",
    "rights",
    "rulebook_of",
    "standing",
    "status_changes",
    "stops",
]
