"""A receipt is never changed, and what a checkout was opened for stays as it was shown."""

from django.db import migrations

from transom.kernel.sql import append_only

FIXED = """
CREATE FUNCTION payments_refuse_other_terms() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_TABLE_NAME = 'payments_checkout' AND (NEW.id, NEW.params_hash, NEW.cents, NEW.payer_id, NEW.gateway)
        IS DISTINCT FROM (OLD.id, OLD.params_hash, OLD.cents, OLD.payer_id, OLD.gateway) THEN
        RAISE EXCEPTION 'the terms of a checkout never change' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER payments_checkout_terms BEFORE UPDATE ON payments_checkout
    FOR EACH ROW EXECUTE FUNCTION payments_refuse_other_terms();
"""
LOOSE = """
DROP TRIGGER payments_checkout_terms ON payments_checkout;
DROP FUNCTION payments_refuse_other_terms();
"""


class Migration(migrations.Migration):
    dependencies = [("payments", "0001_initial"), ("kernel", "0001_initial")]

    operations = [append_only("payments_receipt"), migrations.RunSQL(FIXED, LOOSE)]
