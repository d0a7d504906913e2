"""What an edition was typed from: photos and scans of the printed pages. Why it ended where none came after it."""

from uuid import UUID

from django.db import models

from hoctap.core.ids import uuid7


class EditionPage(models.Model):
    """One page of the instrument, shown beside the lines. It may go while the edition is a draft; afterwards it stays."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    edition = models.ForeignKey("criteria.CriteriaEdition", models.CASCADE, related_name="pages")
    name = models.CharField("trang", max_length=120, blank=True)
    sha256 = models.CharField(max_length=64)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    added_by = models.CharField(max_length=300)
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]
        db_table = "criteria_edition_page"

    @property
    def place_path(self) -> list[UUID]:
        return self.edition.place_path

    @property
    def is_photo(self) -> bool:
        return self.media_type.startswith("image/")


class EditionEnd(models.Model):
    """Append-only: an instrument ended an edition and nothing followed."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    edition = models.OneToOneField("criteria.CriteriaEdition", models.PROTECT, related_name="end")
    ends_on = models.DateField("thôi áp dụng từ ngày")
    why = models.CharField("lý do", max_length=300)
    number = models.CharField("số văn bản", max_length=60)
    dated_on = models.DateField("ngày văn bản")
    ended_by = models.CharField(max_length=300)
    ended_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "criteria_edition_end"
        constraints = [
            models.CheckConstraint(
                name="edition_end_is_written_down", condition=~models.Q(why="") & ~models.Q(number="")
            ),
        ]

    @property
    def place_path(self) -> list[UUID]:
        return self.edition.place_path
