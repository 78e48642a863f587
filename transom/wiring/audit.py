"""What must hold between rooms; a room's own promises stand in its audit.py."""

from __future__ import annotations

from transom.fees.audit import Check

CHECKS = (
    Check(
        "records.status_is_last_move",
        "A record's status is what its last move made it.",
        "SELECT r.number FROM records_record r JOIN LATERAL (SELECT new FROM records_statuschange s "
        "WHERE s.record_id = r.id ORDER BY s.at DESC, s.id DESC LIMIT 1) last ON true WHERE last.new <> r.status",
    ),
    Check(
        "records.submitted_is_told",
        "A submitted record has the event of its submission, or of its import.",
        "SELECT r.number FROM records_record r WHERE r.number IS NOT NULL AND NOT EXISTS (SELECT FROM history_event e "
        "WHERE e.record_id = r.id AND e.verb IN ('record.submitted', 'record.imported'))",
    ),
    Check(
        "records.moves_are_told",
        "Every move of a record is in its chronology.",
        "SELECT r.number FROM records_record r WHERE (SELECT count(*) FROM records_statuschange s "
        "WHERE s.record_id = r.id AND s.move <> 'import') > (SELECT count(*) FROM history_event e "
        "WHERE e.record_id = r.id AND e.verb IN ('record.status_changed', 'record.submitted', 'record.imported'))",
    ),
    Check(
        "records.numbers_without_gap",
        "Record numbers of a series run from 1 without a gap, up to the counter; imported numbers are another city's.",
        "SELECT series FROM (SELECT rtrim(split.found[1], '-/. ') AS series, count(*) AS n, "
        "min(split.found[2]::bigint) AS first, max(split.found[2]::bigint) AS last FROM records_record r, "
        "LATERAL regexp_match(r.number, '^(.*?)([0-9]+)$') AS split (found) "
        "WHERE r.bundle <> '' AND r.number IS NOT NULL GROUP BY 1) counted JOIN kernel_numberseries k USING (series) "
        "WHERE counted.first <> 1 OR counted.last <> n OR k.last <> n",
    ),
    Check(
        "search.in_step",
        "The public face of a record says its status; a worker may be five minutes behind.",
        "SELECT r.number FROM records_record r LEFT JOIN search_publicrecord p ON p.id = r.id "
        "WHERE r.number IS NOT NULL AND r.updated_at < now() - interval '5 minutes' "
        "AND (p.id IS NULL OR p.status_label <> r.status_label OR p.closed <> r.closed)",
    ),
    Check(
        "search.no_more_than_records",
        "Nothing is public that is no record.",
        "SELECT p.number FROM search_publicrecord p LEFT JOIN records_record r ON r.id = p.id "
        "WHERE r.id IS NULL OR r.number IS DISTINCT FROM p.number",
    ),
    Check(
        "rules.two_people",
        "Rules that came from the office were proposed by one person and published by another.",
        "SELECT e.id FROM rulebook_effective e JOIN rulebook_proposal p ON p.id = e.proposal_id "
        "WHERE p.state <> 'published' OR p.decided_by_id IS NULL OR p.decided_by_id = p.proposed_by_id "
        "OR p.agency <> e.agency",
    ),
    Check(
        "rules.office_is_not_passed_over",
        "Rules from the folder came after rules of the office only with a reason in the history.",
        "SELECT e.id FROM rulebook_effective e JOIN LATERAL (SELECT o.proposal_id FROM rulebook_effective o "
        "WHERE o.agency = e.agency AND o.type_id = '@book' AND o.approved_at < e.approved_at "
        "ORDER BY o.approved_at DESC, lower(o.during) DESC LIMIT 1) before ON before.proposal_id IS NOT NULL "
        "WHERE e.type_id = '@book' AND e.proposal_id IS NULL AND NOT EXISTS (SELECT FROM history_event h "
        "WHERE h.verb = 'rulebook.taken_over' AND h.subject_id = e.agency AND h.at = e.approved_at)",
    ),
    Check(
        "history.append_only",
        "The tables that may only grow have their guards.",
        "SELECT guarded.name FROM (VALUES ('history_event'), ('fees_charge'), ('fees_journal'), ('fees_posting'), "
        "('fees_settlement'), ('rulebook_blob'), ('rulebook_bundle'), ('rulebook_bundlefile')) AS guarded (name) "
        "WHERE NOT EXISTS (SELECT FROM pg_trigger t "
        "WHERE t.tgrelid = guarded.name::regclass AND t.tgenabled <> 'D' AND t.tgname LIKE '%append_only') "
        "OR has_table_privilege(guarded.name, 'TRUNCATE')",
    ),
    Check(
        "database.ordinary_role",
        "The application is no superuser of its database.",
        "SELECT rolname FROM pg_roles WHERE rolname = current_user AND rolsuper",
    ),
)
