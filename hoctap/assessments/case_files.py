"""The folder of a file: its papers in their order, what is missing, as one PDF and ZIP to be uploaded."""

from django.urls import reverse

from hoctap.assessments import queries
from hoctap.assessments.models import Assessment, AssessmentEvidence
from hoctap.assessments.roads import file_road
from hoctap.core import files
from hoctap.papers.casefiles.registry import Attachment, CaseContents, CaseKind
from hoctap.papers.casefiles.rules import LARGE, attachment_name
from hoctap.papers.models import Paper, PaperState

FILE = "assessments.assessment"


def contents_of(pk: str) -> CaseContents | None:
    assessment = Assessment.objects.with_all().filter(pk=pk).first()
    if assessment is None:
        return None
    road = file_road(assessment.title)
    rows = queries.paper_rows(assessment, road)
    papers = [row.paper.pk for row in rows if row.paper is not None and row.paper.state != PaperState.VOID]
    papers += list(
        assessment.decision_lines.exclude(decision__paper__state=PaperState.VOID).values_list(
            "decision__paper", flat=True
        )
    )
    found = {
        paper.pk: paper for paper in Paper.objects.filter(pk__in=papers).select_related("issuer", "place")
    }
    first = found.get(papers[0]) if papers else None
    attachments, notes = _attachments(assessment)
    return CaseContents(
        place=assessment.place,
        issuer_name=first.issuer.name if first else assessment.subject_name,
        parent_name=first.issuer.parent_name if first else "",
        year=assessment.year,
        title=f"Hồ sơ đề nghị công nhận “{assessment.title_name}” năm {assessment.year} của {assessment.subject_name}",
        papers=[found[one] for one in papers if one in found],
        missing=tuple(f"{row.label}: chưa có" for row in rows if row.paper is None),
        sample_mark=assessment.edition.sample_mark,
        attachments=attachments,
        notes=notes,
        as_printed=frozenset({"assessment_summary", "assessment_evidence"}),
    )


def _attachments(assessment: Assessment) -> tuple[tuple[Attachment, ...], tuple[str, ...]]:
    """Files of evidence under the codes of the list of evidence, in its order; what is large is named."""
    uses = assessment.evidence.filter(detached_at=None, evidence__withdrawn_at=None).select_related(
        "evidence"
    )
    by_line: dict[str, list[AssessmentEvidence]] = {}
    for use in uses:
        by_line.setdefault(use.line, []).append(use)
    found, notes = [], []
    for criterion in assessment.edition.criteria.order_by("position"):
        for order, use in enumerate(by_line.get(criterion.code, []), start=1):
            piece = use.evidence
            if not piece.sha256 or piece.erased_on:
                continue
            words = piece.text or piece.kind_label
            suffix = files.SUFFIX.get(piece.media_type, "")
            name = attachment_name("minh-chung", criterion.code, order, words, suffix)
            found.append(Attachment(name, f"{criterion.code}-{order:02}: {words}", piece.sha256, piece.size))
            if piece.size > LARGE:
                notes.append(f"{name}: tệp lớn, xem giới hạn dung lượng của cổng trước khi nộp.")
    return tuple(found), tuple(notes)


CASE = CaseKind("Hồ sơ đánh giá", contents_of, lambda pk: reverse("assessment_case", args=[pk]))
