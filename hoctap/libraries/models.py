"""Libraries and every other shelf that lends: what stands there, who borrows, what was counted.

A *library* here is any service point of reading: the library of a commune or of a former district, of a school, a hamlet's bookcase, the
reading corner of a post-office point; museums and culture houses are institutions of the same table that lend nothing. A *title* is what
was published (đầu sách), a *copy* (bản sách) is the thing on the shelf with its own label. Titles are kept per commune (district, province),
so that the shelves of one commune share them and no commune changes another's.
"""

from typing import Self
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.db.models import F, Q

from hoctap.centres.models import Venue
from hoctap.core.actor import Actor
from hoctap.core.ids import uuid7
from hoctap.core.permissions import Permission
from hoctap.core.text import natural_sort_key, without_accents
from hoctap.libraries.catalogue.rules import GONE, likeness
from hoctap.libraries.reach import lent_by
from hoctap.people.models import Household, Person
from hoctap.places.models import Organisation, Place


class LibraryKind(models.TextChoices):
    PROVINCE = "province", "Thư viện tỉnh"
    DISTRICT = "district", "Thư viện huyện"
    COMMUNE = "commune", "Thư viện xã, phường"
    SCHOOL = "school", "Thư viện trường học"
    COMMUNITY = "community", "Thư viện cộng đồng, thư viện tư nhân"
    BOOKCASE = "bookcase", "Tủ sách ấp, khóm, dòng họ, câu lạc bộ"
    CENTRE = "centre", "Tủ sách trung tâm học tập cộng đồng"
    POST_POINT = "post_point", "Điểm bưu điện – văn hóa xã"
    MUSEUM = "museum", "Bảo tàng, nhà truyền thống, di tích"
    CULTURE_HOUSE = "culture_house", "Trung tâm văn hóa, nhà văn hóa"


LENDING_KINDS = tuple(
    kind for kind in LibraryKind if kind not in (LibraryKind.MUSEUM, LibraryKind.CULTURE_HOUSE)
)


class AtLibraryQuerySet[M: models.Model](models.QuerySet[M]):
    """Rows that belong to a library, by the place of the library."""

    place = "library__place"
    reads = Permission.LIBRARY_READ

    def visible_to(self, actor: Actor) -> "AtLibraryQuerySet[M]":
        if actor.system_job:
            return self
        return self.filter(**{f"{self.place}__path__overlap": actor.places_with(self.reads)})


class LibraryQuerySet(AtLibraryQuerySet["Library"]):
    place = "place"

    def standing_on(self, day: object) -> "LibraryQuerySet":
        return self.filter(
            Q(valid_to__isnull=True) | Q(valid_to__gt=day), valid_from__lte=day, is_planned=False
        )

    def lending(self) -> "LibraryQuerySet":
        return self.filter(kind__in=LENDING_KINDS)


class Library(models.Model):
    """`place`: the commune or hamlet in which it lies, or the district or province whose it is."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    place = models.ForeignKey(Place, models.PROTECT, related_name="libraries")
    kind = models.CharField("loại", max_length=15, choices=LibraryKind)
    name = models.CharField("tên", max_length=200)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="libraries"
    )
    """Whose it is: the school, the centre, UBND xã."""
    venue = models.ForeignKey(Venue, models.PROTECT, null=True, blank=True, related_name="libraries")
    address = models.CharField("địa chỉ", max_length=200, blank=True)
    keeper_name = models.CharField("người giữ", max_length=100, blank=True)
    reading_area = models.DecimalField(
        "diện tích đọc (m²)", max_digits=7, decimal_places=1, null=True, blank=True
    )
    valid_from = models.DateField("hoạt động từ")
    valid_to = models.DateField("thôi hoạt động từ", null=True, blank=True)
    ended_why = models.CharField("lý do thôi hoạt động", max_length=200, blank=True)
    successor = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="predecessors")
    is_planned = models.BooleanField("mới có trong quy hoạch", default=False)
    loan_days = models.PositiveSmallIntegerField("số ngày được mượn", default=14)
    loan_limit = models.PositiveSmallIntegerField("số bản được mượn cùng lúc", default=3)
    renewals = models.PositiveSmallIntegerField("số lần được gia hạn", default=1)
    hold_days = models.PositiveSmallIntegerField("số ngày giữ sách đặt trước", default=5)
    sort_key = models.CharField(max_length=600, editable=False)

    objects = LibraryQuerySet.as_manager()

    class Meta:
        ordering = ["sort_key", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["place", "name"], condition=Q(valid_to__isnull=True), name="library_once_at_a_place"
            ),
            models.CheckConstraint(
                name="library_ended_after_it_began",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
            ),
            models.CheckConstraint(
                name="library_ended_with_reason", condition=Q(valid_to__isnull=True) | ~Q(ended_why="")
            ),
            models.CheckConstraint(
                name="library_lends_for_some_days", condition=Q(loan_days__gte=1) & Q(loan_limit__gte=1)
            ),
            models.CheckConstraint(
                name="library_not_its_own_successor",
                condition=Q(successor__isnull=True) | ~Q(successor=F("id")),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        self.sort_key = natural_sort_key(self.name)
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    @property
    def place_path(self) -> list[UUID]:
        return self.place.path

    @property
    def lends(self) -> bool:
        return self.kind in LENDING_KINDS


class TitleKind(models.TextChoices):
    BOOK = "book", "Sách"
    SERIAL = "serial", "Báo, tạp chí"
    AUDIOVISUAL = "audiovisual", "Tài liệu nghe nhìn"
    ELECTRONIC = "electronic", "Tài liệu điện tử"
    OTHER = "other", "Tài liệu khác"


class TitleQuerySet(models.QuerySet["Title"]):
    def visible_to(self, actor: Actor) -> "TitleQuerySet":
        """Of the catalogues of the actor's places, and of the commune in which his hamlet lies."""
        if actor.system_job:
            return self
        granted = actor.places_with(Permission.LIBRARY_READ)
        above = Place.objects.filter(pk__in=granted).values_list("path", flat=True)
        ancestors = {place_id for path in above for place_id in path}
        return self.filter(Q(place__path__overlap=granted) | Q(place__in=ancestors))


class Title(models.Model):
    """Of the catalogue of one commune (district, province)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    place = models.ForeignKey(Place, models.PROTECT, related_name="titles")
    kind = models.CharField("loại tài liệu", max_length=15, choices=TitleKind, default=TitleKind.BOOK)
    isbn = models.CharField("ISBN", max_length=13, blank=True)
    """Thirteen digits, or nothing. ISBN-10 is kept in its form of thirteen."""
    name = models.CharField("nhan đề", max_length=500)
    rest = models.CharField("thông tin khác của nhan đề", max_length=500, blank=True)
    authors = models.CharField("tác giả", max_length=300, blank=True)
    publisher = models.CharField("nhà xuất bản", max_length=200, blank=True)
    year = models.PositiveSmallIntegerField("năm xuất bản", null=True, blank=True)
    edition = models.CharField("lần xuất bản", max_length=100, blank=True)
    pages = models.CharField("số trang", max_length=60, blank=True)
    language = models.CharField("ngôn ngữ", max_length=3, default="vie")
    """ISO 639-2/B, as MARC21 writes it."""
    classification = models.CharField("ký hiệu phân loại", max_length=40, blank=True)
    """Dewey (DDC), as MARC21 field 082 has it."""
    subjects = ArrayField(models.CharField(max_length=150), default=list, blank=True)
    summary = models.TextField("tóm tắt", max_length=3000, blank=True)
    found_by = models.TextField(editable=False)
    """Title, author and subjects without accents, for searching."""
    likeness = models.CharField(max_length=32, editable=False, default="")
    """The same for the same title, author, publisher and year (`catalogue.rules.likeness`)."""
    sort_key = models.CharField(max_length=900, editable=False)
    added_on = models.DateField("ngày ghi vào mục lục")

    objects = TitleQuerySet.as_manager()

    class Meta:
        ordering = ["sort_key", "id"]
        indexes = [
            models.Index(fields=["place", "sort_key"], name="libraries_title_shelf"),
            models.Index(fields=["place", "likeness"], name="libraries_title_likeness"),
            models.Index(fields=["isbn"], condition=~Q(isbn=""), name="libraries_title_isbn"),
            GinIndex(SearchVector("found_by", config="simple"), name="libraries_title_words"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["place", "isbn"], condition=~Q(isbn=""), name="title_once_by_isbn"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        self.fill_search()
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def fill_search(self) -> None:
        """What the database sorts and finds by; to be called before a bulk insert."""
        self.sort_key = natural_sort_key(self.name)[:900]
        self.found_by = without_accents(" ".join((self.name, self.rest, self.authors, *self.subjects)))
        self.likeness = likeness(self.name, self.authors, self.publisher, self.year)

    @property
    def place_path(self) -> list[UUID]:
        return self.place.path


class CopySource(models.TextChoices):
    BOUGHT = "bought", "mua"
    GIVEN = "given", "được tặng, quyên góp"
    GRANT = "grant", "cấp, trao tủ sách"
    TRANSFER = "transfer", "chuyển từ nơi khác"
    FOUND = "found", "có từ trước"


def standing_here(library: Library) -> Q:
    """Copies to be found at this library: its own that are not elsewhere, and those that a rotation brought."""
    return Q(at=library) | Q(library=library, at__isnull=True)


class CopyQuerySet(AtLibraryQuerySet["Copy"]):
    def held(self) -> "CopyQuerySet":
        """Neither weeded out nor lost."""
        return self.filter(gone_on__isnull=True)

    def held_on(self, day: object) -> "CopyQuerySet":
        """That had come by that day and were not given up yet at its end."""
        return self.filter(Q(gone_on__isnull=True) | Q(gone_on__gt=day), acquired_on__lte=day)

    def of(self, libraries: "models.QuerySet[Library] | list[Library]") -> "CopyQuerySet":
        """Theirs, wherever a rotation took them, and those that one brought."""
        return self.filter(Q(library__in=libraries) | Q(at__in=libraries))

    def standing_at(self, library: "Library") -> "CopyQuerySet":
        return self.filter(standing_here(library))


class Copy(models.Model):
    """One thing on a shelf. `library`: whose it is; `at`: where it stands now, when a rotation took it elsewhere."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    title = models.ForeignKey(Title, models.PROTECT, related_name="copies")
    library = models.ForeignKey(Library, models.PROTECT, related_name="copies")
    at = models.ForeignKey(Library, models.PROTECT, null=True, blank=True, related_name="visiting_copies")
    code = models.CharField("mã trên nhãn", max_length=30, unique=True)
    """What a scanner reads: of this program's labels, or the number that stood on the book already."""
    source = models.CharField("nguồn", max_length=10, choices=CopySource, default=CopySource.FOUND)
    giver = models.CharField("người tặng, nơi cấp", max_length=200, blank=True)
    price = models.PositiveBigIntegerField("giá (đồng)", null=True, blank=True)
    acquired_on = models.DateField("ngày nhập")
    gone_on = models.DateField("ngày thôi giữ", null=True, blank=True)
    gone_why = models.CharField(
        "lý do thôi giữ",
        max_length=10,
        blank=True,
        choices=tuple(GONE.items()),
    )

    objects = CopyQuerySet.as_manager()

    class Meta:
        ordering = ["title__sort_key", "code"]
        constraints = [
            models.CheckConstraint(
                name="copy_gone_with_reason",
                condition=Q(gone_on__isnull=True, gone_why="") | (Q(gone_on__isnull=False) & ~Q(gone_why="")),
            ),
            models.CheckConstraint(
                name="copy_gone_after_it_came",
                condition=Q(gone_on__isnull=True) | Q(gone_on__gte=F("acquired_on")),
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def place_path(self) -> list[UUID]:
        return self.library.place.path

    @property
    def stands_at(self) -> Library:
        return self.at or self.library


class LentQuerySet[M: models.Model](models.QuerySet[M]):
    """Rows that tell who reads what: only for who lends at their library."""

    def visible_to(self, actor: Actor) -> Self:
        return self.filter(lent_by(actor, "library__"))


class Borrower(models.Model):
    """Who may take books home from a library: one person of the register, a household, or somebody known by name alone (a pupil)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    library = models.ForeignKey(Library, models.PROTECT, related_name="borrowers")
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="borrowings")
    household = models.ForeignKey(Household, models.PROTECT, null=True, blank=True, related_name="borrowings")
    name = models.CharField("họ và tên", max_length=100, blank=True)
    """Only where neither person nor household is known."""
    details = models.CharField("lớp, địa chỉ", max_length=150, blank=True)
    is_child = models.BooleanField("thiếu nhi", null=True, blank=True)
    """Where no year of birth says it; not known of a household."""
    search_key = models.CharField(max_length=260, blank=True, editable=False)
    """A typed name without accents; a person's and a household's stand with them."""
    card = models.CharField("số thẻ", max_length=30)
    since = models.DateField("cấp thẻ ngày")
    ended_on = models.DateField("thôi dùng thẻ", null=True, blank=True)
    is_erased = models.BooleanField(default=False)
    """Erased under the data law; an open loan keeps the card's number until the book is back."""

    objects = LentQuerySet["Borrower"].as_manager()

    class Meta:
        ordering = ["card", "id"]
        constraints = [
            models.UniqueConstraint(fields=["library", "card"], name="borrower_card_once"),
            models.UniqueConstraint(
                fields=["library", "person"],
                condition=Q(ended_on__isnull=True, person__isnull=False),
                name="borrower_person_once",
            ),
            models.UniqueConstraint(
                fields=["library", "household"],
                condition=Q(ended_on__isnull=True, household__isnull=False),
                name="borrower_household_once",
            ),
            models.CheckConstraint(
                name="borrower_is_somebody",
                condition=(
                    Q(person__isnull=False, household__isnull=True, name="")
                    | Q(person__isnull=True, household__isnull=False, name="")
                    | (Q(person__isnull=True, household__isnull=True) & (~Q(name="") | Q(is_erased=True)))
                ),
            ),
            models.CheckConstraint(
                name="borrower_erased_keeps_only_a_number",
                condition=Q(is_erased=False)
                | Q(person__isnull=True, household__isnull=True, name="", details="", search_key=""),
            ),
        ]

    def __str__(self) -> str:
        return self.card

    @property
    def called(self) -> str:
        """To be shown only to who may lend there. Needs `person` and `household__head`."""
        if self.person is not None:
            return self.person.full_name
        if self.household is not None:
            return f"Hộ {self.household.head.full_name}"
        return self.name or "(đã xóa theo yêu cầu)"

    @property
    def place_path(self) -> list[UUID]:
        return self.library.place.path


class LoanQuerySet(LentQuerySet["Loan"]):
    def open(self) -> "LoanQuerySet":
        return self.filter(returned_on__isnull=True)

    def awaited(self) -> "LoanQuerySet":
        """Without those of copies that were written off: the loss settles them, though nobody brought the book back."""
        return self.open().filter(copy__gone_on__isnull=True)

    def standing(self) -> "LoanQuerySet":
        """Without those that were written down by mistake."""
        return self.filter(cancelled_why="")


class Loan(models.Model):
    """A copy that went home with somebody. `library`: where it was lent, which may be another than the copy's own."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    library = models.ForeignKey(Library, models.PROTECT, related_name="loans")
    copy = models.ForeignKey(Copy, models.PROTECT, related_name="loans")
    borrower = models.ForeignKey(Borrower, models.PROTECT, null=True, blank=True, related_name="loans")
    """Nobody any more once the book is back and the term of keeping is over, or who borrowed it was erased."""
    is_child = models.BooleanField(null=True, editable=False)
    """Of who borrowed, on the day; stays for the counts when the name goes. None: a household, or not known."""
    lent_on = models.DateField("ngày mượn")
    due_on = models.DateField("hạn trả")
    renewed = models.PositiveSmallIntegerField("đã gia hạn", default=0)
    returned_on = models.DateField("ngày trả", null=True, blank=True)
    lent_by = models.CharField(max_length=300)
    taken_back_by = models.CharField(max_length=300, blank=True)
    over_why = models.CharField("vẫn cho mượn vì", max_length=200, blank=True)
    """Why it was lent although other books were overdue."""
    cancelled_why = models.CharField("ghi nhầm vì", max_length=200, blank=True)

    objects = LoanQuerySet.as_manager()

    class Meta:
        ordering = ["-lent_on", "id"]
        indexes = [models.Index(fields=["library", "lent_on"], name="libraries_loan_by_day")]
        constraints = [
            models.UniqueConstraint(
                fields=["copy"], condition=Q(returned_on__isnull=True), name="copy_lent_once_at_a_time"
            ),
            models.CheckConstraint(name="loan_due_after_it_began", condition=Q(due_on__gte=F("lent_on"))),
            models.CheckConstraint(
                name="loan_returned_after_it_began",
                condition=Q(returned_on__isnull=True) | Q(returned_on__gte=F("lent_on")),
            ),
            models.CheckConstraint(
                name="loan_open_has_a_borrower",
                condition=Q(returned_on__isnull=False) | Q(borrower__isnull=False),
            ),
            models.CheckConstraint(
                name="loan_cancelled_is_closed",
                condition=Q(cancelled_why="") | Q(returned_on__isnull=False),
            ),
        ]

    @property
    def place_path(self) -> list[UUID]:
        return self.library.place.path


# The tables of the parts of this app stand beside what they are about; Django finds them here.
from hoctap.libraries.catalogue.models import (  # noqa: E402
    CatalogueImport,
    CatalogueRow,
    StockMissing,
    StockScan,
    StockTake,
)
from hoctap.libraries.circulation.models import Hold, LoanTally  # noqa: E402

__all__ = [
    "Borrower",
    "CatalogueImport",
    "CatalogueRow",
    "Copy",
    "Hold",
    "Library",
    "Loan",
    "LoanTally",
    "StockMissing",
    "StockScan",
    "StockTake",
    "Title",
]
