"""Open learning materials: what is proposed, reviewed, published, revised and withdrawn; what was handed out; what was looked at.

A *material* is one thing through all its versions. A *version* carries everything that is said of it (title, author, licence, files), so
that what is published stays as it is while the next version is being written. What everybody may find stands once more in a *listing*:
a row for each published material, made for searching, written by `listing.refresh` and by nothing else.
"""

from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Q

from hoctap.centres.models import Topic
from hoctap.core.actor import Actor
from hoctap.core.ids import uuid7
from hoctap.core.permissions import Permission
from hoctap.learning.models import Activity
from hoctap.materials import licences
from hoctap.people.models import Person
from hoctap.places.models import Place


class MaterialKind(models.TextChoices):
    LOCAL = "local", "Tài liệu, học liệu địa phương"
    REFERENCE = "reference", "Tài liệu tham khảo"
    TOPIC = "topic", "Chuyên đề bồi dưỡng"
    GUIDANCE = "guidance", "Tài liệu hướng dẫn"
    LESSON = "lesson", "Bài giảng, giáo án"
    HERITAGE = "heritage", "Di sản, di tích, danh thắng"
    COMMUNICATION = "communication", "Sản phẩm truyền thông (clip, áp phích, bài viết)"


class Language(models.TextChoices):
    """By ISO 639-3 where there is no code of two letters."""

    VIETNAMESE = "vi", "Tiếng Việt"
    KHMER = "km", "Tiếng Khmer"
    CHAM = "cja", "Tiếng Chăm"
    TAY = "tyz", "Tiếng Tày"
    MUONG = "mtq", "Tiếng Mường"
    HMONG = "hmn", "Tiếng Mông"
    RHADE = "rad", "Tiếng Ê Đê"
    CHINESE = "zh", "Tiếng Hoa"
    ENGLISH = "en", "Tiếng Anh"
    OTHER = "mis", "Tiếng khác"


class Audience(models.TextChoices):
    EVERYBODY = "everybody", "Mọi người dân"
    LITERACY = "literacy", "Người mới biết chữ"
    PRIMARY = "primary", "Học sinh tiểu học"
    SECONDARY = "secondary", "Học sinh trung học"
    WORKERS = "workers", "Người lao động, học nghề"
    ELDERLY = "elderly", "Người cao tuổi"
    TEACHERS = "teachers", "Giáo viên, báo cáo viên, cán bộ"


class VersionState(models.TextChoices):
    DRAFT = "draft", "đang soạn"
    PROPOSED = "proposed", "chờ thẩm định"
    REVIEW = "review", "đang thẩm định"
    RETURNED = "returned", "trả lại để sửa"
    APPROVED = "approved", "đã thẩm định, chờ công bố"
    PUBLISHED = "published", "đã công bố"
    REPLACED = "replaced", "đã có bản mới"
    WITHDRAWN = "withdrawn", "đã rút"


VERSION_TRANSITIONS: dict[models.TextChoices, set[models.TextChoices]] = {
    VersionState.DRAFT: {VersionState.PROPOSED},
    VersionState.PROPOSED: {VersionState.REVIEW},
    VersionState.REVIEW: {VersionState.RETURNED, VersionState.APPROVED},
    VersionState.RETURNED: {VersionState.PROPOSED},
    VersionState.APPROVED: {VersionState.PUBLISHED, VersionState.RETURNED},
    VersionState.PUBLISHED: {VersionState.REPLACED, VersionState.WITHDRAWN},
}
WRITABLE = (VersionState.DRAFT, VersionState.RETURNED)
"""In which what is said of a version may still be changed."""
OPEN = (*WRITABLE, VersionState.PROPOSED, VersionState.REVIEW, VersionState.APPROVED)


class MaterialQuerySet(models.QuerySet["Material"]):
    def visible_to(self, actor: Actor) -> "MaterialQuerySet":
        """Of the actor's places and below them; of the places above them what is published there."""
        if actor.system_job:
            return self
        granted = actor.places_with(Permission.LIBRARY_READ)
        above = Place.objects.filter(pk__in=granted).values_list("path", flat=True)
        ancestors = {place_id for path in above for place_id in path}
        published = Q(current__isnull=False, withdrawn_at__isnull=True)
        return self.filter(Q(place__path__overlap=granted) | published & Q(place__in=ancestors))


class Material(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    place = models.ForeignKey(Place, models.PROTECT, related_name="materials")
    current = models.ForeignKey(
        "MaterialVersion", models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    """The version published last, also after it was withdrawn."""
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_why = models.CharField("vì sao rút", max_length=300, blank=True)
    withdrawn_by = models.CharField(max_length=300, blank=True)
    told_at = models.DateTimeField(null=True, blank=True, editable=False)
    """When everybody could see it first; who harvests must be told when it goes."""
    changed_at = models.DateTimeField(null=True, blank=True, editable=False)
    """When last something changed of what everybody sees: the datestamp of OAI-PMH."""
    made_by = models.CharField(max_length=300)
    made_at = models.DateTimeField(auto_now_add=True)

    objects = MaterialQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-id"]
        indexes = [models.Index(fields=["changed_at", "id"], name="material_changed")]
        constraints = [
            models.CheckConstraint(
                name="material_withdrawn_with_reason",
                condition=Q(withdrawn_at__isnull=True, withdrawn_why="")
                | Q(withdrawn_at__isnull=False) & ~Q(withdrawn_why=""),
            ),
            models.CheckConstraint(
                name="material_withdrawn_was_published",
                condition=Q(withdrawn_at__isnull=True) | Q(current__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        version = self.current or self.versions.order_by("number").last()
        return version.title if version else "Học liệu"

    @property
    def place_path(self) -> list[UUID]:
        return self.place.path


class OfMaterialQuerySet[M: models.Model](models.QuerySet[M]):
    """Rows that belong to a material."""

    material = "material"

    def visible_to(self, actor: Actor) -> "OfMaterialQuerySet[M]":
        if actor.system_job:
            return self
        return self.filter(**{f"{self.material}__in": Material.objects.visible_to(actor).order_by()})


class MaterialVersionQuerySet(OfMaterialQuerySet["MaterialVersion"]):
    def visible_to(self, actor: Actor) -> "MaterialVersionQuerySet":
        """From a place below only what is published."""
        if actor.system_job:
            return self
        granted = actor.places_with(Permission.LIBRARY_READ)
        at_home = Q(material__place__path__overlap=granted)
        shown = self.filter(material__in=Material.objects.visible_to(actor).order_by())
        return shown.filter(at_home | Q(state=VersionState.PUBLISHED))


class MaterialVersion(models.Model):
    """`contributor`: a resident out of whose experience it comes, who did not write it into the system himself."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    material = models.ForeignKey(Material, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=VersionState, default=VersionState.DRAFT)
    title = models.CharField("tên học liệu", max_length=300)
    kind = models.CharField("loại", max_length=15, choices=MaterialKind)
    topic = models.ForeignKey(Topic, models.PROTECT, related_name="materials")
    language = models.CharField("ngôn ngữ", max_length=3, choices=Language, default=Language.VIETNAMESE)
    audience = models.CharField("dành cho", max_length=10, choices=Audience, default=Audience.EVERYBODY)
    summary = models.TextField("tóm tắt", max_length=2000)
    licence = models.CharField("giấy phép", max_length=15, choices=licences.CHOICES)
    author = models.CharField("tác giả, đơn vị biên soạn", max_length=200)
    contributor_name = models.CharField("người dân đóng góp", max_length=100, blank=True)
    contributor = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    consent_on = models.DateField("ngày đồng ý công bố", null=True, blank=True)
    consent_how = models.CharField("đồng ý bằng cách nào", max_length=200, blank=True)
    is_credited = models.BooleanField("ghi tên người đóng góp", default=False)
    revised_why = models.CharField("bản này sửa gì", max_length=300, blank=True)
    made_by = models.CharField(max_length=300)
    made_by_id_of = models.UUIDField(null=True, blank=True, editable=False)
    made_at = models.DateTimeField(auto_now_add=True)
    proposed_by = models.CharField(max_length=300, blank=True)
    proposed_by_id_of = models.UUIDField(null=True, blank=True, editable=False)
    proposed_at = models.DateTimeField(null=True, blank=True)
    reviewed_by = models.CharField(max_length=300, blank=True)
    reviewed_at = models.DateTimeField(null=True, blank=True)
    returned_why = models.CharField("cần sửa gì", max_length=500, blank=True)
    published_by = models.CharField(max_length=300, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)

    objects = MaterialVersionQuerySet.as_manager()

    class Meta:
        ordering = ["material", "-number"]
        indexes = [models.Index(fields=["state"], name="material_version_state")]
        constraints = [
            models.UniqueConstraint(fields=["material", "number"], name="material_version_once"),
            models.UniqueConstraint(
                fields=["material"],
                condition=Q(state="published"),
                name="material_one_version_published",
            ),
            models.UniqueConstraint(
                fields=["material"],
                condition=Q(state__in=[one.value for one in OPEN]),
                name="material_one_version_open",
            ),
            models.CheckConstraint(
                name="material_contributor_agreed_before_publishing",
                condition=~Q(state__in=["published", "replaced"])
                | Q(contributor_name="")
                | (Q(consent_on__isnull=False) & ~Q(consent_how="")),
            ),
            models.CheckConstraint(
                name="material_published_was_reviewed",
                condition=~Q(state__in=["approved", "published", "replaced", "withdrawn"])
                | (Q(reviewed_at__isnull=False) & ~Q(reviewed_by="")),
            ),
            models.CheckConstraint(
                name="material_returned_with_reason", condition=~Q(state="returned") | ~Q(returned_why="")
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def place_path(self) -> list[UUID]:
        return self.material.place_path

    @property
    def terms(self) -> licences.Licence:
        return licences.BY_CODE[self.licence]

    @property
    def credit(self) -> str:
        """Who is named under it."""
        if not self.contributor_name:
            return self.author
        helped = self.contributor_name if self.is_credited else "một người dân ở địa phương"
        return f"{self.author}; {helped} đóng góp"


class PartKind(models.TextChoices):
    PDF = "pdf", "PDF"
    DOCX = "docx", "Word"
    SLIDES = "pptx", "trình chiếu"
    IMAGE = "image", "ảnh"
    AUDIO = "audio", "âm thanh"
    LINK = "link", "liên kết"


class LinkState(models.TextChoices):
    UNCHECKED = "unchecked", "chưa thử mở"
    OPENS = "opens", "mở được"
    FAILING = "failing", "lần thử gần đây không mở được"
    DEAD = "dead", "không còn mở được"


class Reading(models.TextChoices):
    """Whether the words of a file have been taken out of it."""

    NONE = "none", "không có chữ để đọc"
    WAITING = "waiting", "đang đọc"
    READY = "ready", "đã đọc"
    FAILED = "failed", "không đọc được"


class MaterialPartQuerySet(models.QuerySet["MaterialPart"]):
    def visible_to(self, actor: Actor) -> "MaterialPartQuerySet":
        if actor.system_job:
            return self
        return self.filter(version__in=MaterialVersion.objects.visible_to(actor).order_by())


class MaterialPart(models.Model):
    """A file or a link of a version. `content`: what a file says, block by block, as `reading.opening` took it out."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    version = models.ForeignKey(MaterialVersion, models.CASCADE, related_name="parts")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=5, choices=PartKind)
    title = models.CharField("tên tệp, liên kết", max_length=200)
    sha256 = models.CharField(max_length=64, blank=True)
    media_type = models.CharField(max_length=100, blank=True)
    size = models.PositiveIntegerField(default=0)
    url = models.URLField("địa chỉ", max_length=500, blank=True)
    link_state = models.CharField(max_length=10, choices=LinkState, default=LinkState.UNCHECKED)
    link_failures = models.PositiveSmallIntegerField(default=0)
    link_words = models.CharField(max_length=200, blank=True)
    """What the last trial met with."""
    link_checked_at = models.DateTimeField(null=True, blank=True)
    link_next_on = models.DateField(null=True, blank=True)
    reading = models.CharField(max_length=10, choices=Reading, default=Reading.NONE)
    reading_words = models.CharField(max_length=300, blank=True)
    content = models.JSONField(default=list, editable=False)
    pages = models.PositiveSmallIntegerField(default=0)
    """Of a PDF."""
    added_at = models.DateTimeField(auto_now_add=True)

    objects = MaterialPartQuerySet.as_manager()

    class Meta:
        ordering = ["version", "position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["version", "position"], name="material_part_in_order"),
            models.CheckConstraint(
                name="material_part_is_file_or_link",
                condition=Q(kind="link", sha256="") & ~Q(url="")
                | ~Q(kind="link") & ~Q(sha256="") & Q(url=""),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def place_path(self) -> list[UUID]:
        return self.version.place_path


class PagePicture(models.Model):
    """A page of a PDF drawn on the server, for phones that show no PDF."""

    part = models.ForeignKey(MaterialPart, models.CASCADE, related_name="pictures")
    number = models.PositiveSmallIntegerField()
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["part", "number"]
        constraints = [models.UniqueConstraint(fields=["part", "number"], name="page_picture_once")]

    def __str__(self) -> str:
        return f"Trang {self.number}"


class Listing(models.Model):
    """A published material as it is searched. `words`: its words as typed and without accents; those of the title again, begun with 't:'."""

    material = models.OneToOneField(Material, models.CASCADE, primary_key=True, related_name="listing")
    version = models.OneToOneField(MaterialVersion, models.CASCADE, related_name="+")
    is_public = models.BooleanField()
    title = models.CharField(max_length=300)
    kind = models.CharField(max_length=15, choices=MaterialKind)
    language = models.CharField(max_length=3, choices=Language)
    licence = models.CharField(max_length=15)
    credit = models.CharField(max_length=350)
    topic = models.ForeignKey(Topic, models.PROTECT, related_name="+")
    topic_line = ArrayField(models.UUIDField())
    """The topic and those above it."""
    part_kinds = ArrayField(models.CharField(max_length=5))
    published_at = models.DateTimeField()
    body = models.TextField()
    plain_body = models.TextField()
    """As long as `body` to the letter: without accents, small, a space for each sign."""
    words = SearchVectorField()

    class Meta:
        ordering = ["-published_at", "-material"]
        indexes = [
            GinIndex(fields=["words"], name="listing_words"),
            models.Index(F("published_at").desc(), name="listing_newest", condition=Q(is_public=True)),
            models.Index(fields=["topic", "-published_at"], name="listing_of_a_topic"),
        ]

    def __str__(self) -> str:
        return self.title


class UseKind(models.TextChoices):
    READ = "read", "đọc trên trang"
    DOWNLOAD = "download", "tải về"


class DailyUse(models.Model):
    """How often a material was opened or taken on a day. Nothing of who."""

    material = models.ForeignKey(Material, models.CASCADE, related_name="uses")
    on = models.DateField()
    kind = models.CharField(max_length=10, choices=UseKind)
    times = models.PositiveIntegerField()

    class Meta:
        ordering = ["material", "on", "kind"]
        constraints = [models.UniqueConstraint(fields=["material", "on", "kind"], name="daily_use_once")]

    def __str__(self) -> str:
        return f"{self.on}: {self.times}"


class Recipients(models.TextChoices):
    RESIDENTS = "residents", "Người dân"
    LEARNERS = "learners", "Người học ở lớp, chuyên đề"
    FARMERS = "farmers", "Nông dân, hợp tác xã"
    PUPILS = "pupils", "Học sinh"
    HOUSEHOLDS = "households", "Hộ gia đình"
    STAFF = "staff", "Cán bộ, báo cáo viên, giáo viên"
    LIBRARIES = "libraries", "Thư viện, tủ sách, nhà văn hóa"


class HandoutQuerySet(models.QuerySet["Handout"]):
    def visible_to(self, actor: Actor) -> "HandoutQuerySet":
        if actor.system_job:
            return self
        return self.filter(place__path__overlap=actor.places_with(Permission.LIBRARY_READ))

    def standing(self) -> "HandoutQuerySet":
        return self.filter(dropped_at__isnull=True)


class Handout(models.Model):
    """Printed copies that were given away. `place`: where; `activity`: the class or talk at which."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    material = models.ForeignKey(Material, models.PROTECT, related_name="handouts")
    place = models.ForeignKey(Place, models.PROTECT, related_name="handouts")
    activity = models.ForeignKey(Activity, models.PROTECT, null=True, blank=True, related_name="handouts")
    on = models.DateField("ngày phát")
    recipients = models.CharField("phát cho", max_length=12, choices=Recipients)
    copies = models.PositiveIntegerField("số bản")
    note = models.CharField("ghi chú", max_length=200, blank=True)
    recorded_by = models.CharField(max_length=300)
    recorded_at = models.DateTimeField(auto_now_add=True)
    dropped_at = models.DateTimeField(null=True, blank=True)
    dropped_by = models.CharField(max_length=300, blank=True)
    dropped_why = models.CharField("vì sao bỏ", max_length=200, blank=True)

    objects = HandoutQuerySet.as_manager()

    class Meta:
        ordering = ["-on", "-id"]
        indexes = [models.Index(fields=["place", "on"], name="handout_at_a_place")]
        constraints = [
            models.CheckConstraint(name="handout_of_some_copies", condition=Q(copies__gte=1)),
            models.CheckConstraint(
                name="handout_dropped_with_reason",
                condition=Q(dropped_at__isnull=True) | ~Q(dropped_why=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.copies} bản, {self.material}"

    @property
    def place_path(self) -> list[UUID]:
        return self.place.path


class TopicPack(models.Model):
    """Everything public on a topic in one file, to be read without a network. Made anew when something changes."""

    topic = models.OneToOneField(Topic, models.CASCADE, primary_key=True, related_name="+")
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveIntegerField(default=0)
    materials = models.PositiveIntegerField(default=0)
    left_out = models.PositiveIntegerField(default=0)
    """Files that did not fit in any more: they stand in it by their address."""
    is_stale = models.BooleanField(default=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    failed = models.CharField(max_length=300, blank=True)
    stale_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["topic"]

    def __str__(self) -> str:
        return f"Gói {self.topic}"

    @property
    def says(self) -> str:
        """How far it is; empty where it holds what is public now."""
        if self.failed:
            return f"chưa lập được: {self.failed}"
        if not self.is_stale:
            return "" if self.materials else "chưa có học liệu công khai nào"
        if self.done < self.total:
            return f"đang lập, xong {self.done}/{self.total} học liệu"
        return "có thay đổi, chờ lập lại" if self.sha256 else "chờ lập, vài phút sau khi công bố"
