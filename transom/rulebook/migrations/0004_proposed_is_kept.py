"""What was proposed never changes, and a proposal is decided once; an edition keeps the proposal it came from."""

from django.db import migrations

PROPOSED_IS_KEPT = """
CREATE FUNCTION rulebook_proposed_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.state <> 'open'
       OR (NEW.id, NEW.agency, NEW.bundle_id, NEW.base_id, NEW.effective, NEW.note,
           NEW.proposed_by_id, NEW.proposed_by_label, NEW.proposed_at)
          IS DISTINCT FROM
          (OLD.id, OLD.agency, OLD.bundle_id, OLD.base_id, OLD.effective, OLD.note,
           OLD.proposed_by_id, OLD.proposed_by_label, OLD.proposed_at)
    THEN
        RAISE EXCEPTION 'what was proposed is never rewritten, and a proposal is decided once'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER rulebook_proposal_kept BEFORE UPDATE OR DELETE ON rulebook_proposal
FOR EACH ROW EXECUTE FUNCTION rulebook_proposed_is_kept();
REVOKE TRUNCATE ON rulebook_proposal FROM CURRENT_USER;
"""
NO_LONGER_KEPT = """
DROP TRIGGER rulebook_proposal_kept ON rulebook_proposal;
DROP FUNCTION rulebook_proposed_is_kept();
GRANT TRUNCATE ON rulebook_proposal TO CURRENT_USER;
"""

ONLY_WITHDRAWN = """
CREATE OR REPLACE FUNCTION rulebook_only_withdrawn() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.withdrawn_at IS NOT NULL OR NEW.withdrawn_at IS NULL
       OR (NEW.id, NEW.agency, NEW.type_id, NEW.bundle_id, NEW.during, NEW.adopted_by, NEW.approved_by,
           NEW.approved_at%(more_new)s)
          IS DISTINCT FROM
          (OLD.id, OLD.agency, OLD.type_id, OLD.bundle_id, OLD.during, OLD.adopted_by, OLD.approved_by,
           OLD.approved_at%(more_old)s)
    THEN
        RAISE EXCEPTION 'what was in force is never rewritten: a row can only be withdrawn, once'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("rulebook", "0003_proposals")]

    operations = [
        migrations.RunSQL(PROPOSED_IS_KEPT, NO_LONGER_KEPT),
        migrations.RunSQL(
            ONLY_WITHDRAWN % {"more_new": ", NEW.proposal_id", "more_old": ", OLD.proposal_id"},
            ONLY_WITHDRAWN % {"more_new": "", "more_old": ""},
        ),
    ]
