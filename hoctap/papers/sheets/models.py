"""Pages of signed sheets that somebody handed in: photographed or scanned, one row a page, until they are filed with their paper.

A page that belongs to a paper its sender has no right to, or to none, keeps nothing: neither the picture nor what it led to.
"""

from uuid import UUID

from django.db import models
from django.db.models import Q

from hoctap.accounts.models import User
from hoctap.core.actor import Actor
from hoctap.core.ids import uuid7
from hoctap.core.permissions import Permission


class PageState(models.TextChoices):
    WAITING = "waiting", "Chờ ghi nhận"
    FILED = "filed", "Đã ghi vào văn bản"
    DROPPED = "dropped", "Đã bỏ"
    REFUSED = "refused", "Không nhận"


PAGE_TRANSITIONS: dict[models.TextChoices, set[models.TextChoices]] = {
    PageState.WAITING: {PageState.FILED, PageState.DROPPED},
}


class SignedPageQuerySet(models.QuerySet["SignedPage"]):
    def visible_to(self, actor: Actor) -> "SignedPageQuerySet":
        """With a paper: whoever may file it there. Without one: whoever handed it in."""
        if actor.system_job:
            return self
        own = Q(paper__isnull=True, uploaded_by=actor.user_id, uploaded_by__isnull=False)
        return self.filter(own | Q(paper__place__path__overlap=actor.places_with(Permission.PAPER_FILE)))


class SignedPage(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    batch = models.UUIDField(db_index=True)
    """What was handed in together."""
    position = models.PositiveSmallIntegerField()
    file_name = models.CharField("tên tệp", max_length=160)
    page_number = models.PositiveSmallIntegerField("trang trong tệp", default=1)
    uploaded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(auto_now_add=True)
    sha256 = models.CharField(max_length=64, blank=True)
    media_type = models.CharField(max_length=100, blank=True)
    paper = models.ForeignKey(
        "papers.Paper", models.PROTECT, null=True, blank=True, related_name="signed_pages"
    )
    version = models.ForeignKey(
        "papers.PaperVersion", models.PROTECT, null=True, blank=True, related_name="signed_pages"
    )
    """The version whose code was read, or typed; None where a person chose the paper."""
    state = models.CharField(max_length=10, choices=PageState, default=PageState.WAITING)
    reason = models.CharField("vì sao không nhận", max_length=200, blank=True)

    objects = SignedPageQuerySet.as_manager()

    class Meta:
        ordering = ["batch", "position"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "position"], name="signed_page_once_in_its_batch"),
            models.CheckConstraint(
                name="signed_page_refused_keeps_nothing",
                condition=(Q(state="refused", sha256="", paper__isnull=True) & ~Q(reason=""))
                | ~Q(state="refused"),
            ),
            models.CheckConstraint(
                name="signed_page_waiting_has_its_file",
                condition=~Q(state="waiting") | ~Q(sha256=""),
            ),
            models.CheckConstraint(
                name="signed_page_filed_has_its_paper", condition=~Q(state="filed") | Q(paper__isnull=False)
            ),
        ]

    @property
    def place_path(self) -> list[UUID]:
        return self.paper.place.path if self.paper else []
