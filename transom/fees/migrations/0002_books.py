"""The books are append-only and balanced, whoever writes them."""

from django.db import migrations

from transom.kernel.sql import append_only

BALANCED = """
CREATE FUNCTION fees_journal_balanced() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    journal bigint;
    total numeric;
    sides bigint;
BEGIN
    IF TG_TABLE_NAME = 'fees_journal' THEN journal := NEW.id; ELSE journal := NEW.journal_id; END IF;
    SELECT coalesce(sum(cents), 0), count(*) INTO total, sides FROM fees_posting WHERE journal_id = journal;
    IF total <> 0 OR sides < 2 THEN
        RAISE EXCEPTION 'journal % does not balance: % postings sum to % cents', journal, sides, total
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER fees_journal_balanced AFTER INSERT ON fees_journal
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION fees_journal_balanced();
CREATE CONSTRAINT TRIGGER fees_posting_balanced AFTER INSERT ON fees_posting
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION fees_journal_balanced();
"""
UNBALANCED = """
DROP TRIGGER fees_posting_balanced ON fees_posting;
DROP TRIGGER fees_journal_balanced ON fees_journal;
DROP FUNCTION fees_journal_balanced();
"""


class Migration(migrations.Migration):
    dependencies = [("fees", "0001_initial"), ("kernel", "0001_initial")]

    operations = [
        append_only("fees_chargerun"),
        append_only("fees_charge"),
        append_only("fees_journal"),
        append_only("fees_posting"),
        append_only("fees_settlement"),
        migrations.RunSQL(BALANCED, UNBALANCED),
    ]
