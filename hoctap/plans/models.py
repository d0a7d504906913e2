"""Official plans and the targets they set.

A plan is kept at a place and counts for every place below it: the district's plan of 2024 sets the target of each of its communes.
It descends from another plan or a national programme, and lives: dự thảo → đã ban hành → kéo dài → chấm dứt. A target points at a
measure by code; without a measure it is kept and shown as "chưa có số liệu", never as zero. A body is named as the document names it,
and by its organisation where that is known.
"""

from uuid import UUID

from django.db import models
from django.db.models import F, Q

from hoctap.core.actor import Actor
from hoctap.core.ids import uuid7
from hoctap.core.permissions import Permission
from hoctap.places.models import Organisation, OrganisationKind, Place


class PlanQuerySet(models.QuerySet["Plan"]):
    def visible_to(self, actor: Actor) -> "PlanQuerySet":
        """Plans of the places where the actor may read plans, of those below, and of those above (their targets bind him)."""
        if actor.system_job:
            return self
        ids = actor.places_with(Permission.PLAN_READ)
        above = Place.objects.filter(pk__in=ids).values_list("path", flat=True)
        ancestors = {place_id for path in above for place_id in path}
        own = Q(place__path__overlap=ids) | Q(place_id__in=ancestors)
        return self.filter(own | Q(heir__path__overlap=ids) | Q(heir_id__in=ancestors))

    def binding(self, place: Place) -> "PlanQuerySet":
        """Plans of the place itself and of the places above it, and those they inherited; a draft binds nobody."""
        found = self.filter(Q(place_id__in=place.path) | Q(heir_id__in=place.path))
        return found.exclude(state=PlanState.DRAFT)

    def in_force(self, year: int) -> "PlanQuerySet":
        """Issued, and not over in the year: "và những năm tiếp theo" has no end of its own."""
        return self.filter(state__in=IN_FORCE, year_from__lte=year).filter(
            Q(year_to__gte=year) | Q(open_ended=True)
        )


class DocumentKind(models.TextChoices):
    PLAN = "plan", "Kế hoạch"
    DECISION = "decision", "Quyết định"
    RESOLUTION = "resolution", "Nghị quyết"
    PROGRAMME = "programme", "Chương trình"
    SCHEME = "scheme", "Đề án"
    DIRECTIVE = "directive", "Chỉ thị"
    GUIDANCE = "guidance", "Hướng dẫn"
    LETTER = "letter", "Công văn"
    NOTICE = "notice", "Thông báo"
    OTHER = "other", "Văn bản khác"


class PlanState(models.TextChoices):
    DRAFT = "draft", "Dự thảo"
    ISSUED = "issued", "Đã ban hành"
    EXTENDED = "extended", "Kéo dài"
    ENDED = "ended", "Đã chấm dứt"


# Read as: from → to. A move that is not here is refused.
PLAN_TRANSITIONS: dict[models.TextChoices, set[models.TextChoices]] = {
    PlanState.DRAFT: {PlanState.ISSUED, PlanState.ENDED},
    PlanState.ISSUED: {PlanState.EXTENDED, PlanState.ENDED},
    PlanState.EXTENDED: {PlanState.EXTENDED, PlanState.ENDED},
}
IN_FORCE = [PlanState.ISSUED, PlanState.EXTENDED]


class Precision(models.TextChoices):
    YEAR = "year", "theo năm"
    QUARTER = "quarter", "theo quý"
    DAY = "day", "theo ngày"


class Programme(models.Model):
    """A national programme from which plans of provinces descend, known by the paper that sets it up."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    number = models.CharField("số, ký hiệu", max_length=60, unique=True)
    dated_on = models.DateField("ngày ban hành", null=True, blank=True)
    issuer = models.CharField("cơ quan ban hành", max_length=200, blank=True)
    name = models.CharField("tên gọi", max_length=300, blank=True)
    year_from = models.PositiveSmallIntegerField("từ năm", null=True, blank=True)
    year_to = models.PositiveSmallIntegerField("đến năm", null=True, blank=True)

    class Meta:
        ordering = ["number"]

    def __str__(self) -> str:
        return self.name or self.number


class Plan(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    place = models.ForeignKey(Place, models.PROTECT, related_name="plans")
    kind = models.CharField("loại văn bản", max_length=12, choices=DocumentKind, default=DocumentKind.PLAN)
    state = models.CharField("tình trạng", max_length=10, choices=PlanState, default=PlanState.ISSUED)
    number = models.CharField("số, ký hiệu", max_length=60, blank=True)
    dated_on = models.DateField("ngày ban hành", null=True, blank=True)
    date_partial = models.CharField(
        "tháng ban hành", max_length=7, blank=True, help_text="Khi văn bản chỉ ghi tháng: 2023-07"
    )
    issued_at = models.CharField("địa danh", max_length=120, blank=True)
    issuer = models.CharField("cơ quan ban hành", max_length=200)
    issuer_body = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="plans_issued"
    )
    title = models.CharField("tên kế hoạch", max_length=500)
    year_from = models.PositiveSmallIntegerField("từ năm")
    year_to = models.PositiveSmallIntegerField("đến năm")
    period_from = models.DateField("từ ngày", null=True, blank=True)
    period_to = models.DateField("đến hết ngày", null=True, blank=True)
    period_precision = models.CharField(
        "thời gian ghi", max_length=8, choices=Precision, default=Precision.YEAR
    )
    open_ended = models.BooleanField("và những năm tiếp theo", default=False)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    programme = models.ForeignKey(Programme, models.PROTECT, null=True, blank=True, related_name="plans")
    lead_name = models.CharField("cơ quan chủ trì", max_length=200, blank=True)
    lead_body = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="plans_led"
    )
    focal_name = models.CharField("đầu mối nhận khó khăn, vướng mắc", max_length=200, blank=True)
    focal_body = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="plans_heard"
    )
    focal_with = models.CharField("phối hợp xem xét", max_length=200, blank=True)
    focal_condition = models.CharField("khi nào thì nêu", max_length=200, blank=True)
    decider_name = models.CharField("cơ quan quyết định", max_length=200, blank=True)
    signer_name = models.CharField("người ký", max_length=120, blank=True)
    signer_title = models.CharField("chức vụ người ký", max_length=120, blank=True)
    signed_for = models.CharField(
        "ký với tư cách", max_length=200, blank=True, help_text="Ví dụ TM. Ủy ban nhân dân; KT. Chủ tịch"
    )
    heir = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="plans_inherited")
    """Where it goes on after its own place ended, as a paper says."""
    ended_on = models.DateField("thôi hiệu lực từ ngày", null=True, blank=True)
    ended_why = models.CharField("lý do chấm dứt", max_length=300, blank=True)
    ended_by = models.CharField("văn bản chấm dứt", max_length=120, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = PlanQuerySet.as_manager()

    class Meta:
        ordering = ["-year_from", "-dated_on", "id"]
        constraints = [
            models.CheckConstraint(name="plan_years_in_order", condition=Q(year_to__gte=F("year_from"))),
            models.UniqueConstraint(
                fields=["place", "number", "dated_on"],
                condition=~Q(number=""),
                name="plan_number_once_per_place_and_day",
            ),
            models.CheckConstraint(
                name="plan_descends_from_another", condition=Q(parent__isnull=True) | ~Q(parent=F("id"))
            ),
            models.CheckConstraint(
                name="plan_period_in_order",
                condition=Q(period_from__isnull=True)
                | Q(period_to__isnull=True)
                | Q(period_to__gte=F("period_from")),
            ),
            models.CheckConstraint(
                name="plan_ended_for_a_reason",
                condition=~Q(state="ended") | (Q(ended_on__isnull=False) & ~Q(ended_why="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}".strip()

    @property
    def place_path(self) -> list[UUID]:
        return self.heir.path if self.heir else self.place.path

    @property
    def label(self) -> str:
        """'Kế hoạch 415/KH-UBND', or the title where there is no number yet."""
        return f"{self.get_kind_display()} {self.number}" if self.number else self.title

    @property
    def is_in_force(self) -> bool:
        return self.state in IN_FORCE


class LegalBasis(models.Model):
    """A document that a plan rests on (căn cứ) or refers to in its text (viện dẫn)."""

    class Role(models.TextChoices):
        BASIS = "basis", "căn cứ"
        REFERRED = "referred", "viện dẫn"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="bases")
    role = models.CharField("vai trò", max_length=8, choices=Role, default=Role.BASIS)
    kind = models.CharField("loại văn bản", max_length=60, blank=True)
    number = models.CharField("số, ký hiệu", max_length=60, blank=True)
    dated_on = models.DateField("ngày", null=True, blank=True)
    issuer = models.CharField("cơ quan ban hành", max_length=200, blank=True)
    subject = models.CharField("về việc", max_length=500, blank=True)
    document = models.ForeignKey(Plan, models.SET_NULL, null=True, blank=True, related_name="cited_by")
    """The same document, where it is kept here as a plan."""
    position = models.PositiveSmallIntegerField(default=0)
    source_from = models.PositiveIntegerField("từ dòng", null=True, blank=True)
    source_to = models.PositiveIntegerField("đến dòng", null=True, blank=True)

    class Meta:
        ordering = ["plan", "position", "id"]
        constraints = [
            models.CheckConstraint(
                name="legal_basis_says_something", condition=~Q(number="") | ~Q(subject="")
            ),
        ]

    def __str__(self) -> str:
        return " ".join(part for part in (self.kind, self.number) if part) or self.subject

    @property
    def place_path(self) -> list[UUID]:
        return self.plan.place_path


class FundingSource(models.Model):
    """Where the money of a plan is to come from, in the plan's words."""

    class Kind(models.TextChoices):
        STATE = "state", "ngân sách nhà nước"
        SOCIAL = "social", "xã hội hóa"
        ASSOCIATION = "association", "Hội Khuyến học"
        PROJECT = "project", "cấp trên, dự án"
        OTHER = "other", "nguồn hợp pháp khác"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="funding_sources")
    kind = models.CharField("nguồn", max_length=12, choices=Kind, default=Kind.OTHER)
    text = models.CharField("ghi trong kế hoạch", max_length=500)
    position = models.PositiveSmallIntegerField(default=0)
    source_from = models.PositiveIntegerField("từ dòng", null=True, blank=True)
    source_to = models.PositiveIntegerField("đến dòng", null=True, blank=True)

    class Meta:
        ordering = ["plan", "position", "id"]

    @property
    def place_path(self) -> list[UUID]:
        return self.plan.place_path


class Recipient(models.Model):
    """One line of "Nơi nhận": a body, a group of bodies, or words that name nobody here."""

    class Group(models.TextChoices):
        TEXT = "text", "ghi như văn bản"
        BODY = "body", "một cơ quan"
        EACH_COMMUNE = "each_commune", "cơ quan của từng xã"
        IN_SECTION = "in_section", "các đơn vị có việc tại một mục"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="recipients")
    text = models.CharField("nơi nhận", max_length=300)
    group = models.CharField("là", max_length=12, choices=Group, default=Group.TEXT)
    body = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="plans_received"
    )
    mirror = models.CharField("cơ quan cấp xã", max_length=20, choices=OrganisationKind, blank=True)
    section = models.CharField("mục", max_length=20, blank=True)
    purpose = models.CharField("để", max_length=60, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    source_from = models.PositiveIntegerField("dòng", null=True, blank=True)

    class Meta:
        ordering = ["plan", "position", "id"]
        constraints = [
            models.CheckConstraint(
                name="recipient_is_what_its_group_says",
                condition=Q(group="text")
                | Q(group="body", body__isnull=False)
                | (Q(group="each_commune") & ~Q(mirror=""))
                | (Q(group="in_section") & ~Q(section="")),
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def place_path(self) -> list[UUID]:
        return self.plan.place_path


class ReceiptQuerySet(models.QuerySet["Receipt"]):
    def visible_to(self, actor: Actor) -> "ReceiptQuerySet":
        """Of the bodies below the actor's places."""
        if actor.system_job:
            return self
        return self.filter(place__path__overlap=actor.places_with(Permission.PLAN_READ))


class Receipt(models.Model):
    """A body was told of a plan; somebody there read it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    recipient = models.ForeignKey(Recipient, models.CASCADE, related_name="receipts")
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="receipts")
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    body = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="receipts")
    body_name = models.CharField("nơi nhận", max_length=300)
    people_told = models.PositiveSmallIntegerField("số người được báo", default=0)
    told_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True, blank=True)
    read_by = models.CharField(max_length=300, blank=True)

    objects = ReceiptQuerySet.as_manager()

    class Meta:
        ordering = ["plan", "recipient__position", "body_name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "place", "body_name"], name="receipt_once_per_body"),
            models.CheckConstraint(
                name="receipt_read_by_somebody",
                condition=Q(read_at__isnull=True, read_by="") | (Q(read_at__isnull=False) & ~Q(read_by="")),
            ),
        ]

    @property
    def place_path(self) -> list[UUID]:
        return self.place.path


class PlanVersion(models.Model):
    """Append-only: a paper changed a plan. `before` is all that the plan said until then."""

    class Kind(models.TextChoices):
        AMENDED = "amended", "Điều chỉnh, bổ sung"
        EXTENDED = "extended", "Kéo dài"
        ENDED = "ended", "Chấm dứt"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField("lần")
    kind = models.CharField(max_length=10, choices=Kind)
    paper_number = models.CharField("số văn bản", max_length=60)
    paper_date = models.DateField("ngày văn bản")
    what = models.CharField("nội dung thay đổi", max_length=500)
    before = models.JSONField()
    made_by = models.CharField(max_length=300)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["plan", "number"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="plan_version_number_once"),
            models.CheckConstraint(name="plan_version_rests_on_a_paper", condition=~Q(paper_number="")),
        ]

    @property
    def place_path(self) -> list[UUID]:
        return self.plan.place_path


class Comparator(models.TextChoices):
    AT_LEAST = ">=", "từ … trở lên"
    EQUAL = "=", "đạt"
    AT_MOST = "<=", "không quá"
    RANGE = "range", "trong khoảng"


class TargetKind(models.TextChoices):
    PERCENT = "percent", "tỷ lệ phần trăm"
    GROWTH = "growth", "mức tăng so với năm gốc"
    RATIO = "ratio", "bình quân"
    FREQUENCY = "frequency", "số lần trong kỳ"
    LEVEL = "level", "mức độ"
    ZERO = "zero", "không để xảy ra"
    BOOLEAN = "boolean", "có hay không"
    COUNT = "count", "số lượng"


class Target(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="targets")
    measure = models.CharField("số liệu", max_length=60, blank=True)
    kind = models.CharField("loại chỉ tiêu", max_length=10, choices=TargetKind, default=TargetKind.PERCENT)
    wording = models.CharField("nội dung chỉ tiêu", max_length=600)
    subject = models.CharField("đối tượng", max_length=300, blank=True)
    level = models.CharField("cấp", max_length=60, blank=True)
    section = models.CharField("mục", max_length=30, blank=True)
    comparator = models.CharField("so sánh", max_length=6, choices=Comparator, default=Comparator.AT_LEAST)
    value = models.DecimalField("giá trị", max_digits=12, decimal_places=2)
    value_max = models.DecimalField("đến", max_digits=12, decimal_places=2, null=True, blank=True)
    unit = models.CharField("đơn vị tính", max_length=40, default="%")
    year = models.PositiveSmallIntegerField("năm")
    before_on = models.DateField("trước ngày", null=True, blank=True)
    base_year = models.PositiveSmallIntegerField("năm gốc", null=True, blank=True)
    base_value = models.DecimalField(
        "giá trị năm gốc", max_digits=14, decimal_places=2, null=True, blank=True
    )
    grade_min = models.CharField("từ loại", max_length=30, blank=True)
    parent = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="parts")
    """The target this one is a part of ("trong đó")."""
    stopped_on = models.DateField("thôi theo dõi từ ngày", null=True, blank=True)
    stopped_why = models.CharField("lý do thôi theo dõi", max_length=300, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    source_from = models.PositiveIntegerField("từ dòng", null=True, blank=True)
    source_to = models.PositiveIntegerField("đến dòng", null=True, blank=True)
    source_page = models.PositiveSmallIntegerField("trang", null=True, blank=True)

    class Meta:
        ordering = ["plan", "position", "id"]
        constraints = [
            models.CheckConstraint(
                name="target_range_in_order",
                condition=Q(value_max__isnull=True) | Q(comparator="range", value_max__gte=F("value")),
            ),
            models.UniqueConstraint(
                fields=["plan", "measure", "year"],
                condition=~Q(measure=""),
                name="target_once_per_plan_measure_and_year",
            ),
            models.CheckConstraint(
                name="target_part_of_another", condition=Q(parent__isnull=True) | ~Q(parent=F("id"))
            ),
        ]

    def __str__(self) -> str:
        return self.wording

    @property
    def place_path(self) -> list[UUID]:
        return self.plan.place_path


class TargetShare(models.Model):
    """Giao chỉ tiêu: what a target asks of one place below the plan's."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    target = models.ForeignKey(Target, models.CASCADE, related_name="shares")
    place = models.ForeignKey(Place, models.PROTECT, related_name="target_shares")
    value = models.DecimalField("giá trị giao", max_digits=12, decimal_places=2)
    value_max = models.DecimalField("đến", max_digits=12, decimal_places=2, null=True, blank=True)

    class Meta:
        ordering = ["target", "place__sort_key", "id"]
        constraints = [
            models.UniqueConstraint(fields=["target", "place"], name="target_share_once_per_place"),
            models.CheckConstraint(
                name="target_share_in_order",
                condition=Q(value_max__isnull=True) | Q(value_max__gte=F("value")),
            ),
        ]

    @property
    def place_path(self) -> list[UUID]:
        return self.place.path


# At the end: they refer to the models above by name.
from hoctap.plans.difficulties.models import Difficulty, DifficultyGroup  # noqa: E402
from hoctap.plans.figures.models import PlanFigure  # noqa: E402
from hoctap.plans.settling.models import Settlement  # noqa: E402
from hoctap.plans.tasking.models import (  # noqa: E402
    CalendarLink,
    Task,
    TaskBody,
    TaskEntry,
    TaskInstance,
    TaskReminder,
)

__all__ = [
    "CalendarLink",
    "Comparator",
    "Difficulty",
    "DifficultyGroup",
    "DocumentKind",
    "FundingSource",
    "LegalBasis",
    "Plan",
    "PlanFigure",
    "PlanState",
    "PlanVersion",
    "Precision",
    "Programme",
    "Receipt",
    "Recipient",
    "Settlement",
    "Target",
    "TargetKind",
    "TargetShare",
    "Task",
    "TaskBody",
    "TaskEntry",
    "TaskInstance",
    "TaskReminder",
]
