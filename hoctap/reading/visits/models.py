"""Visits. A sheet covers one day (tally, gate, loans) or one month of a notebook; no day of an institution stands on two sheets, so nobody
is counted in two ways.
"""

from uuid import UUID

from django.db import models
from django.db.models import F, Q

from hoctap.core.ids import uuid7
from hoctap.libraries.models import AtLibraryQuerySet, Library


class Way(models.TextChoices):
    TALLY = "tally", "đếm từng lượt"
    GATE = "gate", "số máy đếm ở cửa"
    LOANS = "loans", "theo sổ mượn, trả"
    NOTEBOOK = "notebook", "cộng tháng theo sổ tay"


class Purpose(models.TextChoices):
    READ_HERE = "read_here", "đọc tại chỗ"
    BORROW = "borrow", "mượn, trả"
    STUDY = "study", "học nhóm"
    INTERNET = "internet", "internet, máy tính"
    EVENT = "event", "sự kiện, lớp học"
    TOUR = "tour", "tham quan"
    UNKNOWN = "unknown", "không rõ mục đích"


class Who(models.TextChoices):
    ADULT = "adult", "người lớn"
    CHILD = "child", "trẻ em"
    ANYBODY = "anybody", "không phân"


class VisitSheet(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    library = models.ForeignKey(Library, models.PROTECT, related_name="visit_sheets")
    from_on = models.DateField("ngày, hoặc ngày đầu")
    to_on = models.DateField("ngày cuối")
    way = models.CharField("cách đếm", max_length=10, choices=Way)
    gate_first = models.PositiveIntegerField("số máy đầu ngày", null=True, blank=True)
    gate_last = models.PositiveIntegerField("số máy cuối ngày", null=True, blank=True)
    gate_both_ways = models.BooleanField("máy đếm cả lúc vào và lúc ra", default=False)
    recorded_by = models.CharField(max_length=300)
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = AtLibraryQuerySet["VisitSheet"].as_manager()

    class Meta:
        ordering = ["-from_on", "library", "id"]
        constraints = [
            models.UniqueConstraint(fields=["library", "from_on"], name="visitsheet_once_a_day"),
            models.CheckConstraint(
                name="visitsheet_of_one_day_or_a_notebook",
                condition=Q(to_on=F("from_on")) | Q(way="notebook", to_on__gt=F("from_on")),
            ),
            models.CheckConstraint(
                name="visitsheet_gate_has_two_readings",
                condition=Q(way="gate", gate_first__isnull=False, gate_last__gte=F("gate_first"))
                | (~Q(way="gate") & Q(gate_first__isnull=True, gate_last__isnull=True)),
            ),
        ]

    @property
    def place_path(self) -> list[UUID]:
        return self.library.place_path


class VisitLineQuerySet(AtLibraryQuerySet["VisitLine"]):
    place = "sheet__library__place"


class VisitLine(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    sheet = models.ForeignKey(VisitSheet, models.CASCADE, related_name="lines")
    purpose = models.CharField("mục đích", max_length=10, choices=Purpose)
    who = models.CharField("ai", max_length=10, choices=Who)
    people = models.PositiveIntegerField("lượt người")

    objects = VisitLineQuerySet.as_manager()

    class Meta:
        ordering = ["sheet", "purpose", "who"]
        constraints = [
            models.UniqueConstraint(fields=["sheet", "purpose", "who"], name="visitline_once_on_a_sheet"),
        ]

    @property
    def place_path(self) -> list[UUID]:
        return self.sheet.place_path


class VisitCorrection(models.Model):
    """Append-only: what stood there before somebody corrected it, and why."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    sheet = models.ForeignKey(VisitSheet, models.PROTECT, related_name="corrections")
    purpose = models.CharField(max_length=10, choices=Purpose)
    who = models.CharField(max_length=10, choices=Who)
    was = models.PositiveIntegerField()
    now = models.PositiveIntegerField()
    why = models.CharField("lý do", max_length=200)
    corrected_by = models.CharField(max_length=300)
    corrected_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-corrected_at", "-id"]
        constraints = [
            models.CheckConstraint(name="visitcorrection_with_reason", condition=~Q(why="")),
        ]

    @property
    def place_path(self) -> list[UUID]:
        return self.sheet.place_path
