"""Certificates of a recognition round: who gets one, what the book says, what was printed.

A line of the book (`Certificate`) is only ever added: its number, whom it names and by which decision never change. What becomes of the
paper afterwards (handed over, replaced by another, withdrawn) stands beside it in `CertificateStanding`. The lines of one book are
numbered from 1 without a gap: the book's row is locked, and the numbers are given in the transaction that writes the lines.
"""

from uuid import UUID

from django.db import models
from django.db.models import F, Q

from hoctap.core.actor import Actor
from hoctap.core.ids import uuid7
from hoctap.core.permissions import Permission
from hoctap.places.models import Organisation, Place
from hoctap.recognition.certificates.rules import USUAL_DIGITS, USUAL_PATTERN
from hoctap.recognition.models import DecisionLine, Dossier, RecognitionDecision, RecognitionRound


class Award(models.TextChoices):
    """Who of the recognised gets a certificate on paper. The decision with its list recognises them all."""

    ALL = "all", "Tất cả được công nhận"
    FIRST = "first", "Chỉ người được công nhận lần đầu"
    EVERY = "every", "Lần đầu, rồi cứ một số năm giữ liền thì cấp lại một giấy"
    EXEMPLARY = "exemplary", "Chỉ tiêu biểu"


class CertificateRule(models.Model):
    """Of one round. Until somebody has set it no certificate is made."""

    round = models.OneToOneField(
        RecognitionRound, models.PROTECT, related_name="certificate_rule", primary_key=True
    )
    award = models.CharField("cấp giấy cho", max_length=10, choices=Award)
    every_years = models.PositiveSmallIntegerField("số năm", null=True, blank=True)
    with_qr = models.BooleanField("in mã QR", default=False)
    set_by = models.CharField(max_length=300)
    set_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="certificate_rule_has_years_where_it_counts_them",
                condition=Q(award="every", every_years__gte=2)
                | (~Q(award="every") & Q(every_years__isnull=True)),
            )
        ]

    @property
    def place_path(self) -> list[UUID]:
        return self.round.place.path


class ExemplaryMark(models.Model):
    """Tiêu biểu: an officer's mark on a recognised dossier, with the reason."""

    dossier = models.OneToOneField(Dossier, models.PROTECT, related_name="exemplary", primary_key=True)
    reason = models.CharField("lý do", max_length=300)
    marked_by = models.CharField(max_length=300)
    marked_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.CheckConstraint(name="exemplary_has_reason", condition=~Q(reason=""))]

    @property
    def place_path(self) -> list[UUID]:
        return self.dossier.hamlet.path


class CertificateBookQuerySet(models.QuerySet["CertificateBook"]):
    def visible_to(self, actor: Actor) -> "CertificateBookQuerySet":
        if actor.system_job:
            return self
        return self.filter(issuer__place__path__overlap=actor.places_with(Permission.DOSSIER_READ))


class CertificateBook(models.Model):
    """Sổ theo dõi cấp giấy of one issuer and year, a register of ours: `last_number` is the only place where numbers come from."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    issuer = models.ForeignKey(Organisation, models.PROTECT, related_name="certificate_books")
    year = models.PositiveSmallIntegerField("năm")
    last_number = models.PositiveIntegerField(default=0)
    pattern = models.CharField("mẫu số vào sổ", max_length=40, default=USUAL_PATTERN)
    digits = models.PositiveSmallIntegerField("số chữ số", default=USUAL_DIGITS)

    objects = CertificateBookQuerySet.as_manager()

    class Meta:
        ordering = ["-year"]
        constraints = [
            models.UniqueConstraint(
                fields=["issuer", "year"], name="certificate_book_once_per_issuer_and_year"
            )
        ]

    def __str__(self) -> str:
        return f"Sổ theo dõi cấp giấy năm {self.year} của {self.issuer.name}"

    @property
    def place_path(self) -> list[UUID]:
        return self.issuer.place.path


class PaperSize(models.TextChoices):
    A4 = "a4", "A4 nằm ngang (297 × 210 mm)"
    A5 = "a5", "A5 nằm ngang (210 × 148 mm)"


class CertificateLayoutQuerySet(models.QuerySet["CertificateLayout"]):
    def visible_to(self, actor: Actor) -> "CertificateLayoutQuerySet":
        if actor.system_job:
            return self
        return self.filter(place__path__overlap=actor.places_with(Permission.CERTIFICATE_ISSUE))


class CertificateLayout(models.Model):
    """Where each field stands on a sheet that a printer's shop printed before (phôi), under a name of the commune.

    `fields`: {field: {"x", "y", "width", "size", "align", "bold"}} in mm and points; a field that is not in it is not printed.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    place = models.ForeignKey(Place, models.PROTECT, related_name="certificate_layouts")
    name = models.CharField("tên", max_length=80)
    paper = models.CharField("khổ giấy", max_length=2, choices=PaperSize, default=PaperSize.A4)
    fields = models.JSONField(default=dict)
    offset_x = models.DecimalField("lệch ngang (mm)", max_digits=4, decimal_places=1, default=0)
    offset_y = models.DecimalField("lệch dọc (mm)", max_digits=4, decimal_places=1, default=0)
    changed_at = models.DateTimeField(auto_now=True)

    objects = CertificateLayoutQuerySet.as_manager()

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["place", "name"], name="certificate_layout_named_once")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def place_path(self) -> list[UUID]:
        return self.place.path


class CertificateBatchQuerySet(models.QuerySet["CertificateBatch"]):
    def visible_to(self, actor: Actor) -> "CertificateBatchQuerySet":
        if actor.system_job:
            return self
        return self.filter(
            decision__round__place__path__overlap=actor.places_with(Permission.CERTIFICATE_ISSUE)
        )


class CertificateBatch(models.Model):
    """Lần cấp giấy: the certificates that were entered in the book together. `content` is what stands on each of them alike."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    decision = models.ForeignKey(RecognitionDecision, models.PROTECT, related_name="certificate_batches")
    book = models.ForeignKey(CertificateBook, models.PROTECT, related_name="batches")
    dated_on = models.DateField("ngày cấp")
    content = models.JSONField()
    check_base = models.CharField(max_length=200, blank=True)
    """Address of this installation, for the QR; empty: none is printed."""
    first_number = models.PositiveIntegerField()
    last_number = models.PositiveIntegerField()
    issued_by = models.CharField(max_length=300)
    issued_at = models.DateTimeField(auto_now_add=True)

    objects = CertificateBatchQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                name="certificate_batch_has_lines", condition=Q(last_number__gte=F("first_number"))
            )
        ]

    @property
    def place_path(self) -> list[UUID]:
        return self.decision.round.place.path

    @property
    def count(self) -> int:
        return self.last_number - self.first_number + 1


class CertificateQuerySet(models.QuerySet["Certificate"]):
    def visible_to(self, actor: Actor) -> "CertificateQuerySet":
        if actor.system_job:
            return self
        return self.filter(line__dossier__hamlet__path__overlap=actor.places_with(Permission.DOSSIER_READ))


class Certificate(models.Model):
    """Append-only: a line of the book, in the words of the decision's annex."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    batch = models.ForeignKey(CertificateBatch, models.PROTECT, related_name="certificates")
    book = models.ForeignKey(CertificateBook, models.PROTECT, related_name="certificates")
    line = models.ForeignKey(DecisionLine, models.PROTECT, related_name="certificates")
    number = models.PositiveIntegerField("số vào sổ")
    number_text = models.CharField(max_length=60)
    holder_name = models.CharField(max_length=120)
    hamlet_name = models.CharField(max_length=160)
    token_hash = models.CharField(max_length=64, blank=True)
    replaces = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="replaced_by")
    why = models.CharField("lý do cấp lại", max_length=300, blank=True)

    objects = CertificateQuerySet.as_manager()

    class Meta:
        ordering = ["book", "number"]
        constraints = [
            models.UniqueConstraint(fields=["book", "number"], name="certificate_number_once_in_a_book"),
            models.UniqueConstraint(
                fields=["line"], condition=Q(replaces__isnull=True), name="certificate_once_per_line"
            ),
            models.UniqueConstraint(
                fields=["token_hash"], condition=~Q(token_hash=""), name="certificate_token_once"
            ),
            models.CheckConstraint(
                name="certificate_replaces_with_reason", condition=Q(replaces__isnull=True) | ~Q(why="")
            ),
        ]

    def __str__(self) -> str:
        return f"Giấy công nhận số {self.number_text}"

    @property
    def place_path(self) -> list[UUID]:
        return self.line.dossier.hamlet.path


class CertificateState(models.TextChoices):
    VALID = "valid", "Còn hiệu lực"
    REPLACED = "replaced", "Đã cấp lại giấy khác"
    WITHDRAWN = "withdrawn", "Đã thu hồi"


TRANSITIONS: dict[models.TextChoices, set[models.TextChoices]] = {
    CertificateState.VALID: {CertificateState.REPLACED, CertificateState.WITHDRAWN},
}


class CertificateStanding(models.Model):
    """What became of the paper: in force or not, and who signed for it."""

    certificate = models.OneToOneField(Certificate, models.PROTECT, related_name="standing", primary_key=True)
    state = models.CharField(max_length=10, choices=CertificateState, default=CertificateState.VALID)
    received_by = models.CharField("người nhận", max_length=120, blank=True)
    received_on = models.DateField("ngày nhận", null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    ended_why = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="certificate_not_valid_since_a_day",
                condition=Q(state="valid", ended_on__isnull=True)
                | (~Q(state="valid") & Q(ended_on__isnull=False) & ~Q(ended_why="")),
            ),
            models.CheckConstraint(
                name="certificate_received_by_somebody_on_a_day",
                condition=Q(received_by="", received_on__isnull=True)
                | (~Q(received_by="") & Q(received_on__isnull=False)),
            ),
        ]

    @property
    def place_path(self) -> list[UUID]:
        return self.certificate.place_path


class CertificatePrint(models.Model):
    """The PDF of a batch: on which sheet, in which parts. Asked for again when the sheet or the printer is another."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    batch = models.ForeignKey(CertificateBatch, models.PROTECT, related_name="prints")
    sheet = models.JSONField()
    """A copy of the layout as it was when it was asked for: {"name", "paper", "fields", "offset_x", "offset_y"}."""
    failed = models.CharField(max_length=200, blank=True)
    asked_by = models.CharField(max_length=300)
    asked_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]

    @property
    def place_path(self) -> list[UUID]:
        return self.batch.place_path


class CertificatePart(models.Model):
    """So many certificates in one PDF. `sha256` is empty until the job has made it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    printing = models.ForeignKey(CertificatePrint, models.CASCADE, related_name="parts")
    number = models.PositiveSmallIntegerField()
    first_number = models.PositiveIntegerField()
    last_number = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["printing", "number"]
        constraints = [
            models.UniqueConstraint(fields=["printing", "number"], name="certificate_part_once"),
            models.CheckConstraint(
                name="certificate_part_made_has_a_file",
                condition=Q(sha256="", made_at__isnull=True) | (~Q(sha256="") & Q(made_at__isnull=False)),
            ),
        ]

    @property
    def place_path(self) -> list[UUID]:
        return self.printing.place_path
