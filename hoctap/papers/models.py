"""Official papers: bản nháp → đã in, chờ ký → đã ký, đã đóng dấu → đã lưu.

A paper has one source: the content it was made from, kept with every version beside the DOCX it gave and its hash. Number and date come
after the signature (Nghị định 30/2020/NĐ-CP, Điều 15). Once signed, a paper never changes; another paper amends it. What each kind
needs and what follows from its signature is registered by the app that makes it (`papers.kinds`).
"""

from uuid import UUID

from django.db import models
from django.db.models import Q

from hoctap.accounts.models import Capacity, User
from hoctap.core.actor import Actor
from hoctap.core.ids import uuid7
from hoctap.core.permissions import Permission
from hoctap.papers import codes
from hoctap.places.models import Organisation, OrganisationKind, Place


class PaperState(models.TextChoices):
    DRAFT = "draft", "Bản nháp"
    PRINTED = "printed", "Đã in, chờ ký"
    SIGNED = "signed", "Đã ký, đã đóng dấu"
    FILED = "filed", "Đã lưu"
    VOID = "void", "Đã bỏ"


UNSIGNED = (PaperState.DRAFT, PaperState.PRINTED)
SIGNED = (PaperState.SIGNED, PaperState.FILED)

TRANSITIONS: dict[models.TextChoices, set[models.TextChoices]] = {
    PaperState.DRAFT: {PaperState.PRINTED, PaperState.VOID},
    PaperState.PRINTED: {PaperState.DRAFT, PaperState.SIGNED, PaperState.VOID},
    PaperState.SIGNED: {PaperState.FILED},
}


class PaperQuerySet(models.QuerySet["Paper"]):
    def visible_to(self, actor: Actor) -> "PaperQuerySet":
        if actor.system_job:
            return self
        return self.filter(
            Q(place__path__overlap=actor.places_with(Permission.PAPER_READ))
            | Q(place__in=actor.places_only(Permission.PAPER_READ))
        )


class Paper(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(max_length=40)
    issuer = models.ForeignKey(Organisation, models.PROTECT, related_name="papers")
    place = models.ForeignKey(Place, models.PROTECT, related_name="papers")
    year = models.PositiveSmallIntegerField()
    title = models.CharField("trích yếu", max_length=300)
    state = models.CharField(max_length=10, choices=PaperState, default=PaperState.DRAFT)
    number = models.PositiveIntegerField("số", null=True, blank=True)
    dated_on = models.DateField("ngày", null=True, blank=True)
    signer = models.CharField("người ký", max_length=120, blank=True)
    signer_capacity = models.CharField("tư cách người ký", max_length=200, blank=True)
    signed_recorded_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    signed_recorded_at = models.DateTimeField(null=True, blank=True)
    signed_sha256 = models.CharField(max_length=64, blank=True)
    signed_media_type = models.CharField(max_length=100, blank=True)
    about_kind = models.CharField(max_length=60, blank=True)
    about_id = models.CharField(max_length=36, blank=True)
    prepared_by = models.CharField(max_length=300, blank=True)
    preparer = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="người soạn"
    )
    """Never changes: what keeps preparing and signing apart reads it."""
    in_charge = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="papers_in_charge",
        verbose_name="người phụ trách",
    )
    """Who sees it through; goes over with a bàn giao."""
    signing_capacity = models.ForeignKey(
        Capacity, models.PROTECT, null=True, blank=True, related_name="papers", verbose_name="ký với tư cách"
    )
    unit_symbol = models.CharField("ký hiệu đơn vị soạn thảo", max_length=21, blank=True)
    """Of a công văn: 'VX' in 15/UBND-VX."""
    created_at = models.DateTimeField(auto_now_add=True)

    objects = PaperQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["about_kind", "about_id"], name="paper_about")]
        constraints = [
            models.UniqueConstraint(
                fields=["issuer", "kind", "year", "number"],
                condition=Q(number__isnull=False),
                name="paper_number_once_per_issuer_kind_and_year",
            ),
            models.CheckConstraint(
                name="paper_signed_has_date_signer_and_recorder",
                condition=Q(
                    state__in=["draft", "printed", "void"],
                    signed_recorded_at__isnull=True,
                    number__isnull=True,
                )
                | Q(
                    state__in=["signed", "filed"],
                    dated_on__isnull=False,
                    signed_recorded_at__isnull=False,
                    signed_recorded_by__isnull=False,
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def place_path(self) -> list[UUID]:
        return self.place.path

    @property
    def is_signed(self) -> bool:
        return self.state in SIGNED

    @property
    def state_words(self) -> str:
        """A body without a seal, such as an ấp's, only signs."""
        if self.state == PaperState.SIGNED and self.issuer.kind == OrganisationKind.HAMLET_BOARD:
            return "Đã ký"
        return str(self.get_state_display())

    @property
    def full_number(self) -> str:
        """'05/QĐ-UBND' once numbered; empty before."""
        from hoctap.papers.kinds import paper_kinds

        if self.number is None:
            return ""
        return f"{self.number:02d}/{paper_kinds[self.kind].symbol(self.issuer.symbol, self.unit_symbol)}"


class PaperVersion(models.Model):
    """One rendering: the content it came from, the DOCX, its hash. Rows are added, never changed."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    paper = models.ForeignKey(Paper, models.PROTECT, related_name="versions")
    version = models.PositiveSmallIntegerField()
    content = models.JSONField(null=True, blank=True)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    made_by = models.CharField(max_length=300)
    made_at = models.DateTimeField(auto_now_add=True)
    why = models.CharField(max_length=200, blank=True)
    code = models.CharField("mã văn bản", max_length=12, blank=True)
    """Stands in the foot of every page; empty for versions made before there were codes."""
    template = models.ForeignKey(
        "papers.OfficeTemplate",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="versions",
        verbose_name="mẫu",
    )
    """The office's own template that it was made with; None for the shipped one, and for a file edited in Word."""

    class Meta:
        ordering = ["version"]
        constraints = [
            models.UniqueConstraint(fields=["paper", "version"], name="paper_version_once"),
            models.UniqueConstraint(fields=["code"], condition=~Q(code=""), name="paper_version_code_once"),
        ]

    @property
    def code_in_groups(self) -> str:
        return codes.in_groups(self.code)


class PaperMove(models.Model):
    """Append-only: each step of a paper on its road, who and when."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    paper = models.ForeignKey(Paper, models.PROTECT, related_name="moves")
    from_state = models.CharField(max_length=10, blank=True)
    to_state = models.CharField(max_length=10, choices=PaperState)
    at = models.DateTimeField(auto_now_add=True)
    by = models.CharField(max_length=300)

    class Meta:
        ordering = ["id"]


class PaperLink(models.Model):
    """A signed paper given to somebody without an account: for some days, revocable, counted."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    paper = models.ForeignKey(Paper, models.PROTECT, related_name="links")
    token_hash = models.CharField(max_length=64, unique=True)
    made_for = models.CharField("gửi cho", max_length=120)
    made_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    opened = models.PositiveIntegerField(default=0)
    last_opened_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [models.CheckConstraint(name="paper_link_for_somebody", condition=~Q(made_for=""))]

    @property
    def place_path(self) -> list[UUID]:
        return self.paper.place.path


class PaperPdf(models.Model):
    """The PDF that LibreOffice made of a version, in a job."""

    version = models.OneToOneField(PaperVersion, models.CASCADE, related_name="pdf", primary_key=True)
    sha256 = models.CharField(max_length=64, blank=True)
    failed = models.CharField(max_length=200, blank=True)
    asked_at = models.DateTimeField(auto_now_add=True)
    made_at = models.DateTimeField(null=True, blank=True)

    @property
    def is_ready(self) -> bool:
        return bool(self.sha256)


class WithdrawalKind(models.TextChoices):
    WITHDRAWN = "withdrawn", "Thu hồi"
    REPLACED = "replaced", "Thay thế"


class PaperWithdrawal(models.Model):
    """A signed paper that holds no more. It keeps its number and its line in the book; the paper that ended it is named."""

    paper = models.OneToOneField(Paper, models.PROTECT, related_name="withdrawal", primary_key=True)
    kind = models.CharField("việc", max_length=10, choices=WithdrawalKind)
    by_paper = models.ForeignKey(
        Paper, models.PROTECT, null=True, blank=True, related_name="withdraws", verbose_name="văn bản"
    )
    by_words = models.CharField("văn bản ngoài hệ thống", max_length=200, blank=True)
    """Number, day and issuer of a paper that is not here."""
    on = models.DateField("từ ngày")
    reason = models.CharField("vì", max_length=300)
    noted_by = models.CharField(max_length=300)
    noted_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="paper_withdrawn_by_one_paper",
                condition=Q(by_paper__isnull=False, by_words="")
                | (Q(by_paper__isnull=True) & ~Q(by_words="")),
            ),
            models.CheckConstraint(name="paper_withdrawn_with_a_reason", condition=~Q(reason="")),
            models.CheckConstraint(
                name="paper_not_withdrawn_by_itself",
                condition=Q(by_paper__isnull=True) | ~Q(by_paper=models.F("paper")),
            ),
        ]

    @property
    def place_path(self) -> list[UUID]:
        return self.paper.place.path

    @property
    def state_words(self) -> str:
        return "Đã bị thay thế" if self.kind == WithdrawalKind.REPLACED else "Đã bị thu hồi"

    @property
    def in_words(self) -> str:
        """'Thu hồi từ 12/11/2024 theo Quyết định 09/QĐ-UBND'."""
        from hoctap.papers.kinds import paper_kinds

        by = self.by_words
        if self.by_paper is not None:
            kind = paper_kinds.get(self.by_paper.kind)
            by = f"{kind.label if kind else ''} {self.by_paper.full_number or self.by_paper.title}".strip()
        return f"{self.get_kind_display()} từ {self.on:%d/%m/%Y} theo {by}"


# At the end: they refer to the models above by name.
from hoctap.papers.books.models import (  # noqa: E402
    Delivery,
    Dispatch,
    FreeNumbers,
    Incoming,
    IncomingState,
    IssuerBook,
    PaperRecipient,
    Purpose,
    SentBy,
    Urgency,
)
from hoctap.papers.casefiles.models import CaseFile, CaseState  # noqa: E402
from hoctap.papers.pades.models import PdfSignature  # noqa: E402
from hoctap.papers.sheets.models import PageState, SignedPage  # noqa: E402
from hoctap.papers.templating.models import OfficeTemplate  # noqa: E402

__all__ = [
    "TRANSITIONS",
    "CaseFile",
    "CaseState",
    "Delivery",
    "Dispatch",
    "FreeNumbers",
    "Incoming",
    "IncomingState",
    "IssuerBook",
    "OfficeTemplate",
    "PageState",
    "Paper",
    "PaperLink",
    "PaperMove",
    "PaperPdf",
    "PaperRecipient",
    "PaperState",
    "PaperVersion",
    "PaperWithdrawal",
    "PdfSignature",
    "Purpose",
    "SentBy",
    "SignedPage",
    "Urgency",
    "WithdrawalKind",
]
