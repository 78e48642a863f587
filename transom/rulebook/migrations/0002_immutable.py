"""Texts answer for their name, and nothing that was in force is rewritten."""

from django.db import migrations

from transom.kernel.sql import append_only

# The name of a text is its hash: a changed text, or one stored under a wrong name, is refused by the database itself.
CONTENT_IS_NAME = """
ALTER TABLE rulebook_blob ADD CONSTRAINT blob_is_its_content
CHECK (sha256 = encode(sha256(convert_to(source, 'UTF8')), 'hex'))
"""

# What was in force when stays; the only change allowed is to withdraw a row, once.
ONLY_WITHDRAWN = """
CREATE FUNCTION rulebook_only_withdrawn() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.withdrawn_at IS NOT NULL OR NEW.withdrawn_at IS NULL
       OR (NEW.id, NEW.agency, NEW.type_id, NEW.bundle_id, NEW.during, NEW.adopted_by, NEW.approved_by, NEW.approved_at)
          IS DISTINCT FROM
          (OLD.id, OLD.agency, OLD.type_id, OLD.bundle_id, OLD.during, OLD.adopted_by, OLD.approved_by, OLD.approved_at)
    THEN
        RAISE EXCEPTION 'what was in force is never rewritten: a row can only be withdrawn, once'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER rulebook_effective_only_withdrawn BEFORE UPDATE OR DELETE ON rulebook_effective
FOR EACH ROW EXECUTE FUNCTION rulebook_only_withdrawn();
REVOKE TRUNCATE ON rulebook_effective FROM CURRENT_USER;
"""
NO_LONGER = """
DROP TRIGGER rulebook_effective_only_withdrawn ON rulebook_effective;
DROP FUNCTION rulebook_only_withdrawn();
GRANT TRUNCATE ON rulebook_effective TO CURRENT_USER;
"""


class Migration(migrations.Migration):
    dependencies = [("rulebook", "0001_initial"), ("kernel", "0001_initial")]

    operations = [
        migrations.RunSQL(CONTENT_IS_NAME, "ALTER TABLE rulebook_blob DROP CONSTRAINT blob_is_its_content"),
        append_only("rulebook_blob"),
        append_only("rulebook_bundle"),
        append_only("rulebook_bundlefile"),
        migrations.RunSQL(ONLY_WITHDRAWN, NO_LONGER),
    ]
