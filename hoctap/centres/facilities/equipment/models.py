"""What a centre has and what it should have.

A row of the register is a lot of one kind from one source, counted by condition. A list of what is required is dated and stands at a
place; the one that comes with the program is a sample until a place records its own. Checks, repairs and money are only added to.
"""

from uuid import UUID

from django.db import models
from django.db.models import Q

from hoctap.centres.models import Centre, Venue
from hoctap.core.actor import Actor
from hoctap.core.ids import uuid7
from hoctap.core.permissions import Permission
from hoctap.core.text import natural_sort_key
from hoctap.papers.models import Paper
from hoctap.places.models import Place


class EquipmentKindQuerySet(models.QuerySet["EquipmentKind"]):
    def visible_to(self, actor: Actor) -> "EquipmentKindQuerySet":
        """Those that come with the program, and those of the actor's places and of the places above them."""
        if actor.system_job:
            return self
        granted = actor.places_with(Permission.CENTRE_READ)
        above = Place.objects.filter(pk__in=granted).values_list("path", flat=True)
        ancestors = {place_id for path in above for place_id in path}
        return self.filter(Q(place__isnull=True) | Q(place__path__overlap=granted) | Q(place__in=ancestors))

    def offered_at(self, place: Place) -> "EquipmentKindQuerySet":
        return self.filter(Q(place__isnull=True) | Q(place__in=place.path))


class EquipmentKind(models.Model):
    """Tủ sách, bàn, máy vi tính … Shipped ones have no place; a place adds its own."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    place = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField("tên thiết bị", max_length=100)
    unit = models.CharField("đơn vị tính", max_length=20, default="cái")
    is_computer = models.BooleanField(default=False)
    is_audiovisual = models.BooleanField("thiết bị nghe nhìn", default=False)
    sort_key = models.CharField(max_length=300, editable=False)

    objects = EquipmentKindQuerySet.as_manager()

    class Meta:
        ordering = ["sort_key", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["name"], condition=Q(place__isnull=True), name="equipment_kind_shipped_once"
            ),
            models.UniqueConstraint(fields=["place", "name"], name="equipment_kind_once_at_a_place"),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        self.sort_key = natural_sort_key(self.name)
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    @property
    def place_path(self) -> list[UUID]:
        return self.place.path if self.place else []


class StandardSubject(models.TextChoices):
    CENTRE = "centre", "Trung tâm học tập cộng đồng"
    HAMLET_HOUSE = "hamlet_house", "Nhà văn hóa ấp, khóm"


class EquipmentStandardQuerySet(models.QuerySet["EquipmentStandard"]):
    def visible_to(self, actor: Actor) -> "EquipmentStandardQuerySet":
        """Those that come with the program, of the actor's places and of the places above them."""
        if actor.system_job:
            return self
        granted = actor.places_with(Permission.CENTRE_READ)
        above = Place.objects.filter(pk__in=granted).values_list("path", flat=True)
        ancestors = {place_id for path in above for place_id in path}
        return self.filter(Q(place__isnull=True) | Q(place__path__overlap=granted) | Q(place__in=ancestors))


class EquipmentStandard(models.Model):
    """Danh mục cần có, from a day on. Never changed: another one from a later day takes its place."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    place = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="+")
    subject = models.CharField("áp dụng cho", max_length=15, choices=StandardSubject)
    valid_from = models.DateField("áp dụng từ")
    source = models.CharField("nguồn", max_length=300)
    is_sample = models.BooleanField(default=False)
    """Nobody has confirmed it yet: 'mẫu chưa xác thực' wherever it is used."""
    recorded_by = models.CharField(max_length=300, blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = EquipmentStandardQuerySet.as_manager()

    class Meta:
        ordering = ["-valid_from", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["place", "subject", "valid_from"], name="equipment_standard_once_a_day"
            ),
        ]

    def __str__(self) -> str:
        return self.source

    @property
    def place_path(self) -> list[UUID]:
        return self.place.path if self.place else []


class StandardLine(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    standard = models.ForeignKey(EquipmentStandard, models.CASCADE, related_name="lines")
    kind = models.ForeignKey(EquipmentKind, models.PROTECT, related_name="+")
    least = models.PositiveSmallIntegerField("ít nhất")

    class Meta:
        ordering = ["standard", "kind__sort_key", "id"]
        constraints = [
            models.UniqueConstraint(fields=["standard", "kind"], name="standard_line_once_a_kind"),
            models.CheckConstraint(name="standard_line_asks_for_something", condition=Q(least__gte=1)),
        ]

    @property
    def place_path(self) -> list[UUID]:
        return self.standard.place_path


class FundSource(models.TextChoices):
    BUDGET = "budget", "Ngân sách nhà nước"
    SOCIAL = "social", "Xã hội hóa"
    ABOVE = "above", "Dự án, cấp trên hỗ trợ"
    ASSOCIATION = "association", "Hội, đoàn thể, quỹ khuyến học"
    OWN = "own", "Nguồn của trung tâm"
    UNKNOWN = "unknown", "Chưa rõ nguồn"


class EquipmentQuerySet(models.QuerySet["Equipment"]):
    def visible_to(self, actor: Actor) -> "EquipmentQuerySet":
        """Of the centres and venues at the actor's places."""
        return self.at_places(actor, Permission.CENTRE_READ)

    def at_places(self, actor: Actor, permission: Permission) -> "EquipmentQuerySet":
        if actor.system_job:
            return self
        granted = actor.places_with(permission)
        return self.filter(
            Q(centre__organisation__place__path__overlap=granted) | Q(venue__place__path__overlap=granted)
        )

    def standing(self) -> "EquipmentQuerySet":
        return self.filter(dropped_on__isnull=True)


class Equipment(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    centre = models.ForeignKey(Centre, models.PROTECT, null=True, blank=True, related_name="equipment")
    venue = models.ForeignKey(Venue, models.PROTECT, null=True, blank=True, related_name="equipment")
    """Where it stands; without a centre it belongs to the venue's owner."""
    kind = models.ForeignKey(EquipmentKind, models.PROTECT, related_name="+")
    name = models.CharField("nhãn hiệu, mô tả", max_length=150, blank=True)
    good = models.PositiveIntegerField("dùng tốt", default=0)
    repair = models.PositiveIntegerField("cần sửa", default=0)
    broken = models.PositiveIntegerField("hỏng", default=0)
    acquired_year = models.PositiveSmallIntegerField("năm đưa vào dùng", null=True, blank=True)
    source = models.CharField("nguồn", max_length=12, choices=FundSource, default=FundSource.UNKNOWN)
    funder = models.CharField("đơn vị, người tặng, cấp", max_length=200, blank=True)
    value = models.BigIntegerField("giá trị (đồng)", null=True, blank=True)
    document = models.CharField("chứng từ", max_length=120, blank=True)
    recorded_by = models.CharField(max_length=300)
    recorded_at = models.DateTimeField(auto_now_add=True)
    dropped_on = models.DateField("thôi theo dõi từ", null=True, blank=True)
    dropped_why = models.CharField("lý do", max_length=200, blank=True)

    objects = EquipmentQuerySet.as_manager()

    class Meta:
        ordering = ["kind__sort_key", "id"]
        constraints = [
            models.CheckConstraint(
                name="equipment_of_a_centre_or_at_a_venue",
                condition=Q(centre__isnull=False) | Q(venue__isnull=False),
            ),
            models.CheckConstraint(
                name="equipment_dropped_with_reason",
                condition=Q(dropped_on__isnull=True, dropped_why="")
                | Q(dropped_on__isnull=False) & ~Q(dropped_why=""),
            ),
            models.CheckConstraint(
                name="equipment_value_not_negative", condition=Q(value__isnull=True) | Q(value__gte=0)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind.name} ({self.name})" if self.name else self.kind.name

    @property
    def quantity(self) -> int:
        return self.good + self.repair + self.broken

    @property
    def place(self) -> Place:
        return self.centre.place if self.centre else self.venue.place  # type: ignore[union-attr]

    @property
    def place_path(self) -> list[UUID]:
        return self.place.path


class EquipmentCheckQuerySet(models.QuerySet["EquipmentCheck"]):
    def visible_to(self, actor: Actor) -> "EquipmentCheckQuerySet":
        if actor.system_job:
            return self
        granted = actor.places_with(Permission.CENTRE_READ)
        return self.filter(centre__organisation__place__path__overlap=granted)


class EquipmentCheck(models.Model):
    """Append-only. Một lần kiểm kê: what was counted on a day, with its sheet."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    centre = models.ForeignKey(Centre, models.PROTECT, related_name="checks")
    checked_on = models.DateField("ngày kiểm kê")
    taken_by = models.CharField("người kiểm kê", max_length=200)
    note = models.CharField("nhận xét, kiến nghị", max_length=500, blank=True)
    paper = models.ForeignKey(Paper, models.PROTECT, related_name="+")
    recorded_by = models.CharField(max_length=300)
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = EquipmentCheckQuerySet.as_manager()

    class Meta:
        ordering = ["-checked_on", "-id"]

    def __str__(self) -> str:
        return f"Kiểm kê ngày {self.checked_on:%d/%m/%Y}"

    @property
    def place_path(self) -> list[UUID]:
        return self.centre.place_path


class CheckLine(models.Model):
    """Append-only. `booked`: what the register said before; what is not found by condition is missing."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    taken_at = models.ForeignKey(EquipmentCheck, models.PROTECT, related_name="lines")
    equipment = models.ForeignKey(Equipment, models.PROTECT, related_name="check_lines")
    booked = models.PositiveIntegerField("theo sổ")
    good = models.PositiveIntegerField("dùng tốt")
    repair = models.PositiveIntegerField("cần sửa")
    broken = models.PositiveIntegerField("hỏng")

    class Meta:
        ordering = ["taken_at", "equipment__kind__sort_key", "id"]
        constraints = [
            models.UniqueConstraint(fields=["taken_at", "equipment"], name="check_line_once"),
        ]

    @property
    def found(self) -> int:
        return self.good + self.repair + self.broken

    @property
    def differs(self) -> int:
        return self.found - self.booked

    @property
    def place_path(self) -> list[UUID]:
        return self.taken_at.place_path


class CheckPhoto(models.Model):
    """Append-only. What somebody saw at a check."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    taken_at = models.ForeignKey(EquipmentCheck, models.PROTECT, related_name="photos")
    what = models.CharField("ảnh chụp gì", max_length=200, blank=True)
    sha256 = models.CharField(max_length=64)
    media_type = models.CharField(max_length=40)
    size = models.PositiveIntegerField()
    added_by = models.CharField(max_length=300)
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]

    @property
    def place_path(self) -> list[UUID]:
        return self.taken_at.place_path


class Maintenance(models.Model):
    """Append-only. Sổ bảo trì, sửa chữa. `restored`: so many went from 'cần sửa' or 'hỏng' back to 'dùng tốt'."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    equipment = models.ForeignKey(Equipment, models.PROTECT, related_name="maintenance")
    done_on = models.DateField("ngày")
    what = models.CharField("việc đã làm", max_length=300)
    restored = models.PositiveIntegerField("số dùng lại được", default=0)
    cost = models.BigIntegerField("chi phí (đồng)", null=True, blank=True)
    source = models.CharField("nguồn", max_length=12, choices=FundSource, default=FundSource.UNKNOWN)
    recorded_by = models.CharField(max_length=300)
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-done_on", "-id"]
        constraints = [
            models.CheckConstraint(
                name="maintenance_cost_not_negative", condition=Q(cost__isnull=True) | Q(cost__gte=0)
            ),
        ]

    @property
    def place_path(self) -> list[UUID]:
        return self.equipment.place_path


class SupportKind(models.TextChoices):
    EQUIPMENT = "equipment", "Trang thiết bị"
    MATERIALS = "materials", "Học liệu"
    AIDS = "aids", "Đồ dùng dạy học"
    COMPILING = "compiling", "Biên soạn tài liệu"
    ACTIVITIES = "activities", "Kinh phí hoạt động"
    BUILDING = "building", "Xây dựng, sửa chữa"


class SupportLineQuerySet(models.QuerySet["SupportLine"]):
    def visible_to(self, actor: Actor) -> "SupportLineQuerySet":
        if actor.system_job:
            return self
        granted = actor.places_with(Permission.CENTRE_READ)
        return self.filter(centre__organisation__place__path__overlap=granted)

    def standing(self) -> "SupportLineQuerySet":
        return self.filter(voided_at__isnull=True)

    def at_place(self, place: Place) -> "SupportLineQuerySet":
        return self.filter(centre__organisation__place__path__contains=[place.pk])


class SupportLine(models.Model):
    """What was put into a centre in a year: money, or things with what they are worth. A mistaken line is struck out, never changed.

    The one book of a centre's money: reports add up these lines alone. What a thing in the register is worth (`Equipment.value`), what a
    repair cost (`Maintenance.cost`) and what associations gave to people (`associations.Support`) is told there and added to nothing here.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    centre = models.ForeignKey(Centre, models.PROTECT, related_name="support_lines")
    on = models.DateField("ngày")
    kind = models.CharField("loại", max_length=12, choices=SupportKind)
    what = models.CharField("nội dung", max_length=300)
    source = models.CharField("nguồn", max_length=12, choices=FundSource)
    funder = models.CharField("đơn vị, người cấp", max_length=200, blank=True)
    is_in_kind = models.BooleanField("hiện vật", default=False, db_default=False)
    """Things, not money: `amount` is what somebody reckons they are worth."""
    amount = models.BigIntegerField("số tiền (đồng)", null=True, blank=True)
    """None: in kind, nobody put a price on it."""
    document = models.CharField("chứng từ, văn bản", max_length=120, blank=True)
    equipment = models.ForeignKey(
        Equipment, models.PROTECT, null=True, blank=True, related_name="support_lines"
    )
    """What was bought or given with it."""
    recorded_by = models.CharField(max_length=300)
    recorded_at = models.DateTimeField(auto_now_add=True)
    voided_at = models.DateTimeField(null=True, blank=True)
    voided_by = models.CharField(max_length=300, blank=True)
    voided_why = models.CharField("lý do bỏ", max_length=200, blank=True)

    objects = SupportLineQuerySet.as_manager()

    class Meta:
        ordering = ["-on", "-id"]
        constraints = [
            models.CheckConstraint(
                name="support_amount_is_something", condition=Q(amount__isnull=True) | Q(amount__gt=0)
            ),
            models.CheckConstraint(
                name="support_voided_with_reason",
                condition=Q(voided_at__isnull=True, voided_why="")
                | Q(voided_at__isnull=False) & ~Q(voided_why=""),
            ),
        ]

    def __str__(self) -> str:
        return self.what

    @property
    def place_path(self) -> list[UUID]:
        return self.centre.place_path
