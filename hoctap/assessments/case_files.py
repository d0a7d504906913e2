"""The folder of a file: its papers in their order, what is missing, as one PDF and ZIP to be uploaded."""

from django.urls import reverse

from hoctap.assessments import queries
from hoctap.assessments.models import Assessment
from hoctap.assessments.roads import file_road
from hoctap.papers.casefiles.registry import CaseContents, CaseKind
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
    return CaseContents(
        place=assessment.place,
        issuer_name=first.issuer.name if first else assessment.subject_name,
        parent_name=first.issuer.parent_name if first else "",
        year=assessment.year,
        title=f"Hồ sơ đề nghị công nhận “{assessment.title_name}” năm {assessment.year} của {assessment.subject_name}",
        papers=[found[one] for one in papers if one in found],
        missing=tuple(f"{row.label}: chưa có" for row in rows if row.paper is None),
        sample_mark=assessment.edition.sample_mark,
    )


CASE = CaseKind("Hồ sơ đánh giá", contents_of, lambda pk: reverse("assessment_detail", args=[pk]))
