"""Cart, checkout, what the gateway said, receipts: each step a row, guarded by unique keys."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q


class CartItem(models.Model):
    """A record somebody means to pay for, with the balance it showed when it was put in."""

    user = models.ForeignKey("accounts.User", on_delete=models.CASCADE, related_name="cart_items")
    record = models.ForeignKey("records.Record", on_delete=models.CASCADE, related_name="+")
    shown_cents = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["user", "record"], name="cart_item_once"),)


class Checkout(models.Model):
    """One try to pay: its id is the idempotency key at the gateway, made before the first call."""

    class State(models.TextChoices):
        CREATED = "created", "Created"
        PENDING = "pending", "At the payment page"
        CAPTURED = "captured", "Paid"
        EXPIRED = "expired", "Not completed"
        DECLINED = "declined", "Declined"

    id = models.UUIDField(primary_key=True)
    params_hash = models.CharField(max_length=64)
    payer = models.ForeignKey("accounts.User", null=True, on_delete=models.PROTECT, related_name="checkouts")
    payer_label = models.CharField(max_length=200)
    payer_email = models.EmailField(blank=True)
    cents = models.BigIntegerField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.CREATED)
    gateway = models.CharField(max_length=30)
    gateway_ref = models.CharField(max_length=200, null=True, unique=True)
    method = models.CharField(max_length=30, blank=True, help_text="Counter: cash, check, terminal.")
    reference = models.CharField(max_length=80, blank=True, help_text="Counter: check number.")
    tendered_cents = models.BigIntegerField(null=True, blank=True, help_text="Counter: cash handed over.")
    taken_by = models.ForeignKey("accounts.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    lease_until = models.DateTimeField()
    captured_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(cents__gt=0), name="checkout_above_zero"),
            models.CheckConstraint(
                condition=Q(tendered_cents__isnull=True) | Q(tendered_cents__gte=F("cents")),
                name="checkout_tendered_is_enough",
            ),
        )
        indexes = (
            models.Index(fields=["lease_until"], condition=Q(state__in=["created", "pending"]), name="checkout_open"),
            models.Index(fields=["payer", "-created_at"], name="checkout_of_payer"),
            models.Index(fields=["-captured_at"], condition=Q(state="captured"), name="checkout_captured"),
        )


class CheckoutLine(models.Model):
    """A charge inside a checkout; while `active` no other checkout may hold it (the lease)."""

    checkout = models.ForeignKey(Checkout, on_delete=models.PROTECT, related_name="lines")
    charge = models.ForeignKey("fees.Charge", on_delete=models.PROTECT, related_name="+")
    cents = models.BigIntegerField()
    active = models.BooleanField(default=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["checkout", "charge"], name="checkout_line_once"),
            models.UniqueConstraint(fields=["charge"], condition=Q(active=True), name="charge_in_one_open_checkout"),
        )


class Receipt(models.Model):
    """Proof of one captured payment: a gapless number, and a secret that opens it without an account."""

    number = models.CharField(max_length=30, unique=True)
    secret = models.CharField(max_length=43, unique=True)
    checkout = models.OneToOneField(Checkout, on_delete=models.PROTECT, related_name="receipt")
    cents = models.BigIntegerField()
    at = models.DateTimeField()


class RefundDue(models.Model):
    """Money captured that settles nothing (paid twice, amount differs): it goes back. Its id is the idempotency key."""

    class State(models.TextChoices):
        DUE = "due", "To be refunded"
        DONE = "done", "Refunded"

    id = models.UUIDField(primary_key=True)
    checkout = models.ForeignKey(Checkout, on_delete=models.PROTECT, related_name="refunds_due")
    reason = models.CharField(max_length=200)
    cents = models.BigIntegerField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.DUE)
    at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["checkout", "reason"], name="refund_due_once"),
            models.CheckConstraint(condition=Q(cents__gt=0), name="refund_due_above_zero"),
        )
        indexes = (models.Index(fields=["at"], condition=Q(state="due"), name="refund_waiting"),)


class WebhookInbox(models.Model):
    """What a gateway told us, before we act on it; `processed_at` is set in the transaction of its effect."""

    event_id = models.CharField(primary_key=True, max_length=200)
    gateway = models.CharField(max_length=30)
    body = models.JSONField()
    received_at = models.DateTimeField()
    processed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = (models.Index(fields=["received_at"], condition=Q(processed_at__isnull=True), name="inbox_waiting"),)
