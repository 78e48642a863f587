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
        "history.append_only",
        "The tables that may only grow have their guards.",
        "SELECT guarded.name FROM (VALUES ('history_event'), ('fees_charge'), ('fees_journal'), ('fees_posting'), "
        "('fees_settlement')) AS guarded (name) WHERE NOT EXISTS (SELECT FROM pg_trigger t "
        "WHERE t.tgrelid = guarded.name::regclass AND t.tgenabled <> 'D' AND t.tgname LIKE '%append_only') "
        "OR has_table_privilege(guarded.name, 'TRUNCATE')",
    ),
    Check(
        "database.ordinary_role",
        "The application is no superuser of its database.",
        "SELECT rolname FROM pg_roles WHERE rolname = current_user AND rolsuper",
    ),
)
