"""The trail: who did what, to what, when, on whose behalf.

Rows hold references as text and the *names* of changed fields, never their values, so that erasing a person's data reaches
everything and the trail stays readable. The app's database role may add and read rows, not change or delete them.
"""

from django.contrib.postgres.indexes import GinIndex
from django.db import models

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
