"""The folder of a call: the report that adds up and every report below, in order, with what is missing."""

from django.urls import reverse

from hoctap.core.files import SUFFIX
from hoctap.core.text import without_accents
from hoctap.papers.casefiles.registry import Attachment, CaseContents, CaseKind
from hoctap.papers.models import Paper, PaperState
from hoctap.reports.attached.queries import enclosed_in
from hoctap.reports.calls import queries
from hoctap.reports.periodic.models import SENT, PeriodicReport, ReportCall

CALL = "reports.reportcall"


def contents_of(pk: str) -> CaseContents | None:
    """All versions go along: what was returned belongs to the matter."""
    call = ReportCall.objects.select_related("type", "place", "receiver").filter(pk=pk).first()
    if call is None:
        return None
    gathering = queries.type_that_gathers(call)
    codes = [call.type.code, *([gathering.code] if gathering else [])]
    reports = PeriodicReport.objects.filter(
        type_code__in=codes,
        place__path__overlap=[call.place_id],
        starts_on=call.starts_on,
        ends_on=call.ends_on,
        state__in=SENT,
    )
    rows = sorted(
        reports.select_related("place", "paper__issuer", "paper__place"),
        key=lambda row: (len(row.place.path), row.place.sort_key, row.version),
    )
    papers: list[Paper] = [row.paper for row in rows if row.paper and row.paper.state != PaperState.VOID]
    enclosed = [
        Attachment(
            f"kem-theo/{order:02}-{_plain(row.place.name)}-{_plain(one.name)}{SUFFIX.get(one.media_type, '')}",
            f"Kèm báo cáo của {row.place.title}, bản {row.version}: {one.name}",
            one.sha256,
            one.size,
        )
        for order, (row, one) in enumerate(((row, one) for row in rows for one in enclosed_in(row)), start=1)
    ]
    absent = [one.place.title for one in queries.call_page(call).absent]
    return CaseContents(
        place=call.place,
        issuer_name=call.receiver.name,
        parent_name=call.receiver.parent_name,
        year=call.period.year,
        title=f"{call.type.name}, {call.period.label}, {call.place.full_name}",
        papers=papers,
        attachments=tuple(enclosed),
        missing=tuple(f"Báo cáo của {name}: chưa có" for name in absent),
        notes=tuple(f"{row.place.title}: bản {row.version} gửi trễ hạn." for row in rows if row.is_late),
    )


def _plain(words: str) -> str:
    kept = "".join(letter if letter.isalnum() else " " for letter in without_accents(words).upper())
    return "-".join(kept.split())[:40] or "TEP"


CASE = CaseKind("Hồ sơ báo cáo", contents_of, lambda pk: reverse("call_detail", args=[pk]))
