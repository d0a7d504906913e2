"""The trail: who did what, to what, when, on whose behalf; who looked at whose data; and the seals on both.

Rows hold references as text and the *names* of changed fields, never their values, so that erasing a person's data reaches
everything and the trail stays readable. The app's database role may add and read rows, not change or delete them; what even the
owner of the database cannot do unseen is in `audit/chain.py`.
"""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models.functions import Now

from hoctap.core.ids import uuid7


class Event(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    at = models.DateTimeField(auto_now_add=True)
    actor_id = models.CharField(max_length=36, blank=True)
    actor = models.CharField(max_length=300)
    on_behalf_of = models.CharField(max_length=200, blank=True)
    what = models.CharField(max_length=80)
    subject_kind = models.CharField(max_length=60)
    subject_id = models.CharField(max_length=36)
    place_path = models.JSONField(default=list)
    fields = models.JSONField(default=list)
    count = models.PositiveIntegerField(default=1)

    class Meta:
        db_table = "audit_event"
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["subject_kind", "subject_id"], name="audit_event_subject"),
            GinIndex(fields=["place_path"], name="audit_event_place"),
        ]


class SentForm(models.Model):
    """A form that was done, for some days: `once.py`. No word of what it said, only its hash."""

    digest = models.CharField(max_length=64, primary_key=True)
    at = models.DateTimeField(auto_now_add=True, db_index=True)
    location = models.CharField(max_length=500, blank=True)
    """Where the first answer led; empty when it was a page of its own (a slip that is shown one time)."""

    class Meta:
        db_table = "audit_sent_form"


class Read(models.Model):
    """Append-only: one request that showed or handed out personal data. Whose: ids, never names or values."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    at = models.DateTimeField(auto_now_add=True)
    actor_id = models.CharField(max_length=36, blank=True)
    actor = models.CharField(max_length=300)
    on_behalf_of = models.CharField(max_length=200, blank=True)
    page = models.CharField(max_length=80)
    persons = models.PositiveIntegerField()
    """How many persons were shown, with those who have no id yet (rows of a file not taken in)."""
    subjects = ArrayField(models.UUIDField(), default=list)
    """Ids of the persons and of the households."""

    class Meta:
        db_table = "audit_read"
        ordering = ["-id"]
        indexes = [GinIndex(fields=["subjects"], name="audit_read_subjects")]


class Pending(models.Model):
    """A row of the trail that is not sealed yet: put here by the tables' triggers in the transaction that wrote it."""

    class Table(models.TextChoices):
        EVENT = "e", "Việc"
        READ = "r", "Lượt xem"

    id = models.UUIDField(primary_key=True, editable=False)
    table = models.CharField(max_length=1, choices=Table)
    added_at = models.DateTimeField(db_default=Now())

    class Meta:
        db_table = "audit_pending"


class Seal(models.Model):
    """Append-only: a link of the chain over rows of the trail; `audit/chain.py` says what is hashed and how."""

    number = models.PositiveBigIntegerField(primary_key=True)
    version = models.PositiveSmallIntegerField()
    previous = models.CharField(max_length=64, unique=True)
    events = ArrayField(models.UUIDField(), default=list)
    reads = ArrayField(models.UUIDField(), default=list)
    digests = models.BinaryField()
    """32 bytes for each event, then for each read, in their order."""
    is_complete = models.BooleanField()
    """Nothing else was waiting when this was sealed."""
    sealed_at = models.DateTimeField()
    hash = models.CharField(max_length=64, unique=True)
    key_mark = models.CharField(max_length=16)
    mac = models.CharField(max_length=64)

    class Meta:
        db_table = "audit_seal"
        ordering = ["number"]
