"""The papers of a file, each filled in one tap; laid out again from what is true now as long as nobody signed."""

from django.db import transaction

from hoctap.assessments import contents, queries
from hoctap.assessments.models import Assessment, FileState, Opinion
from hoctap.assessments.roads import file_road
from hoctap.assessments.rows import issuer_of, issuer_of_council, judged, lock_file
from hoctap.audit import actions as audit
from hoctap.core.actor import Actor
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Refused
from hoctap.papers import actions as paper_actions
from hoctap.papers.actions import About
from hoctap.papers.content import PaperContent
from hoctap.papers.models import Paper, PaperState
from hoctap.places.models import Organisation

KINDS = {
    "minutes": "assessment_minutes",
    "report": "assessment_report",
    "summary": "assessment_summary",
    "letter": "assessment_letter",
    "evidence": "assessment_evidence",
}


@transaction.atomic
def make_papers(assessment: Assessment, *, by: Actor) -> list[Paper]:
    """Of a closed self-assessment: minutes, report, summary, letter, list of evidence, as its road has them."""
    by.must(Permission.ASSESSMENT_ENTER, at=assessment.place)
    assessment = lock_file(assessment)
    if assessment.state not in (FileState.ASSESSED, FileState.WAITING):
        raise Refused("Chốt tự đánh giá rồi mới lập văn bản.")
    road = file_road(assessment.title)
    if not road.papers:
        raise Refused("Quy trình của danh hiệu này không có văn bản riêng cho từng hồ sơ.")
    made = []
    for code in road.papers:
        if code == "minutes" and assessment.met_on is None:
            continue
        field, label = queries.PAPER_FIELDS[code]
        issuer = issuer_of(assessment, code)
        content = _content(code, assessment, issuer)
        paper: Paper | None = getattr(assessment, field)
        if paper is not None and paper.state in (PaperState.SIGNED, PaperState.FILED):
            continue
        if paper is None or paper.state == PaperState.VOID:
            paper = paper_actions.create_paper(
                KINDS[code],
                issuer=issuer,
                place=assessment.place,
                year=assessment.year,
                title=f"{label} {assessment.title_name} năm {assessment.year}: {assessment.subject_name}",
                content=content,
                about=About("assessments.assessment", str(assessment.pk)),
                by=by,
            )
            setattr(assessment, field, paper)
        else:
            paper = paper_actions.new_version(paper, content, why="Lập lại theo số liệu hiện có", by=by)
        made.append(paper)
    assessment.version += 1
    assessment.save()
    audit.record(by, "assessments.papers.made", assessment, count=len(made))
    return made


@transaction.atomic
def make_opinion_paper(opinion: Opinion, *, by: Actor) -> Paper:
    """The phiếu of a member as a paper to be signed; laid out again until it is."""
    opinion = (
        Opinion.objects.select_for_update(of=("self",))
        .select_related("member__council__place", "paper")
        .get(pk=opinion.pk)
    )
    council = opinion.member.council
    by.must(Permission.ASSESSMENT_JUDGE, at=council.place)
    assessment = lock_file(opinion.assessment)
    opinion.assessment = assessment
    issuer = issuer_of_council(council.place, council.year)
    content = contents.opinion(opinion, issuer)
    if opinion.paper is not None and opinion.paper.state in (PaperState.SIGNED, PaperState.FILED):
        raise Refused(f"Phiếu của {opinion.member.name} đã ký: không lập lại.")
    if opinion.paper is None or opinion.paper.state == PaperState.VOID:
        opinion.paper = paper_actions.create_paper(
            "council_opinion",
            issuer=issuer,
            place=council.place,
            year=council.year,
            title=f"Phiếu thẩm định của {opinion.member.name}: {assessment.subject_name}",
            content=content,
            about=About("assessments.assessment", str(assessment.pk)),
            by=by,
        )
        opinion.save(update_fields=["paper"])
    else:
        paper_actions.new_version(opinion.paper, content, why="Lập lại theo phiếu đã ghi", by=by)
    audit.record(by, "assessments.opinion.paper_made", assessment)
    return opinion.paper


def _content(code: str, assessment: Assessment, issuer: Organisation) -> PaperContent:
    outcome = judged(assessment)
    if code == "minutes":
        return contents.minutes(assessment, issuer, outcome)
    if code == "report":
        return contents.report(assessment, issuer, outcome)
    if code == "summary":
        return contents.summary(assessment, issuer, outcome)
    if code == "letter":
        road = file_road(assessment.title)
        if road.proposed_by_association:
            return contents.proposal(assessment, issuer, outcome, road)
        return contents.letter(assessment, issuer, road)
    pieces = assessment.evidence.filter(detached_at=None, evidence__withdrawn_at=None)
    return contents.evidence_list(assessment, issuer, outcome, pieces.select_related("evidence"))
