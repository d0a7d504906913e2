"""The authority: its council, the phiếu of each member, what was concluded on each file."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from hoctap.assessments import contents, queries, rules
from hoctap.assessments.models import (
    Assessment,
    Council,
    CouncilMember,
    FileState,
    Opinion,
)
from hoctap.assessments.roads import file_road
from hoctap.assessments.rows import issuer_of_council, judged, lock_file, move_file, waiting_objections
from hoctap.audit import actions as audit
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Reason, Refused
from hoctap.core.text import clean
from hoctap.criteria.titles import is_title
from hoctap.papers import actions as paper_actions
from hoctap.papers.actions import About
from hoctap.papers.models import PaperState
from hoctap.places.models import Place


@transaction.atomic
def set_up_council(
    place: Place,
    *,
    title: str,
    year: int,
    members: Sequence[tuple[str, str, str]],
    paper_number: str,
    paper_date: dt.date | None,
    manner: str = Council.Manner.MEETING,
    by: Actor,
) -> Council:
    """`members`: (duty, name, body) in their order. Another council of the same title and year ends with it."""
    by.must(Permission.ASSESSMENT_JUDGE, at=place)
    Place.objects.select_for_update(of=("self",), no_key=True).get(pk=place.pk)
    cleaned = [(duty, clean(name), clean(body)) for duty, name, body in members]
    least = file_road(title).least_members if is_title(title) else 0
    reasons = rules.council_reasons(
        cleaned, least=least, paper_number=clean(paper_number), paper_date=paper_date, today=today()
    )
    if not is_title(title):
        reasons.append(Reason("Chọn danh hiệu.", "title"))
    if manner not in Council.Manner.values:
        reasons.append(Reason("Chọn họp hay lấy ý kiến bằng văn bản.", "manner"))
    if reasons or paper_date is None:
        raise Refused(reasons)
    Council.objects.filter(place=place, title=title, year=year, ended_at=None).update(ended_at=timezone.now())
    council = Council.objects.create(
        place=place,
        title=title,
        year=year,
        paper_number=clean(paper_number)[:60],
        paper_date=paper_date,
        manner=manner,
        made_by=by.described,
    )
    CouncilMember.objects.bulk_create(
        CouncilMember(council=council, position=position, duty=duty, name=name[:120], body=body[:200])
        for position, (duty, name, body) in enumerate(cleaned, start=1)
    )
    audit.record(by, "assessments.council.set_up", council, count=len(cleaned))
    return council


@transaction.atomic
def record_opinion(
    assessment: Assessment,
    member: CouncilMember,
    *,
    agrees: bool | None,
    failed: Sequence[tuple[str, str]] = (),
    remarks: str = "",
    given_on: dt.date | None = None,
    by: Actor,
) -> Opinion:
    """A phiếu as the member signed it; a later one of the same member takes its place until the file is concluded."""
    assessment = _received(assessment, by=by)
    council = queries.open_council(assessment)
    if council is None or member.council_id != council.pk:
        raise Refused("Người này không trong hội đồng đang làm việc của danh hiệu và năm này.")
    lines = {criterion.code for criterion in assessment.edition.criteria.all()}
    cleaned = [(line, clean(why)[:500]) for line, why in failed]
    reasons = rules.opinion_reasons(agrees=agrees, failed=cleaned, lines=lines, remarks=clean(remarks))
    day = given_on or today()
    if day > today():
        reasons.append(Reason("Ngày phiếu ở sau ngày hôm nay.", "given_on"))
    signed = Opinion.objects.filter(
        member=member, assessment=assessment, paper__state__in=[PaperState.SIGNED, PaperState.FILED]
    )
    if signed.exists():
        reasons.append(Reason(f"{member.name} đã ký phiếu về hồ sơ này: không ghi lại được.", "member"))
    if reasons or agrees is None:
        raise Refused(reasons)
    opinion, _ = Opinion.objects.update_or_create(
        member=member,
        assessment=assessment,
        defaults={
            "agrees": agrees,
            "failed": [list(row) for row in cleaned],
            "remarks": clean(remarks)[:1000],
            "given_on": day,
            "entered_by": by.described,
            "entered_at": timezone.now(),
        },
    )
    audit.record(by, "assessments.opinion.recorded", assessment)
    return opinion


@transaction.atomic
def conclude_file(
    assessment: Assessment, *, agrees: bool | None, reasons: Sequence[tuple[str, str]] = (), by: Actor
) -> Assessment:
    """What the council came to, by more than half of all its members; where there is none, what the office came to."""
    assessment = _received(assessment, by=by)
    council = queries.open_council(assessment) if assessment.has_council else None
    members = council.members.count() if council else 0
    given = list(assessment.opinions.filter(member__council=council)) if council else []
    lines = {criterion.code for criterion in assessment.edition.criteria.all()}
    cleaned = [(line, clean(why)[:500]) for line, why in reasons]
    outcome = judged(assessment)
    found = rules.conclusion_reasons(
        agrees=agrees,
        given=len(given),
        members=members,
        in_favour=sum(one.agrees for one in given),
        reasons_by_line=cleaned,
        lines=lines,
        has_council=assessment.has_council,
    )
    found += rules.unanswered_reasons(waiting_objections(assessment))
    if agrees and not outcome.reaches:
        found.append(Reason(f"Theo bộ tiêu chí hồ sơ chưa đạt ({outcome.decided_by}).", "agrees"))
    if found or agrees is None:
        raise Refused(found)
    assessment.concluded_ok = agrees
    assessment.concluded_level = assessment.level or outcome.grade
    assessment.grade = outcome.grade
    assessment.refusal_reasons = [] if agrees else [list(row) for row in cleaned]
    move_file(assessment, FileState.CONCLUDED, by=by)
    audit.record(by, "assessments.assessment.concluded", assessment)
    return assessment


@transaction.atomic
def take_back_conclusion(assessment: Assessment, *, why: str, by: Actor) -> Assessment:
    """Until a decision is drafted on it."""
    assessment = lock_file(assessment)
    if assessment.authority_place is None:
        raise Refused("Hồ sơ này không do cơ quan ở đây đánh giá.")
    by.must(Permission.ASSESSMENT_JUDGE, at=assessment.authority_place)
    if not clean(why):
        raise Refused([Reason("Ghi lý do.", "why")])
    if assessment.decision_lines.exclude(decision__paper__state="void").exists():
        raise Refused("Đã soạn quyết định có hồ sơ này: bỏ bản soạn trước.")
    assessment.concluded_ok, assessment.refusal_reasons = None, []
    move_file(assessment, FileState.RECEIVED, why=clean(why), by=by)
    audit.record(by, "assessments.assessment.conclusion_taken_back", assessment)
    return assessment


@transaction.atomic
def end_council(council: Council, *, met_on: dt.date | None, venue: str = "", by: Actor) -> Council:
    """Its day and minutes: all files that it concluded, with their votes."""
    by.must(Permission.ASSESSMENT_JUDGE, at=council.place)
    council = Council.objects.select_for_update(of=("self",)).select_related("place").get(pk=council.pk)
    reasons = []
    if met_on is None:
        reasons.append(Reason("Ghi ngày họp hoặc ngày tổng hợp ý kiến.", "met_on"))
    elif met_on > today():
        reasons.append(Reason("Ngày ở sau ngày hôm nay.", "met_on"))
    elif met_on < council.paper_date:
        reasons.append(Reason("Ngày họp ở trước ngày thành lập hội đồng.", "met_on"))
    if council.manner == Council.Manner.MEETING and not clean(venue):
        reasons.append(Reason("Ghi địa điểm họp.", "venue"))
    concluded = list(
        Assessment.objects.with_all()
        .filter(opinions__member__council=council, concluded_ok__isnull=False)
        .distinct()
        .order_by("place__sort_key", "id")
    )
    if not concluded:
        reasons.append(Reason("Hội đồng chưa kết luận hồ sơ nào."))
    if reasons:
        raise Refused(reasons)
    council.met_on, council.venue = met_on, clean(venue)[:200]
    votes = {
        one.pk: list(one.opinions.filter(member__council=council).values_list("agrees", flat=True))
        for one in concluded
    }
    issuer = issuer_of_council(council.place, council.year)
    content = contents.council_minutes(
        council,
        issuer,
        list(council.members.all()),
        [(one, votes[one.pk].count(True), votes[one.pk].count(False)) for one in concluded],
    )
    if council.minutes is None:
        council.minutes = paper_actions.create_paper(
            "council_minutes",
            issuer=issuer,
            place=council.place,
            year=council.year,
            title=f"Biên bản {council}",
            content=content,
            about=About("assessments.council", str(council.pk)),
            by=by,
        )
    else:
        paper_actions.new_version(council.minutes, content, why="Lập lại", by=by)
    council.save()
    audit.record(by, "assessments.council.met", council, count=len(concluded))
    return council


def _received(assessment: Assessment, *, by: Actor) -> Assessment:
    assessment = lock_file(assessment)
    if assessment.authority_place is None:
        raise Refused("Hồ sơ này không do cơ quan ở đây đánh giá.")
    by.must(Permission.ASSESSMENT_JUDGE, at=assessment.authority_place)
    if assessment.state != FileState.RECEIVED:
        raise Refused(
            f"Hồ sơ đang ở bước “{assessment.get_state_display()}”, chưa tiếp nhận hoặc đã kết luận."
        )
    return assessment
