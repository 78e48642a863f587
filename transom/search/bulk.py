"""The public faces of a whole import in three statements; they read the tables of the moment that it made."""

PUBLISH_NEW = """
INSERT INTO search_publicrecord (id, number, number_norm, kind, type_id, type_label, status_label, closed, title,
    address, address_norm, pin, applicant, contractor, words, valuation_cents, applied_on, issued_on, closed_on,
    listed_on, page,
    updated_at)
SELECT record.id, record.number, row.number_norm, record.kind, record.type_id, record.type_label, record.status_label,
    record.closed, record.title, record.address, record.address_norm, row.pin, row.applicant, row.contractor, row.words,
    record.valuation_cents, record.submitted_on, record.issued_on, record.closed_on,
    coalesce(record.submitted_on, record.issued_on, %(long_ago)s), row.page, %(at)s
FROM imported JOIN importing row USING (key) JOIN records_record record ON record.id = imported.id
WHERE imported.is_new ORDER BY record.id
"""
CHOICES = """
INSERT INTO search_choice (what, kind, value, label)
SELECT DISTINCT ON (what, kind, value) what, kind, value, label
FROM imported JOIN records_record record USING (id),
    LATERAL (VALUES ('type', record.type_id, record.type_label),
                    ('status', record.status_label, record.status_label)) AS seen (what, value, label)
ORDER BY what, kind, value, label
ON CONFLICT (what, kind, value) DO UPDATE SET label = excluded.label
"""
# Which words: rules.vocabulary says the same of one record.
WORDS = """
INSERT INTO search_word (text)
SELECT DISTINCT word FROM imported JOIN importing row USING (key),
    regexp_split_to_table(row.words || ' ' || row.address_norm, ' ') AS word
WHERE imported.is_new AND word ~ '^[a-z]{3,60}$'
ON CONFLICT DO NOTHING
"""
