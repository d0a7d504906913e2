"""Places through time.

A place is a node of the tree (tỉnh, huyện, xã, then ấp or khóm, then Tổ) *in a period*. Ids are ours: statistical codes are
reused, so a code means something only on a date. A unit that merges or divides ends, and its successor is another place joined
to it by a lineage edge; one that only got another name stays, and `PlaceName` keeps the names it had. `path` holds the ids from
the top down to the place itself; rights and sums follow it. An organisation (UBND, Hội Khuyến học) sits at a place and issues
papers.
"""

import datetime as dt
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q

from hoctap.core.actor import Actor
from hoctap.core.ids import uuid7
from hoctap.core.permissions import Permission
from hoctap.core.text import natural_sort_key

# Catalogue rows whose beginning is not on record carry this day; screens say "từ trước".
SINCE_BEFORE = dt.date(1976, 1, 1)


class Level(models.TextChoices):
    PROVINCE = "province", "cấp tỉnh"
    DISTRICT = "district", "cấp huyện"
    COMMUNE = "commune", "cấp xã"
    HAMLET = "hamlet", "ấp, khóm"
    GROUP = "group", "Tổ Nhân dân tự quản"


class PlaceQuerySet(models.QuerySet["Place"]):
    def within(self, place_ids: list[UUID]) -> "PlaceQuerySet":
        """Those places and everything below them."""
        return self.filter(path__overlap=place_ids)

    def visible_to(self, actor: Actor, permission: Permission) -> "PlaceQuerySet":
        return self if actor.system_job else self.within(actor.places_with(permission))

    def reached_by(self, actor: Actor, permission: Permission) -> "PlaceQuerySet":
        """As `visible_to`, and the places where the right was given for what is theirs alone."""
        if actor.system_job:
            return self
        below, here = actor.places_with(permission), actor.places_only(permission)
        return self.filter(Q(path__overlap=below) | Q(pk__in=here))

    def valid_in(self, year: int) -> "PlaceQuerySet":
        """Places that existed on some day of the year."""
        return self.filter(
            Q(valid_to__isnull=True) | Q(valid_to__gt=dt.date(year, 1, 1)),
            valid_from__lte=dt.date(year, 12, 31),
        )


def full_name_of(name: str, kind: str) -> str:
    """'xã Hưng Thạnh', 'Ấp 1': the kind is part of a hamlet's own name when it is written there already."""
    return name if name.lower().startswith(kind.lower()) else f"{kind} {name}"


def title_of(name: str, kind: str) -> str:
    """'Xã Hưng Thạnh', as it stands alone."""
    full = full_name_of(name, kind)
    return full[:1].upper() + full[1:]


class Place(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    level = models.CharField(max_length=10, choices=Level)
    kind = models.CharField("loại", max_length=40)
    name = models.CharField("tên", max_length=120)
    code = models.CharField("mã thống kê", max_length=10, blank=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    path = ArrayField(models.UUIDField(), editable=False)
    valid_from = models.DateField(default=SINCE_BEFORE)
    valid_to = models.DateField(null=True, blank=True, help_text="Ngày đầu tiên không còn hiệu lực")
    ended_why = models.CharField("lý do kết thúc", max_length=200, blank=True)
    ended_by = models.CharField("văn bản kết thúc", max_length=120, blank=True)
    sort_key = models.CharField(max_length=300, editable=False)

    objects = PlaceQuerySet.as_manager()

    class Meta:
        ordering = ["sort_key", "id"]
        indexes = [
            GinIndex(fields=["path"], name="place_path"),
            # The communes of a day without reading the hamlets among which they lie.
            models.Index(
                fields=["valid_from"],
                include=["id", "path", "valid_to"],
                condition=Q(level="commune"),
                name="place_communes",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["level", "code", "valid_from"], condition=~Q(code=""), name="place_code_begins_once"
            ),
            models.UniqueConstraint(
                fields=["parent", "name", "kind", "valid_from"], name="place_name_once_under_its_parent"
            ),
            models.CheckConstraint(name="place_code_is_digits", condition=Q(code__regex=r"^[0-9]{0,9}$")),
            # place_code_held_by_one_at_a_time: an exclusion constraint, written in migration 0002.
            models.CheckConstraint(
                name="place_ends_after_it_begins",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
            ),
            models.CheckConstraint(
                name="place_under_something_unless_province",
                condition=Q(level="province", parent__isnull=True)
                | (~Q(level="province") & Q(parent__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return self.full_name

    def save(self, *args: object, **kwargs: object) -> None:
        self.sort_key = natural_sort_key(f"{self.name}")
        if self._state.adding:
            self.path = [*(self.parent.path if self.parent else []), self.pk]
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    @property
    def full_name(self) -> str:
        return full_name_of(self.name, self.kind)

    @property
    def title(self) -> str:
        return title_of(self.name, self.kind)

    @property
    def place_path(self) -> list[UUID]:
        return self.path

    @property
    def is_current(self) -> bool:
        return self.valid_to is None


class LineageEdge(models.Model):
    """How one unit became another."""

    class Kind(models.TextChoices):
        MERGE = "merge", "nhập toàn bộ"
        DIVIDE = "divide", "chia tách"
        MOVE = "move", "chuyển một phần"
        RENAME = "rename", "đổi tên"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    predecessor = models.ForeignKey(Place, models.PROTECT, related_name="successor_edges")
    successor = models.ForeignKey(Place, models.PROTECT, related_name="predecessor_edges")
    kind = models.CharField(max_length=10, choices=Kind)
    on = models.DateField()
    decision = models.CharField(max_length=120, default="chưa có số quyết định")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["predecessor", "successor"], name="lineage_edge_once"),
            models.CheckConstraint(name="lineage_edge_joins_two", condition=~Q(predecessor=F("successor"))),
        ]


class PlaceName(models.Model):
    """A name that a place no longer bears. `decision` is the one that ended it; empty: none on record."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    place = models.ForeignKey(Place, models.CASCADE, related_name="past_names")
    name = models.CharField("tên", max_length=120)
    kind = models.CharField("loại", max_length=40)
    from_day = models.DateField()
    to_day = models.DateField(help_text="Ngày đầu tiên mang tên mới")
    decision = models.CharField("văn bản", max_length=120, blank=True)

    class Meta:
        ordering = ["place", "from_day"]
        constraints = [
            models.UniqueConstraint(fields=["place", "to_day"], name="place_renamed_once_a_day"),
            models.CheckConstraint(
                name="place_name_ends_after_it_begins", condition=Q(to_day__gt=F("from_day"))
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return title_of(self.name, self.kind)

    @property
    def place_path(self) -> list[UUID]:
        return self.place.path


class HamletJoiningQuerySet(models.QuerySet["HamletJoining"]):
    def visible_to(self, actor: Actor) -> "HamletJoiningQuerySet":
        if actor.system_job:
            return self
        return self.filter(place__path__overlap=actor.places_with(Permission.PLACE_EDIT))


class HamletJoining(models.Model):
    """One joining or mapping of hamlets, with the rows it changed: what taking it back goes by."""

    class Kind(models.TextChoices):
        MERGE = "merge", "Nhập ấp, khóm"
        MAP = "map", "Xếp ấp, khóm của xã cũ"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(max_length=10, choices=Kind)
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    """The commune of today."""
    source_names = models.TextField("ấp, khóm được nhập")
    into_name = models.CharField("ấp, khóm nhận", max_length=200)
    on = models.DateField("từ ngày")
    decision = models.CharField("theo văn bản", max_length=120)
    done = models.JSONField()
    """Ids, and the fields of places and organisations before and after; no names of people."""
    done_by = models.CharField(max_length=300)
    done_at = models.DateTimeField(auto_now_add=True)
    undone_by = models.CharField(max_length=300, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    objects = HamletJoiningQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                name="hamlet_joining_undone_by_somebody",
                condition=Q(undone_at__isnull=True, undone_by="")
                | (Q(undone_at__isnull=False) & ~Q(undone_by="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.source_names} → {self.into_name}"

    @property
    def place_path(self) -> list[UUID]:
        return self.place.path


class FigureKind(models.TextChoices):
    HOUSEHOLDS = "households", "Tổng số hộ"
    PERSONS = "persons", "Số nhân khẩu"
    WORKING_AGE = "working_age", "Số người trong độ tuổi lao động"


class PopulationFigure(models.Model):
    """Append-only: what somebody else counted at a place on a cut-off day, with its source. A correction is a new row for
    the same day; the one recorded last counts, the others stay readable.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    place = models.ForeignKey(Place, models.PROTECT, related_name="population_figures")
    what = models.CharField("số liệu", max_length=12, choices=FigureKind, default=FigureKind.HOUSEHOLDS)
    value = models.PositiveIntegerField("giá trị")
    as_of = models.DateField("tính đến ngày")
    source = models.CharField("nguồn", max_length=200)
    paper_number = models.CharField("số văn bản", max_length=120, blank=True)
    recorded_by = models.CharField(max_length=300)
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["place", "what", "-as_of", "-recorded_at", "-id"]
        indexes = [models.Index(fields=["place", "what", "as_of"], name="population_figure_of_place")]
        constraints = [
            models.CheckConstraint(name="population_figure_has_a_source", condition=~Q(source="")),
        ]

    def __str__(self) -> str:
        return f"{self.get_what_display()} {self.value} ({self.as_of:%d/%m/%Y})"

    @property
    def place_path(self) -> list[UUID]:
        return self.place.path


class OrganisationKind(models.TextChoices):
    PEOPLES_COMMITTEE = "peoples_committee", "Ủy ban nhân dân"
    ASSOCIATION = "association", "Hội Khuyến học"
    HAMLET_BOARD = "hamlet_board", "Ban nhân dân ấp, khóm"
    EDUCATION = "education", "Sở, Phòng Giáo dục và Đào tạo"
    CENTRE = "centre", "Trung tâm học tập cộng đồng"
    OTHER = "other", "Cơ quan, tổ chức khác"


class Numbering(models.TextChoices):
    OWN = "own", "Số do hệ thống này cấp"
    OUTSIDE = "outside", "Số do văn thư cấp ngoài hệ thống, ghi lại sau khi ký"


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def visible_to(self, actor: Actor) -> "OrganisationQuerySet":
        """Those that the actor may correct."""
        if actor.system_job:
            return self
        return self.filter(place__path__overlap=actor.places_with(Permission.PLACE_EDIT))


class Organisation(models.Model):
    """A body that issues papers or in which people hold positions."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField("loại", max_length=20, choices=OrganisationKind)
    name = models.CharField("tên", max_length=200)
    parent_name = models.CharField("cơ quan chủ quản trên văn bản", max_length=200, blank=True)
    symbol = models.CharField(
        "ký hiệu", max_length=30, help_text="Phần sau loại văn bản, ví dụ UBND trong 05/QĐ-UBND"
    )
    place = models.ForeignKey(Place, models.PROTECT, related_name="organisations")
    numbering = models.CharField(max_length=10, choices=Numbering, default=Numbering.OUTSIDE)
    valid_from = models.DateField(default=SINCE_BEFORE)
    valid_to = models.DateField(null=True, blank=True, help_text="Ngày đầu tiên không còn hoạt động")
    founded_by = models.CharField("văn bản thành lập", max_length=120, blank=True)
    ended_by = models.CharField("văn bản kết thúc", max_length=120, blank=True)
    successor = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="predecessors")

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["place", "name", "valid_from"], name="organisation_name_once_at_a_place"
            ),
            models.CheckConstraint(
                name="organisation_ends_after_it_begins",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
            ),
            models.CheckConstraint(
                name="organisation_followed_by_another",
                condition=Q(successor__isnull=True) | ~Q(successor=F("id")),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def place_path(self) -> list[UUID]:
        return self.place.path


class OrganisationAlias(models.Model):
    """Another name or an abbreviation of an organisation, with its days where they are known."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="aliases")
    name = models.CharField("tên gọi khác", max_length=200)
    from_day = models.DateField(null=True, blank=True)
    to_day = models.DateField(null=True, blank=True, help_text="Ngày đầu tiên không còn dùng")
    decision = models.CharField("văn bản", max_length=120, blank=True)

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "name"], name="organisation_alias_once"),
            models.CheckConstraint(
                name="organisation_alias_ends_after_it_begins",
                condition=Q(to_day__isnull=True) | Q(from_day__isnull=True) | Q(to_day__gt=F("from_day")),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def place_path(self) -> list[UUID]:
        return self.organisation.place.path


# At the end: they refer to the models above by name.
from hoctap.places.boundaries.models import (  # noqa: E402
    BoundaryChange,
    BoundaryJob,
    BoundaryName,
    BoundaryPart,
    BoundaryPlace,
    BoundaryState,
    HamletAssignment,
)
from hoctap.places.outlines.models import PlaceOutline  # noqa: E402

__all__ = [
    "SINCE_BEFORE",
    "BoundaryChange",
    "BoundaryJob",
    "BoundaryName",
    "BoundaryPart",
    "BoundaryPlace",
    "BoundaryState",
    "HamletAssignment",
    "Level",
    "LineageEdge",
    "Numbering",
    "Organisation",
    "OrganisationAlias",
    "OrganisationKind",
    "Place",
    "PlaceOutline",
]
