"""The public door of a commune or province, and what comes in through it from people without an account.

A door shows nothing until an officer opens it, and then only its parts that are on. What people leave (that they come to a class, that they
want a book, what they ask about their own data) is kept with a code that they alone get: with it they look after it or take it back.
Neither address nor session of theirs is kept, and names go when they are no longer needed.
"""

from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from hoctap.core.actor import Actor
from hoctap.core.ids import uuid7
from hoctap.core.permissions import Permission
from hoctap.learning.models import Activity
from hoctap.libraries.models import Hold, Library
from hoctap.people.models import RequestKind, SubjectRequest
from hoctap.places.models import Place
from hoctap.portal.parts import Part
from hoctap.portal.rules import CODE_LENGTH


class DoorQuerySet(models.QuerySet["Door"]):
    def visible_to(self, actor: Actor) -> "DoorQuerySet":
        if actor.system_job:
            return self
        below, here = actor.places_with(Permission.PORTAL_KEEP), actor.places_only(Permission.PORTAL_KEEP)
        return self.filter(Q(place__path__overlap=below) | Q(place__in=here))

    def standing(self) -> "DoorQuerySet":
        """Open, at a place that has not ended."""
        return self.filter(is_open=True, place__valid_to__isnull=True)


class Door(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    place = models.OneToOneField(Place, models.PROTECT, related_name="door")
    slug = models.CharField("địa chỉ", max_length=60, unique=True)
    is_open = models.BooleanField(default=False)
    parts = ArrayField(
        models.CharField(max_length=10, choices=Part), verbose_name="các phần", default=list, blank=True
    )
    libraries = models.ManyToManyField(Library, related_name="doors", blank=True)
    """Those whose shelves are shown."""
    intro = models.CharField("lời chào", max_length=300, blank=True)
    contact = models.CharField("liên hệ", max_length=300, blank=True)
    changed_by = models.CharField(max_length=300)
    changed_at = models.DateTimeField(auto_now=True)

    objects = DoorQuerySet.as_manager()

    class Meta:
        ordering = ["place__sort_key", "id"]
        constraints = [
            # Not digits alone: those are the codes of places.
            models.CheckConstraint(
                name="door_address_is_plain",
                condition=Q(slug__regex=r"^[a-z0-9-]+$") & ~Q(slug__regex=r"^[0-9]*$"),
            ),
        ]

    def __str__(self) -> str:
        return self.place.title

    @property
    def place_path(self) -> list[UUID]:
        return self.place.path

    def shows(self, part: str) -> bool:
        return part in self.parts


class Asks(models.TextChoices):
    NOTHING = "", "Không cần đăng ký, ai cũng đến được"
    COUNT = "count", "Báo có bao nhiêu người đến, không ghi tên"
    NAME = "name", "Ghi tên"
    PHONE = "phone", "Ghi tên và điện thoại"


class ClassDoorQuerySet(models.QuerySet["ClassDoor"]):
    def visible_to(self, actor: Actor) -> "ClassDoorQuerySet":
        if actor.system_job:
            return self
        return self.filter(activity__in=Activity.objects.visible_to(actor))


class ClassDoor(models.Model):
    """What the door says of one activity; without a row it is shown and nobody has to sign up."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    activity = models.OneToOneField(Activity, models.PROTECT, related_name="class_door")
    is_hidden = models.BooleanField("không hiện trên cổng", default=False)
    asks = models.CharField("đăng ký", max_length=5, choices=Asks, default=Asks.NOTHING, blank=True)
    places = models.PositiveSmallIntegerField("số chỗ", null=True, blank=True)
    changed_by = models.CharField(max_length=300)
    changed_at = models.DateTimeField(auto_now=True)

    objects = ClassDoorQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="class_door_has_places", condition=Q(places__isnull=True) | Q(places__gte=1)
            ),
        ]

    def __str__(self) -> str:
        return self.activity.title

    @property
    def place_path(self) -> list[UUID]:
        return self.activity.place_path


class SignUpState(models.TextChoices):
    COMING = "coming", "có chỗ"
    WAITING = "waiting", "chờ có chỗ"
    CANCELLED = "cancelled", "đã hủy"


# Read as: from → to. A move that is not here is refused.
SIGN_UP_TRANSITIONS: dict[models.TextChoices, set[models.TextChoices]] = {
    SignUpState.COMING: {SignUpState.CANCELLED},
    SignUpState.WAITING: {SignUpState.COMING, SignUpState.CANCELLED},
}


class SignUpQuerySet(models.QuerySet["SignUp"]):
    def visible_to(self, actor: Actor) -> "SignUpQuerySet":
        """Names: who takes the roll or keeps the centre's records there."""
        if actor.system_job:
            return self
        granted = [
            *actor.places_with(Permission.ATTENDANCE_TAKE),
            *actor.places_with(Permission.CENTRE_KEEP),
        ]
        return self.filter(class_door__activity__place__path__overlap=granted)


class SignUp(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    class_door = models.ForeignKey(ClassDoor, models.PROTECT, related_name="sign_ups")
    code = models.CharField(max_length=CODE_LENGTH, unique=True)
    people = models.PositiveSmallIntegerField("số người", default=1)
    name = models.CharField("họ và tên", max_length=120, blank=True)
    phone = models.CharField("điện thoại", max_length=15, blank=True)
    hamlet = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="+")
    notice = models.CharField(max_length=60, blank=True)
    """The version of the privacy notice that was shown; empty where no name was asked."""
    state = models.CharField(max_length=10, choices=SignUpState, default=SignUpState.COMING)
    made_at = models.DateTimeField(auto_now_add=True)
    taken_at = models.DateTimeField(null=True, blank=True)
    """Put on the roll of a session."""
    taken_by = models.CharField(max_length=300, blank=True)

    objects = SignUpQuerySet.as_manager()

    class Meta:
        ordering = ["made_at", "id"]
        constraints = [
            models.CheckConstraint(name="sign_up_of_somebody", condition=Q(people__gte=1)),
            models.CheckConstraint(
                name="sign_up_cancelled_names_nobody", condition=~Q(state="cancelled") | Q(name="", phone="")
            ),
            models.CheckConstraint(
                name="sign_up_taken_by_somebody",
                condition=Q(taken_at__isnull=True) | ~Q(taken_by=""),
            ),
        ]

    def __str__(self) -> str:
        return self.name or f"{self.people} người"

    @property
    def place_path(self) -> list[UUID]:
        return self.class_door.activity.place_path


class HoldRequestQuerySet(models.QuerySet["HoldRequest"]):
    def visible_to(self, actor: Actor) -> "HoldRequestQuerySet":
        return self.filter(hold__in=Hold.objects.visible_to(actor))


class HoldRequest(models.Model):
    """The code of somebody who asked for a book through the door. What became of it the library's own `Hold` says; whoever is forgotten
    there leaves no code either.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    hold = models.OneToOneField(Hold, models.CASCADE, related_name="door_code")
    code = models.CharField(max_length=CODE_LENGTH, unique=True)
    notice = models.CharField(max_length=60, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)

    objects = HoldRequestQuerySet.as_manager()

    class Meta:
        ordering = ["made_at", "id"]

    def __str__(self) -> str:
        return str(self.hold)

    @property
    def place_path(self) -> list[UUID]:
        return self.hold.place_path


class DataRequestState(models.TextChoices):
    NEW = "new", "chờ kiểm tra người gửi"
    REGISTERED = "registered", "đã ghi vào sổ yêu cầu"
    DROPPED = "dropped", "không nhận được yêu cầu này"


# Read as: from → to. A move that is not here is refused.
DATA_REQUEST_TRANSITIONS: dict[models.TextChoices, set[models.TextChoices]] = {
    DataRequestState.NEW: {DataRequestState.REGISTERED, DataRequestState.DROPPED},
}


class DataRequestQuerySet(models.QuerySet["DataRequest"]):
    def visible_to(self, actor: Actor) -> "DataRequestQuerySet":
        if actor.system_job:
            return self
        return self.filter(place__path__overlap=actor.places_with(Permission.SUBJECT_REQUEST))


class DataRequest(models.Model):
    """What somebody asks about his own data from outside. Nothing is handed out on it: an officer first finds the person in the register
    and makes sure that it was he who asked; then it becomes a `SubjectRequest` with the day of its coming.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    code = models.CharField(max_length=CODE_LENGTH, unique=True)
    kind = models.CharField("yêu cầu", max_length=10, choices=RequestKind)
    name = models.CharField("họ và tên", max_length=120, blank=True)
    birth_year = models.PositiveSmallIntegerField("năm sinh", null=True, blank=True)
    hamlet = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="+")
    reach = models.CharField("liên lạc", max_length=150, blank=True)
    text = models.CharField("nội dung", max_length=500, blank=True)
    received_on = models.DateField("ngày nhận")
    received_at = models.DateTimeField(auto_now_add=True)
    acknowledge_by_on = models.DateField()
    due_on = models.DateField()
    state = models.CharField(max_length=10, choices=DataRequestState, default=DataRequestState.NEW)
    registered = models.OneToOneField(
        SubjectRequest, models.PROTECT, null=True, blank=True, related_name="data_request"
    )
    dropped_why = models.CharField("vì sao không nhận", max_length=300, blank=True)
    closed_by = models.CharField(max_length=300, blank=True)
    closed_on = models.DateField(null=True, blank=True)

    objects = DataRequestQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "id"]
        constraints = [
            models.CheckConstraint(
                name="data_request_registered_as_one",
                condition=Q(state="registered", registered__isnull=False)
                | (~Q(state="registered") & Q(registered__isnull=True)),
            ),
            models.CheckConstraint(
                name="data_request_dropped_in_words", condition=~Q(state="dropped") | ~Q(dropped_why="")
            ),
            models.CheckConstraint(
                name="data_request_closed_by_somebody",
                condition=Q(state="new") | (~Q(closed_by="") & Q(closed_on__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"Yêu cầu {self.get_kind_display().lower()}"

    @property
    def place_path(self) -> list[UUID]:
        return self.place.path
