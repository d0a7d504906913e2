"""Signatures found in the signed copy of a paper, as they were when it came in. Rows are added, never changed."""

from django.db import models

from hoctap.core.ids import uuid7
from hoctap.papers.pades.rules import NOT_ASKED, TRUST_WORDS


class PdfSignature(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    paper = models.ForeignKey("papers.Paper", models.PROTECT, related_name="pdf_signatures")
    position = models.PositiveSmallIntegerField()
    field = models.CharField("ô chữ ký", max_length=120, blank=True)
    signer = models.CharField("người ký", max_length=200, blank=True)
    organisation = models.CharField("tổ chức", max_length=200, blank=True)
    issuer = models.CharField("nơi cấp chứng thư", max_length=200, blank=True)
    serial = models.CharField("số chứng thư", max_length=64, blank=True)
    valid_to = models.DateTimeField(null=True, blank=True)
    signed_at = models.DateTimeField("lúc ký", null=True, blank=True)
    is_time_proven = models.BooleanField(default=False)
    """By a time stamp whose chain is known; else it is what the signer's machine said."""
    covers_all = models.BooleanField(default=False)
    trust = models.CharField(max_length=10, choices=[(key, key) for key in TRUST_WORDS])
    checked_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["paper", "position"]
        constraints = [
            models.UniqueConstraint(fields=["paper", "position"], name="pdf_signature_once_in_its_place")
        ]

    @property
    def trust_words(self) -> str:
        return TRUST_WORDS[self.trust]

    @property
    def not_asked(self) -> str:
        return NOT_ASKED if self.trust == "known" else ""

    @property
    def coverage_words(self) -> str:
        if self.covers_all:
            return "Bao trùm cả tệp."
        return "Bao trùm phần đã có lúc ký; sau đó chỉ có thêm chữ ký hoặc dữ liệu kiểm chứng."
