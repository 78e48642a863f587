"""People and firms: who signs in, for which firm, and what staff may do."""

from __future__ import annotations

from functools import cached_property
from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower


class Firm(models.Model):
    """A contractor, developer or design professional that applies for work and holds licenses."""

    class Kind(models.TextChoices):
        CONTRACTOR = "contractor", "Contractor"
        DEVELOPER = "developer", "Developer"
        DESIGN = "design", "Design professional"

    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    address = models.CharField(max_length=300, blank=True)
    active = models.BooleanField(default=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(Lower("name"), "kind", name="firm_name_once_a_kind"),)
        indexes = (GinIndex(OpClass(Lower("name"), name="gin_trgm_ops"), name="firm_name_while_typing"),)

    def __str__(self) -> str:
        return self.name


class UserManager(BaseUserManager["User"]):
    """Finds people by the name they sign in with."""

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(username__iexact=username)


class User(AbstractBaseUser):
    """Somebody who signs in: a member of the public, a firm's login, or staff. Several may share one e-mail."""

    class Kind(models.TextChoices):
        PUBLIC = "public", "Public"
        FIRM = "firm", "Firm"
        STAFF = "staff", "Staff"

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["email"]

    username = models.CharField(max_length=150, unique=True)
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.PUBLIC)
    name = models.CharField(max_length=200)
    email = models.EmailField(db_index=True)
    email_confirmed_at = models.DateTimeField(null=True, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    address = models.CharField(max_length=300, blank=True)
    language = models.CharField(max_length=10, default="en")
    firm = models.ForeignKey(Firm, null=True, blank=True, on_delete=models.PROTECT, related_name="logins")
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()

    objects = UserManager()

    class Meta:
        constraints = (
            models.UniqueConstraint(Lower("username"), name="user_username_once"),
            models.CheckConstraint(
                condition=Q(kind="firm", firm__isnull=False) | (~Q(kind="firm") & Q(firm__isnull=True)),
                name="user_firm_login_has_firm",
            ),
        )

    @property
    def label(self) -> str:
        """The name a chronology shows."""
        return self.name or self.username

    @property
    def is_staff(self) -> bool:
        return self.kind == self.Kind.STAFF

    @cached_property
    def held_roles(self) -> tuple[tuple[str, str], ...]:
        """Role and team of what a member of staff does here; read once for each loaded user, none for all others."""
        return tuple((held.role, held.team) for held in self.roles.all()) if self.is_staff else ()

    @property
    def role_keys(self) -> frozenset[str]:
        """The roles a member of staff holds in any team."""
        return frozenset(role for role, _ in self.held_roles)

    def __str__(self) -> str:
        return self.label


class StaffRole(models.Model):
    """One role of a member of staff, perhaps within a team of the agency file."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="roles")
    role = models.CharField(max_length=30)
    team = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["user", "role", "team"], name="staff_role_once"),)


class Throttle(models.Model):
    """How often something was tried lately, and until when the next try waits. Keys are hashes: no address is kept."""

    key = models.CharField(max_length=64, unique=True)
    tries = models.PositiveIntegerField(default=0)
    since = models.DateTimeField()
    until = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=["since"], name="throttle_by_age"),)
