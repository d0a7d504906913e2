"""What signing in leaves behind: slips, known devices, open sessions, identities of a state sign-on. Read by `models.py`."""

from django.db import models
from django.db.models import F, Q

from hoctap.core.ids import uuid7


class AccountSlip(models.Model):
    """A printed *phiếu cấp tài khoản*. Its code is the person's one-time password, its QR a token; neither is kept in the clear."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user = models.ForeignKey("accounts.User", models.CASCADE, related_name="slips")
    token_hash = models.CharField(max_length=64, unique=True)
    issued_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    void_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(used_at__isnull=True, void_at__isnull=True),
                name="one_open_slip_per_user",
            ),
            models.CheckConstraint(
                name="slip_ends_after_it_begins", condition=Q(expires_at__gt=F("issued_at"))
            ),
            models.CheckConstraint(
                name="slip_is_used_or_void_not_both",
                condition=Q(used_at__isnull=True) | Q(void_at__isnull=True),
            ),
        ]


class KnownDevice(models.Model):
    """A browser in which the person has signed in. It holds the token in a signed cookie; no address is kept."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user = models.ForeignKey("accounts.User", models.CASCADE, related_name="devices")
    token_hash = models.CharField(max_length=64)
    label = models.CharField("máy", max_length=80)
    first_seen_at = models.DateTimeField()
    last_seen_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "token_hash"], name="device_once_per_user"),
        ]


class DeviceSession(models.Model):
    """A session on a known device. The session itself lies in Django's table; this row says whose and where it is."""

    session_key = models.CharField(max_length=40, primary_key=True)
    device = models.ForeignKey(KnownDevice, models.CASCADE, related_name="sessions")
    started_at = models.DateTimeField()


class LinkedIdentity(models.Model):
    """Who a person is at the state's or the province's sign-on: issuer and subject, nothing else of what it tells."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user = models.ForeignKey("accounts.User", models.CASCADE, related_name="identities")
    issuer = models.CharField(max_length=300)
    subject = models.CharField(max_length=255)
    linked_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["issuer", "subject"], name="identity_of_one_person"),
            models.UniqueConstraint(fields=["user", "issuer"], name="one_identity_per_issuer"),
        ]
