"""The văn thư's books: numbers of an issuer, who a paper goes to, what came in.

Numbers of papers stand on the papers themselves; here stand which papers share a series, and which numbers nobody uses.
"""

from uuid import UUID

from django.db import models
from django.db.models import F, Q

from hoctap.accounts.models import User
from hoctap.core.actor import Actor
from hoctap.core.ids import uuid7
from hoctap.core.permissions import Permission
from hoctap.places.models import Organisation


class IssuerBook(models.Model):
    """How an issuer counts. Without a row: one series for each kind of paper."""

    issuer = models.OneToOneField(Organisation, models.PROTECT, related_name="book", primary_key=True)
    is_one_for_all = models.BooleanField("một dãy số chung cho mọi loại văn bản", default=False)

    @property
    def place_path(self) -> list[UUID]:
        return self.issuer.place.path


class FreeNumbers(models.Model):
    """Numbers of an own book that no paper here has, and why: given on paper before, or left free."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    issuer = models.ForeignKey(Organisation, models.PROTECT, related_name="free_numbers")
    year = models.PositiveSmallIntegerField("năm")
    series = models.CharField("loại", max_length=10, blank=True)
    """Abbreviation of the kind; empty in a book with one series for all."""
    first = models.PositiveIntegerField("từ số")
    last = models.PositiveIntegerField("đến số")
    reason = models.CharField("vì", max_length=200)
    noted_by = models.CharField(max_length=300)
    noted_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["issuer", "year", "series", "first"]
        constraints = [
            models.CheckConstraint(
                name="free_numbers_in_order", condition=Q(first__gte=1) & Q(last__gte=F("first"))
            ),
            models.CheckConstraint(name="free_numbers_have_a_reason", condition=~Q(reason="")),
            models.UniqueConstraint(
                fields=["issuer", "year", "series", "first"], name="free_numbers_begin_once"
            ),
        ]

    def __str__(self) -> str:
        return self.in_words

    @property
    def in_words(self) -> str:
        return str(self.first) if self.first == self.last else f"{self.first}–{self.last}"

    @property
    def place_path(self) -> list[UUID]:
        return self.issuer.place.path


class Purpose(models.TextChoices):
    REPORT = "report", "để b/c"
    CARRY_OUT = "carry_out", "để thực hiện"
    COORDINATE = "coordinate", "để phối hợp"
    KNOW = "know", "để biết"
    KEEP = "keep", "lưu"


class SentBy(models.TextChoices):
    HAND = "hand", "trực tiếp"
    POST = "post", "bưu điện"
    AXIS = "axis", "trục liên thông văn bản"
    OTHER = "other", "cách khác"


class PaperRecipient(models.Model):
    """One line of "Nơi nhận" of a paper: an organisation here, or words. Sent by hand where the system does not bring it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    paper = models.ForeignKey("papers.Paper", models.PROTECT, related_name="recipients")
    position = models.PositiveSmallIntegerField()
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="papers_received"
    )
    words = models.CharField("nơi nhận", max_length=300)
    """As printed; of an organisation its name on the day it was put here."""
    purpose = models.CharField("để", max_length=12, choices=Purpose, blank=True)
    group = models.CharField("thuộc nhóm", max_length=200, blank=True)
    """The words that the paper prints in its stead: "UBND các xã"."""
    sent_on = models.DateField("gửi ngày", null=True, blank=True)
    sent_by = models.CharField("cách gửi", max_length=8, choices=SentBy, blank=True)
    signed_for = models.CharField("ký nhận", max_length=120, blank=True)

    class Meta:
        ordering = ["paper", "position"]
        constraints = [
            models.UniqueConstraint(fields=["paper", "organisation"], name="recipient_once_on_a_paper"),
            models.CheckConstraint(name="paper_recipient_is_named", condition=~Q(words="")),
            models.CheckConstraint(
                name="paper_recipient_sent_somehow",
                condition=Q(sent_on__isnull=True, sent_by="", signed_for="")
                | (Q(sent_on__isnull=False) & ~Q(sent_by="")),
            ),
        ]

    def __str__(self) -> str:
        return self.words

    @property
    def place_path(self) -> list[UUID]:
        return self.paper.place.path


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    def visible_to(self, actor: Actor) -> "DeliveryQuerySet":
        """Those that came to organisations of the actor's places."""
        if actor.system_job:
            return self
        return self.filter(
            Q(organisation__place__path__overlap=actor.places_with(Permission.PAPER_READ))
            | Q(organisation__place__in=actor.places_only(Permission.PAPER_READ))
        )


class Delivery(models.Model):
    """A signed paper lies with an organisation here, until somebody there receives it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    recipient = models.OneToOneField(PaperRecipient, models.PROTECT, related_name="delivery")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="deliveries")
    sent_at = models.DateTimeField(auto_now_add=True)
    received_on = models.DateField("nhận ngày", null=True, blank=True)
    received_by = models.CharField("người nhận", max_length=300, blank=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                name="delivery_received_by_somebody",
                condition=Q(received_on__isnull=True, received_by="")
                | (Q(received_on__isnull=False) & ~Q(received_by="")),
            ),
        ]
        indexes = [
            models.Index(
                fields=["organisation"], condition=Q(received_on__isnull=True), name="delivery_awaited"
            )
        ]

    @property
    def place_path(self) -> list[UUID]:
        return self.organisation.place.path


class Dispatch(models.Model):
    """What the book of outgoing papers says beside the paper itself."""

    paper = models.OneToOneField("papers.Paper", models.PROTECT, related_name="dispatch", primary_key=True)
    copies = models.PositiveSmallIntegerField("số lượng bản", null=True, blank=True)
    kept_by = models.CharField("đơn vị, người nhận bản lưu", max_length=120, blank=True)
    handed_on = models.DateField("ngày chuyển", null=True, blank=True)
    signed_for = models.CharField("ký nhận", max_length=120, blank=True)
    note = models.CharField("ghi chú", max_length=200, blank=True)

    @property
    def place_path(self) -> list[UUID]:
        return self.paper.place.path


class Urgency(models.TextChoices):
    USUAL = "usual", "Thường"
    URGENT = "urgent", "Khẩn"
    MORE_URGENT = "more_urgent", "Thượng khẩn"
    AT_ONCE = "at_once", "Hỏa tốc"


class IncomingState(models.TextChoices):
    ENTERED = "entered", "Đã vào sổ"
    HANDLED = "handled", "Đang giải quyết"
    DONE = "done", "Đã giải quyết"


INCOMING_TRANSITIONS: dict[models.TextChoices, set[models.TextChoices]] = {
    IncomingState.ENTERED: {IncomingState.HANDLED, IncomingState.DONE},
    IncomingState.HANDLED: {IncomingState.HANDLED, IncomingState.DONE},
}


class IncomingQuerySet(models.QuerySet["Incoming"]):
    def visible_to(self, actor: Actor) -> "IncomingQuerySet":
        if actor.system_job:
            return self
        return self.filter(
            Q(organisation__place__path__overlap=actor.places_with(Permission.PAPER_READ))
            | Q(organisation__place__in=actor.places_only(Permission.PAPER_READ))
        )


class Incoming(models.Model):
    """A paper that came to an organisation: its line in the book of incoming papers, who handles it, what was done."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="incoming")
    year = models.PositiveSmallIntegerField("năm")
    arrival_number = models.PositiveIntegerField("số đến")
    received_on = models.DateField("ngày đến")
    issuer_name = models.CharField("cơ quan ban hành", max_length=200)
    issuer_key = models.CharField(max_length=200)
    """The name without marks and capitals, or of an issuer here its id: by it the same paper is known again."""
    number = models.CharField("số, ký hiệu", max_length=60, blank=True)
    number_key = models.CharField(max_length=60, blank=True)
    dated_on = models.DateField("ngày văn bản")
    kind = models.CharField("tên loại", max_length=60, blank=True)
    title = models.CharField("trích yếu", max_length=300)
    urgency = models.CharField("độ khẩn", max_length=12, choices=Urgency, default=Urgency.USUAL)
    paper = models.ForeignKey(
        "papers.Paper", models.PROTECT, null=True, blank=True, related_name="came_in_as"
    )
    delivery = models.OneToOneField(Delivery, models.PROTECT, null=True, blank=True, related_name="incoming")
    sha256 = models.CharField(max_length=64, blank=True)
    media_type = models.CharField(max_length=100, blank=True)
    size = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=10, choices=IncomingState, default=IncomingState.ENTERED)
    handler = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="incoming", verbose_name="người giải quyết"
    )
    unit = models.CharField("đơn vị hoặc người nhận", max_length=120, blank=True)
    handed_on = models.DateField("ngày chuyển", null=True, blank=True)
    signed_for = models.CharField("ký nhận", max_length=120, blank=True)
    due_on = models.DateField("thời hạn giải quyết", null=True, blank=True)
    """The last day."""
    progress = models.CharField("tiến độ, kết quả", max_length=500, blank=True)
    done_on = models.DateField("giải quyết xong ngày", null=True, blank=True)
    reply_number = models.CharField("văn bản trả lời", max_length=60, blank=True)
    note = models.CharField("ghi chú", max_length=200, blank=True)
    about_kind = models.CharField(max_length=60, blank=True)
    about_id = models.CharField(max_length=36, blank=True)
    entered_by = models.CharField(max_length=300)
    entered_at = models.DateTimeField(auto_now_add=True)

    objects = IncomingQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "-arrival_number"]
        indexes = [models.Index(fields=["handler", "state"], name="incoming_of_handler")]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "year", "arrival_number"], name="arrival_number_once_a_year"
            ),
            models.UniqueConstraint(
                fields=["organisation", "issuer_key", "number_key", "dated_on"],
                condition=~Q(number_key=""),
                name="incoming_once",
            ),
            models.CheckConstraint(
                name="incoming_done_on_a_day",
                condition=Q(state="done", done_on__isnull=False)
                | (~Q(state="done") & Q(done_on__isnull=True)),
            ),
            models.CheckConstraint(
                name="incoming_after_it_was_dated", condition=Q(received_on__gte=F("dated_on"))
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """'Số đến 12: Kế hoạch 415/KH-UBND'."""
        return f"Số đến {self.arrival_number}: {f'{self.kind} {self.number}'.strip() or self.title}"

    @property
    def described(self) -> str:
        """'Kế hoạch số 415/KH-UBND ngày 31/01/2024 của UBND huyện …'."""
        named = f"{self.kind or 'Văn bản'} số {self.number}" if self.number else (self.kind or "Văn bản")
        return f"{named} ngày {self.dated_on:%d/%m/%Y} của {self.issuer_name}"

    @property
    def place_path(self) -> list[UUID]:
        return self.organisation.place.path
