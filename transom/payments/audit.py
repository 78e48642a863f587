"""What must hold between payments and the books at any moment."""

from __future__ import annotations

from transom.fees.audit import Check

CHECKS = (
    Check(
        "payments.captured_has_receipt",
        "Every payment taken has a receipt of that many cents, and no receipt is without one.",
        "SELECT c.id FROM payments_checkout c LEFT JOIN payments_receipt r ON r.checkout_id = c.id "
        "LEFT JOIN fees_journal j ON j.source = c.id::text AND j.kind IN ('online', 'counter') "
        "LEFT JOIN LATERAL (SELECT sum(cents) AS cents FROM fees_posting p WHERE p.journal_id = j.id "
        "AND p.account LIKE 'cash.%') taken ON true "
        "WHERE (c.state = 'captured') <> (r.id IS NOT NULL) "
        "OR (r.id IS NOT NULL AND r.cents IS DISTINCT FROM taken.cents)",
    ),
    Check(
        "payments.receipts_without_gap",
        "Receipt numbers of a year run from 1 without a gap, up to the counter.",
        "SELECT series FROM (SELECT 'receipts of 20' || substr(number, 2, 2) AS series, count(*) AS n, "
        "min(split_part(number, '-', 2)::bigint) AS first, max(split_part(number, '-', 2)::bigint) AS last "
        "FROM payments_receipt GROUP BY 1) counted LEFT JOIN kernel_numberseries k USING (series) "
        "WHERE counted.first <> 1 OR counted.last <> n OR k.last IS DISTINCT FROM n",
    ),
    Check(
        "payments.lines_sum",
        "The lines of a checkout sum to what it asks for.",
        "SELECT c.id FROM payments_checkout c LEFT JOIN payments_checkoutline l ON l.checkout_id = c.id "
        "GROUP BY c.id, c.cents HAVING coalesce(sum(l.cents), 0) <> c.cents",
    ),
    Check(
        "payments.no_lease_after_the_end",
        "A checkout that is decided holds no charge.",
        "SELECT c.id FROM payments_checkout c JOIN payments_checkoutline l ON l.checkout_id = c.id AND l.active "
        "WHERE c.state NOT IN ('created', 'pending')",
    ),
    Check(
        "payments.refunds_are_booked",
        "What is due back and has not gone is exactly what the account for refunds holds.",
        "SELECT 'refunds-due' FROM (SELECT coalesce(-sum(cents), 0) AS held FROM fees_posting "
        "WHERE account = 'refunds-due') books, (SELECT coalesce(sum(cents), 0) AS due FROM payments_refunddue "
        "WHERE state = 'due') rows WHERE held <> due",
    ),
    Check(
        "payments.not_refunded_beyond",
        "No more is sent back than was taken.",
        "SELECT c.id FROM payments_refunddue f JOIN payments_checkout c ON c.id = f.checkout_id "
        "LEFT JOIN payments_receipt r ON r.checkout_id = c.id GROUP BY c.id, r.cents "
        "HAVING sum(f.cents) > coalesce(r.cents, 0)",
    ),
    Check(
        "payments.nothing_stuck",
        "No open payment is an hour past its time, no message waits for an hour, no refund for a day.",
        "SELECT id::text FROM payments_checkout WHERE state IN ('created', 'pending') "
        "AND lease_until < now() - interval '1 hour' UNION ALL "
        "SELECT event_id FROM payments_webhookinbox WHERE processed_at IS NULL "
        "AND received_at < now() - interval '1 hour' UNION ALL "
        "SELECT id::text FROM payments_refunddue WHERE state = 'due' AND at < now() - interval '1 day'",
    ),
)
