"""Files that go along with a report: attached and withdrawn while it is written, frozen with it when it is sent."""

from django.db import transaction
from django.utils import timezone

from hoctap.audit import actions as audit
from hoctap.core import files
from hoctap.core.actor import Actor
from hoctap.core.refusals import Reason, Refused
from hoctap.core.text import clean
from hoctap.reports.attached import queries
from hoctap.reports.periodic import rules
from hoctap.reports.periodic.locking import draft_of
from hoctap.reports.periodic.models import PeriodicReport, ReportFile

ALLOWED = files.IMAGE_TYPES | {files.PDF, files.DOCX, files.XLSX}


@transaction.atomic
def attach_file(report: PeriodicReport, name: str, content: bytes, *, by: Actor) -> ReportFile:
    """A scan, a photo, a PDF, a Word or an Excel file, under a name that readers see."""
    report = draft_of(report, by)
    name = clean(name)[: rules.LONGEST_NAME]
    standing = queries.files_of(report)
    facts = rules.AttachFacts(
        name=name,
        size=len(content),
        names=[one.name for one in standing],
        sizes=sum(one.size for one in standing),
    )
    if reasons := rules.attach_blockers(facts):
        raise Refused(reasons)
    if content and files.media_type_of(content) not in ALLOWED | {files.HEIC}:
        raise Refused(
            [
                Reason(
                    f"“{name}”: loại tệp không nhận. Kèm ảnh (JPG, PNG, HEIC), PDF, Word (.docx) hoặc Excel (.xlsx).",
                    "file",
                )
            ]
        )
    stored = files.take_office(content, allowed=ALLOWED)
    same = next((one.name for one in standing if one.sha256 == stored.sha256), "")
    if same:
        raise Refused([Reason(f"Tệp này đã kèm, tên “{same}”.", "file")])
    row = ReportFile.objects.create(
        report=report,
        name=name,
        sha256=stored.sha256,
        media_type=stored.media_type,
        size=stored.size,
        by=by.described[:300],
    )
    audit.record(by, "reports.periodic.file_attached", report)
    return row


@transaction.atomic
def withdraw_file(file: ReportFile, *, by: Actor) -> None:
    """It does not go along. Kept with who took it out, and when."""
    report = draft_of(file.report, by)
    file = ReportFile.objects.select_for_update(of=("self",)).get(pk=file.pk, report=report)
    if file.withdrawn_at is not None:
        raise Refused(f"“{file.name}” đã được rút.")
    file.withdrawn_by, file.withdrawn_at = by.described[:300], timezone.now()
    file.save(update_fields=["withdrawn_by", "withdrawn_at"])
    audit.record(by, "reports.periodic.file_withdrawn", report)
