"""What goes with lending: books asked for in advance, and the counts of a notebook that were entered later.

Imported at the end of `libraries.models`, which holds copies, borrowers and loans themselves.
"""

from uuid import UUID

from django.db import models
from django.db.models import F, Q

from hoctap.core.actor import Actor
from hoctap.core.ids import uuid7
from hoctap.core.permissions import Permission
from hoctap.core.vietnamese import format_date
from hoctap.libraries.reach import lent_by


class HoldState(models.TextChoices):
    WAITING = "waiting", "Đang chờ sách về"
    READY = "ready", "Đã giữ sách, chờ đến lấy"
    TAKEN = "taken", "Đã lấy"
    EXPIRED = "expired", "Quá hạn giữ"
    DROPPED = "dropped", "Đã bỏ"
    CANCELLED = "cancelled", "Người đặt đã hủy"


# Read as: from → to. A move that is not here is refused.
HOLD_TRANSITIONS: dict[models.TextChoices, set[models.TextChoices]] = {
    HoldState.WAITING: {HoldState.READY, HoldState.TAKEN, HoldState.DROPPED, HoldState.CANCELLED},
    HoldState.READY: {
        HoldState.WAITING,
        HoldState.TAKEN,
        HoldState.EXPIRED,
        HoldState.DROPPED,
        HoldState.CANCELLED,
    },
}
HOLD_OPEN = (HoldState.WAITING, HoldState.READY)


class HoldQuerySet(models.QuerySet["Hold"]):
    def visible_to(self, actor: Actor) -> "HoldQuerySet":
        """It names who wants to read what: only who lends there."""
        return self.filter(lent_by(actor, "library__"))

    def open(self) -> "HoldQuerySet":
        return self.filter(state__in=HOLD_OPEN)

    def left_with_a_name(self) -> "HoldQuerySet":
        """Without a card of the library: what somebody wrote of himself, here or at the public door."""
        return self.filter(~Q(asker_name="") | ~Q(asker_phone="") | ~Q(asker_card=""))


class Hold(models.Model):
    """Đặt trước: any copy of a title, for who has a card, or for somebody who left a name and a telephone number.

    From outside the number of a card is kept as it was typed and no card is looked up: a stranger would learn whose it is and what he
    reads. Whoever lends sees it beside the list, and whoever shows that card at the desk gets the book.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    library = models.ForeignKey("libraries.Library", models.PROTECT, related_name="holds")
    title = models.ForeignKey("libraries.Title", models.PROTECT, related_name="holds")
    borrower = models.ForeignKey(
        "libraries.Borrower", models.PROTECT, null=True, blank=True, related_name="holds"
    )
    asker_name = models.CharField("họ và tên", max_length=100, blank=True)
    asker_phone = models.CharField("điện thoại", max_length=15, blank=True)
    asker_card = models.CharField("số thẻ đã ghi", max_length=30, blank=True)
    from_outside = models.BooleanField("qua cổng thông tin", default=False, editable=False)
    state = models.CharField("tình trạng", max_length=10, choices=HoldState, default=HoldState.WAITING)
    copy = models.ForeignKey("libraries.Copy", models.PROTECT, null=True, blank=True, related_name="holds")
    """Put aside for it."""
    until = models.DateField("giữ đến hết ngày", null=True, blank=True)
    asked_at = models.DateTimeField(auto_now_add=True)
    closed_on = models.DateField("kết thúc ngày", null=True, blank=True)
    dropped_why = models.CharField("lý do bỏ", max_length=200, blank=True)
    asked_by = models.CharField(max_length=300)

    objects = HoldQuerySet.as_manager()

    class Meta:
        ordering = ["asked_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="hold_ready_has_its_copy_and_day",
                condition=~Q(state="ready") | Q(copy__isnull=False, until__isnull=False),
            ),
            models.CheckConstraint(
                name="hold_open_is_for_somebody",
                condition=(
                    Q(closed_on__isnull=False)
                    | Q(borrower__isnull=False)
                    | ~Q(asker_name="")
                    | ~Q(asker_card="")
                ),
            ),
            models.CheckConstraint(
                name="hold_over_has_its_day",
                condition=Q(state__in=["waiting", "ready"], closed_on__isnull=True)
                | Q(state__in=["taken", "expired", "dropped", "cancelled"], closed_on__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["copy"], condition=Q(state="ready"), name="copy_put_aside_for_one"
            ),
            models.UniqueConstraint(
                fields=["library", "title", "borrower"],
                condition=Q(state__in=["waiting", "ready"], borrower__isnull=False),
                name="hold_once_for_a_borrower",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}"

    @property
    def place_path(self) -> list[UUID]:
        return self.library.place.path


class SubjectGroup(models.TextChoices):
    """First digit of the classification (DDC); what the notebook of a bookcase usually does not know."""

    UNKNOWN = "", "không phân loại"
    D0 = "0", "0 – Tổng quát, tin học"
    D1 = "1", "1 – Triết học, tâm lý"
    D2 = "2", "2 – Tôn giáo"
    D3 = "3", "3 – Xã hội, pháp luật, giáo dục"
    D4 = "4", "4 – Ngôn ngữ"
    D5 = "5", "5 – Khoa học tự nhiên"
    D6 = "6", "6 – Kỹ thuật, nông nghiệp, y tế"
    D7 = "7", "7 – Nghệ thuật, thể thao"
    D8 = "8", "8 – Văn học"
    D9 = "9", "9 – Lịch sử, địa lý"


class Readers(models.TextChoices):
    UNKNOWN = "", "không chia lứa tuổi"
    ADULT = "adult", "người lớn"
    CHILD = "child", "thiếu nhi"


class LoanTallyQuerySet(models.QuerySet["LoanTally"]):
    def visible_to(self, actor: Actor) -> "LoanTallyQuerySet":
        if actor.system_job:
            return self
        return self.filter(library__place__path__overlap=actor.places_with(Permission.LIBRARY_READ))

    def standing(self) -> "LoanTallyQuerySet":
        return self.filter(dropped_why="")


class LoanTally(models.Model):
    """What the notebook counted, a day or a month: never beside loans written one by one of the same days."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    library = models.ForeignKey("libraries.Library", models.PROTECT, related_name="loan_tallies")
    first = models.DateField("từ ngày")
    last = models.DateField("đến hết ngày")
    group = models.CharField(
        "môn loại", max_length=1, choices=SubjectGroup, default=SubjectGroup.UNKNOWN, blank=True
    )
    readers = models.CharField("bạn đọc", max_length=5, choices=Readers, default=Readers.UNKNOWN, blank=True)
    taken_home = models.PositiveIntegerField("số lượt mượn về", default=0)
    read_here = models.PositiveIntegerField("số lượt đọc tại chỗ", default=0)
    entered_by = models.CharField(max_length=300)
    entered_at = models.DateTimeField(auto_now_add=True)
    dropped_why = models.CharField("lý do bỏ", max_length=200, blank=True)

    objects = LoanTallyQuerySet.as_manager()

    class Meta:
        ordering = ["-first", "group", "readers", "id"]
        constraints = [
            models.CheckConstraint(name="loan_tally_ends_after_it_begins", condition=Q(last__gte=F("first"))),
            models.CheckConstraint(
                name="loan_tally_counts_something", condition=Q(taken_home__gt=0) | Q(read_here__gt=0)
            ),
            models.UniqueConstraint(
                fields=["library", "first", "last", "group", "readers"],
                condition=Q(dropped_why=""),
                name="loan_tally_once",
            ),
        ]

    def __str__(self) -> str:
        if self.first == self.last:
            return f"ngày {format_date(self.first)}"
        return f"tháng {self.first:%m/%Y}"

    @property
    def place_path(self) -> list[UUID]:
        return self.library.place.path
