"""A centre assesses itself, the commune confirms, a joint team inspects and proposes, the authority ranks; then what is mended."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from hoctap.assessments.models import (
    ImpactNote,
    Improvement,
    Inspection,
    InspectionMember,
    Ranking,
    RankingChange,
    RankingDecision,
    RankingDecisionLine,
    RankingLine,
    RankingState,
)
from hoctap.assessments.ranking import contents, queries, rules
from hoctap.assessments.ranking.facts import facts_of
from hoctap.assessments.ranking.judging import frozen_of, judge, pieces_of
from hoctap.assessments.ranking.models import INSPECTABLE, TITLE, Column
from hoctap.assessments.ranking.rows import (
    drafted,
    is_signed,
    issuer_of_inspection,
    issuer_of_ranking,
    lock_ranking,
    move_ranking,
    must_be_open,
    must_be_writable_by_the_team,
    must_inspect,
    name_on_ranking,
)
from hoctap.assessments.ranking.rules import InspectionTyped, LineTyped, MemberTyped
from hoctap.assessments.roads import authority_for
from hoctap.audit import actions as audit
from hoctap.centres.models import Centre
from hoctap.core import files
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Reason, Refused
from hoctap.core.text import clean
from hoctap.criteria.models import CriteriaEdition
from hoctap.criteria.queries import editions_for
from hoctap.papers import actions as paper_actions
from hoctap.papers.actions import About
from hoctap.papers.models import Paper, PaperState
from hoctap.people.models import Person
from hoctap.places.models import Place


@transaction.atomic
def open_ranking(centre: Centre, *, year: int, edition: CriteriaEdition | None, by: Actor) -> Ranking:
    """By the edition that holds where the centre lies; a frame without points is none."""
    by.must(Permission.CENTRE_KEEP, at=centre)
    Place.objects.select_for_update(of=("self",), no_key=True).get(pk=centre.place.pk)
    holds = edition is not None and editions_for(TITLE, year, centre.place).filter(pk=edition.pk).exists()
    standing = Ranking.objects.standing().filter(centre=centre, year=year).first()
    reasons = rules.opening_reasons(
        year=year,
        edition=edition.frozen() if edition is not None and holds else None,
        is_frame=edition is not None and edition.is_frame,
        same_year=standing.get_state_display().lower() if standing else "",
        today=today(),
    )
    if reasons or edition is None:
        raise Refused(reasons)
    made = Ranking.objects.create(centre=centre, year=year, edition=edition, made_by=by.described)
    RankingChange.objects.create(ranking=made, after=RankingState.DRAFT, by=by.described)
    audit.record(by, "assessments.ranking.opened", made)
    return made


@transaction.atomic
def record_own_points(
    ranking: Ranking, typed: Sequence[LineTyped], *, remarks: str = "", by: Actor
) -> Ranking:
    """The whole sheet of the centre at once; an empty cell is not scored yet."""
    by.must(Permission.CENTRE_KEEP, at=ranking)
    ranking = lock_ranking(ranking)
    must_be_open(ranking)
    typed = [LineTyped(row.code, row.points, clean(row.words)[:500]) for row in typed]
    shown = {code for code, column in pieces_of(ranking) if column == Column.OWN}
    if reasons := rules.score_reasons(ranking.edition.frozen(), typed, shown=shown):
        raise Refused(reasons)
    for row in typed:
        RankingLine.objects.update_or_create(
            ranking=ranking, code=row.code, defaults={"self_points": row.points, "basis": row.words}
        )
    ranking.remarks = remarks.strip()[:3000]
    ranking.version += 1
    ranking.save()
    audit.record(by, "assessments.ranking.scored", ranking, count=len(typed) or 1)
    return ranking


@transaction.atomic
def submit_ranking(ranking: Ranking, *, by: Actor) -> Ranking:
    """The self-assessment is closed and lies with the commune."""
    by.must(Permission.CENTRE_KEEP, at=ranking)
    ranking = lock_ranking(ranking)
    must_be_open(ranking)
    judged = judge(ranking)
    if reasons := rules.closing_reasons(missing=judged.own.missing):
        raise Refused(reasons)
    ranking.self_total, ranking.self_grade = judged.own.total, judged.own.grade
    ranking.submitted_by, ranking.submitted_at = by.described, timezone.now()
    ranking.submitted_by_id_of = by.user_id
    move_ranking(ranking, RankingState.SUBMITTED, by=by)
    audit.record(by, "assessments.ranking.submitted", ranking)
    return ranking


@transaction.atomic
def reopen_ranking(ranking: Ranking, *, why: str, by: Actor) -> Ranking:
    """Before the commune confirmed it."""
    by.must(Permission.CENTRE_KEEP, at=ranking)
    ranking = lock_ranking(ranking)
    _must_say(why, "Ghi lý do mở lại.")
    if is_signed(ranking.sheet):
        raise Refused("Phiếu tự đánh giá đã ký: UBND xã trả lại thì mới mở lại được.")
    move_ranking(ranking, RankingState.DRAFT, why=clean(why), by=by)
    audit.record(by, "assessments.ranking.reopened", ranking)
    return ranking


@transaction.atomic
def withdraw_ranking(ranking: Ranking, *, why: str, by: Actor) -> Ranking:
    by.must(Permission.CENTRE_KEEP, at=ranking)
    ranking = lock_ranking(ranking)
    _must_say(why, "Ghi lý do bỏ.")
    move_ranking(ranking, RankingState.WITHDRAWN, why=clean(why), by=by)
    audit.record(by, "assessments.ranking.withdrawn", ranking)
    return ranking


@transaction.atomic
def confirm_ranking(ranking: Ranking, *, words: str = "", by: Actor) -> Ranking:
    """UBND xã confirms; on to the authority, or to wait for a paper of the province that names one."""
    by.must(Permission.PROGRAMME_APPROVE, at=ranking)
    ranking = lock_ranking(ranking)
    reasons = rules.same_person_reasons(
        is_same=by.user_id is not None and by.user_id == ranking.submitted_by_id_of,
        doing="xác nhận cho UBND xã",
    )
    if reasons:
        raise Refused(reasons)
    ranking.confirmed_by, ranking.confirmed_at = by.described, timezone.now()
    ranking.confirmed_words = clean(words)[:1000]
    ranking.returned_why = ""
    found = authority_for(TITLE, ranking.place, today())
    if found is None:
        move_ranking(ranking, RankingState.WAITING, why=ranking.confirmed_words, by=by)
    else:
        name_on_ranking(ranking, found)
        move_ranking(ranking, RankingState.CONFIRMED, why=ranking.confirmed_words, by=by)
    audit.record(by, "assessments.ranking.confirmed", ranking)
    return ranking


@transaction.atomic
def return_ranking(ranking: Ranking, *, why: str, by: Actor) -> Ranking:
    """By the commune before a team inspected, by the authority afterwards: the centre goes over its sheet again."""
    ranking = lock_ranking(ranking)
    if ranking.state in (RankingState.SUBMITTED, RankingState.WAITING) or ranking.authority_place is None:
        by.must(Permission.PROGRAMME_APPROVE, at=ranking)
    else:
        by.must(Permission.ASSESSMENT_JUDGE, at=ranking.authority_place)
    _must_say(why, "Ghi phải bổ sung gì.")
    if drafted(ranking):
        raise Refused("Đã soạn quyết định có trung tâm này: hủy bản soạn trước.")
    ranking.returned_why = clean(why)[:1000]
    ranking.confirmed_by, ranking.confirmed_at, ranking.confirmed_words = "", None, ""
    ranking.authority_place, ranking.receives, ranking.decides, ranking.authority_basis = None, "", "", ""
    ranking.inspected_total, ranking.proposed_grade, ranking.proposed_why = None, "", ""
    ranking.sheet = None
    # What a team found on the old sheet does not stand beside the new one; its minutes stay among the papers.
    Inspection.objects.filter(ranking=ranking).delete()
    ranking.lines.update(inspected_points=None, inspected_note="")
    ranking.evidence.filter(column=Column.INSPECTION, detached_at=None).update(
        detached_at=timezone.now(), detached_by=by.described, detached_why="Trả lại để bổ sung"
    )
    move_ranking(ranking, RankingState.RETURNED, why=clean(why), by=by)
    audit.record(by, "assessments.ranking.returned", ranking)
    return ranking


@transaction.atomic
def make_sheet(ranking: Ranking, *, by: Actor) -> Paper:
    """Phiếu tự đánh giá as a paper of the centre; laid out again until it is signed."""
    by.must(Permission.CENTRE_KEEP, at=ranking)
    ranking = lock_ranking(ranking)
    if ranking.state in (RankingState.DRAFT, RankingState.RETURNED, RankingState.WITHDRAWN):
        raise Refused("Chốt tự đánh giá rồi mới lập phiếu.")
    if is_signed(ranking.sheet):
        raise Refused("Phiếu tự đánh giá đã ký: không lập lại.")
    issuer = ranking.centre.organisation
    content = contents.sheet(ranking, issuer, judge(ranking), facts_of(ranking.centre, ranking.year, by))
    paper = ranking.sheet
    if paper is None or paper.state == PaperState.VOID:
        paper = ranking.sheet = paper_actions.create_paper(
            "ranking_sheet",
            issuer=issuer,
            place=ranking.place,
            year=ranking.year,
            title=f"Phiếu tự đánh giá năm {ranking.year}: {ranking.centre.name}",
            content=content,
            about=About("assessments.ranking", str(ranking.pk)),
            by=by,
        )
        ranking.save(update_fields=["sheet"])
    else:
        paper_actions.new_version(paper, content, why="Lập lại theo số liệu hiện có", by=by)
    audit.record(by, "assessments.ranking.sheet_made", ranking)
    return paper


@transaction.atomic
def record_inspection(
    ranking: Ranking,
    typed: InspectionTyped,
    points: Sequence[LineTyped],
    *,
    grade: str,
    why: str = "",
    by: Actor,
) -> Inspection:
    """What the joint team found, beside the centre's own points, and what it proposes; again until it is decided."""
    place = must_inspect(ranking, by)
    ranking = lock_ranking(ranking)
    if ranking.state not in INSPECTABLE:
        raise Refused("UBND xã xác nhận tự đánh giá rồi đoàn mới kiểm tra.")
    must_be_writable_by_the_team(ranking)
    members = [MemberTyped(clean(one.name), clean(one.body), one.side) for one in typed.members]
    typed = InspectionTyped(
        typed.held_on,
        members,
        clean(typed.venue)[:200],
        clean(typed.paper_number)[:60],
        typed.paper_date,
        typed.remarks.strip()[:3000],
    )
    rows = [LineTyped(row.code, row.points, clean(row.words)[:500]) for row in points]
    edition = ranking.edition.frozen()
    own = {line.code: line.self_points for line in ranking.lines.all() if line.self_points is not None}
    reasons = rules.same_person_reasons(
        is_same=by.user_id is not None and by.user_id == ranking.submitted_by_id_of,
        doing="ghi kết quả kiểm tra",
    )
    reasons += rules.inspection_reasons(typed, year=ranking.year, today=today())
    reasons += rules.score_reasons(edition, rows, must_say_why=own)
    if reasons or typed.held_on is None:
        raise Refused(reasons)
    for row in rows:
        RankingLine.objects.update_or_create(
            ranking=ranking,
            code=row.code,
            defaults={"inspected_points": row.points, "inspected_note": row.words},
        )
    judged = judge(ranking)
    reasons = rules.proposal_reasons(
        grade=grade,
        why=clean(why),
        grades={one.code: one.label for one in edition.grades},
        by_points=judged.inspected.grade,
        missing=judged.inspected.missing,
    )
    if reasons:
        raise Refused(reasons)
    ranking.inspected_total = judged.inspected.total
    ranking.proposed_grade, ranking.proposed_why = grade, clean(why)[:500]
    kept, _ = Inspection.objects.update_or_create(
        ranking=ranking,
        defaults={
            "place": place,
            "paper_number": typed.paper_number,
            "paper_date": typed.paper_date,
            "held_on": typed.held_on,
            "venue": typed.venue,
            "remarks": typed.remarks,
            "recorded_by": by.described,
            "recorded_at": timezone.now(),
        },
    )
    known = {(one.name, one.body): one.person_id for one in kept.members.all()}
    kept.members.all().delete()
    InspectionMember.objects.bulk_create(
        InspectionMember(
            inspection=kept,
            position=position,
            name=one.name[:120],
            body=one.body[:200],
            side=one.side,
            person_id=known.get((one.name[:120], one.body[:200])),
        )
        for position, one in enumerate(typed.members, start=1)
    )
    if ranking.state == RankingState.CONFIRMED:
        move_ranking(ranking, RankingState.INSPECTED, by=by)
    else:
        # While nobody is named who ranks, what the team found stands beside and waits with it.
        ranking.version += 1
        ranking.save()
    audit.record(by, "assessments.ranking.inspected", ranking, count=len(members))
    return kept


@transaction.atomic
def name_inspection_member(member: InspectionMember, person: Person | None, *, by: Actor) -> None:
    """Which person of the register a member is, or that he is none of them; what is kept of him goes with the rest of his data."""
    must_inspect(member.inspection.ranking, by)
    lock_ranking(member.inspection.ranking)
    member = InspectionMember.objects.select_for_update(of=("self",)).get(pk=member.pk)
    if person is not None and (person.merged_into_id is not None or person.erased_on is not None):
        raise Refused([Reason("Người này không còn trong sổ hộ: chọn người khác.", "person")])
    member.person = person
    member.save(update_fields=["person"])
    audit.record(by, "assessments.inspection_member.named", member.inspection.ranking)


@transaction.atomic
def make_inspection_minutes(ranking: Ranking, *, by: Actor) -> Paper:
    """Biên bản kiểm tra liên ngành; laid out again until it is signed."""
    place = must_inspect(ranking, by)
    ranking = lock_ranking(ranking)
    inspection = Inspection.objects.filter(ranking=ranking).select_related("minutes", "place").first()
    if inspection is None:
        raise Refused("Ghi kết quả kiểm tra rồi mới lập biên bản.")
    if is_signed(inspection.minutes):
        raise Refused("Biên bản kiểm tra đã ký: không lập lại.")
    issuer = issuer_of_inspection(place, ranking.year)
    content = contents.minutes(inspection, ranking, issuer, judge(ranking), list(inspection.members.all()))
    paper = inspection.minutes
    if paper is None or paper.state == PaperState.VOID:
        paper = inspection.minutes = paper_actions.create_paper(
            "ranking_minutes",
            issuer=issuer,
            place=place,
            year=ranking.year,
            title=f"Biên bản kiểm tra tự đánh giá năm {ranking.year}: {ranking.centre.name}",
            content=content,
            about=About("assessments.ranking", str(ranking.pk)),
            by=by,
        )
        inspection.save(update_fields=["minutes"])
    else:
        paper_actions.new_version(paper, content, why="Lập lại theo kết quả đã ghi", by=by)
    audit.record(by, "assessments.ranking.minutes_made", ranking)
    return paper


@transaction.atomic
def draft_ranking_decision(rankings: Sequence[Ranking], *, by: Actor) -> RankingDecision:
    """One decision for several centres of one year and authority, as their inspections propose."""
    if not rankings:
        raise Refused("Chọn ít nhất một trung tâm.")
    locked = [lock_ranking(one) for one in sorted(rankings, key=lambda one: one.pk)]
    reasons = []
    first = locked[0]
    for one in locked:
        if one.authority_place is None:
            raise Refused(f"{one.centre.name}: cơ quan quyết định ở ngoài hệ thống.")
        by.must(Permission.ASSESSMENT_JUDGE, at=one.authority_place)
        if (one.year, one.authority_place_id) != (first.year, first.authority_place_id):
            reasons.append(Reason(f"{one.centre.name}: khác năm hoặc cơ quan với trung tâm đầu."))
        if one.state != RankingState.INSPECTED:
            reasons.append(Reason(f"{one.centre.name}: chưa có kết quả kiểm tra và đề nghị xếp loại."))
        if drafted(one):
            reasons.append(Reason(f"{one.centre.name}: đã có trong một bản soạn chưa ký."))
    if reasons or first.authority_place is None:
        raise Refused(reasons)
    locked.sort(key=lambda one: (one.place.sort_key, one.centre.name, one.pk))
    issuer = issuer_of_ranking(first)
    made = RankingDecision(place=first.authority_place, year=first.year)
    title = f"Xếp loại trung tâm học tập cộng đồng năm {first.year}"
    made.paper = paper_actions.create_paper(
        "ranking_decision",
        issuer=issuer,
        place=made.place,
        year=today().year,
        title=title,
        content=contents.decision(made, issuer, locked, title=title),
        about=About("assessments.rankingdecision", str(made.pk)),
        by=by,
    )
    made.save()
    RankingDecisionLine.objects.bulk_create(
        RankingDecisionLine(decision=made, ranking=one, position=position)
        for position, one in enumerate(locked, start=1)
    )
    audit.record(by, "assessments.ranking_decision.drafted", made, count=len(locked))
    return made


@transaction.atomic
def ranking_decision_took_effect(paper: Paper, *, by: Actor) -> None:
    """What follows from the signature; runs in its transaction."""
    made = RankingDecision.objects.select_for_update(of=("self",)).select_related("place").get(paper=paper)
    by.must(Permission.ASSESSMENT_DECIDE, at=made.place)
    if not paper.is_signed or paper.dated_on is None:
        raise Refused("Văn bản chưa ký.")
    for line in made.lines.select_related("ranking"):
        one = lock_ranking(line.ranking)
        _decide(
            one,
            grade=one.proposed_grade,
            number=paper.full_number,
            on=paper.dated_on,
            issuer=paper.issuer.name,
            by=by,
        )
    made.effective_on = paper.dated_on
    made.save(update_fields=["effective_on"])
    audit.record(by, "assessments.ranking_decision.took_effect", made)


@transaction.atomic
def record_outside_ranking(
    ranking: Ranking,
    *,
    grade: str,
    number: str,
    decided_on: dt.date | None,
    issuer: str,
    copy: bytes | None,
    by: Actor,
) -> Ranking:
    """The authority does not work with hoctap: grade, number, day and the signed copy are taken down from what came back."""
    by.must(Permission.CENTRE_KEEP, at=ranking)
    ranking = lock_ranking(ranking)
    if ranking.state == RankingState.WAITING:
        raise Refused(
            "Chưa có văn bản nói cơ quan nào xếp loại trung tâm ở đây: dừng ở đã tự đánh giá, UBND xã xác nhận, chờ hướng dẫn thẩm quyền."
        )
    if ranking.state not in (RankingState.CONFIRMED, RankingState.INSPECTED) or ranking.confirmed_at is None:
        raise Refused("UBND xã xác nhận tự đánh giá rồi mới ghi quyết định xếp loại.")
    if drafted(ranking):
        raise Refused("Cơ quan xếp loại đang soạn quyết định có trung tâm này ở đây: chờ quyết định ấy.")
    reasons = rules.outside_reasons(
        number=clean(number),
        issuer=clean(issuer),
        decided_on=decided_on,
        confirmed_on=timezone.localdate(ranking.confirmed_at),
        grade=grade,
        grades={row["code"] for row in ranking.edition.grades},
        has_copy=bool(copy),
        today=today(),
    )
    if reasons or decided_on is None or copy is None:
        raise Refused(reasons)
    stored = files.take(copy, allowed=files.IMAGE_TYPES | {files.PDF})
    ranking.outside_sha256, ranking.outside_media_type = stored.sha256, stored.media_type
    _decide(ranking, grade=grade, number=clean(number), on=decided_on, issuer=clean(issuer), by=by)
    audit.record(by, "assessments.ranking.from_outside", ranking)
    return ranking


def _decide(ranking: Ranking, *, grade: str, number: str, on: dt.date, issuer: str, by: Actor) -> None:
    """Frozen with its points: no edition or boundary that changes later changes it."""
    team = InspectionMember.objects.filter(inspection__ranking=ranking)
    # Names stand with the inspection, where they can be erased.
    ranking.frozen = frozen_of(
        ranking, judge(ranking), [f"{one.get_side_display()}: {one.body}" for one in team]
    )
    ranking.grade, ranking.decided_on = grade, on
    ranking.decision_number, ranking.decision_by = number[:60], issuer[:200]
    move_ranking(ranking, RankingState.RANKED, why=f"Quyết định {number}", by=by)


@transaction.atomic
def revoke_ranking(
    ranking: Ranking,
    *,
    number: str,
    revoked_on: dt.date | None,
    issuer: str,
    why: str,
    copy: bytes | None,
    by: Actor,
) -> Ranking:
    """By another decision. What was decided stays to be read; from that day it counts no more, and the year may be ranked anew."""
    ranking = lock_ranking(ranking)
    permission, at = queries.who_revokes(ranking)
    by.must(permission, at=at)
    if ranking.state == RankingState.REVOKED:
        raise Refused("Xếp loại này đã thu hồi rồi.")
    if ranking.state != RankingState.RANKED or ranking.decided_on is None:
        raise Refused("Chưa có quyết định xếp loại: không có gì để thu hồi.")
    reasons = rules.revoking_reasons(
        number=clean(number),
        issuer=clean(issuer),
        why=clean(why),
        revoked_on=revoked_on,
        decided_on=ranking.decided_on,
        has_copy=bool(copy),
        today=today(),
    )
    if reasons or copy is None:
        raise Refused(reasons)
    stored = files.take(copy, allowed=files.IMAGE_TYPES | {files.PDF})
    ranking.revoked_sha256, ranking.revoked_media_type = stored.sha256, stored.media_type
    ranking.revoked_on, ranking.revoked_number = revoked_on, clean(number)[:60]
    ranking.revoked_issuer, ranking.revoked_why = clean(issuer)[:200], clean(why)[:1000]
    move_ranking(
        ranking,
        RankingState.REVOKED,
        why=f"Quyết định {ranking.revoked_number}: {ranking.revoked_why}",
        by=by,
    )
    audit.record(by, "assessments.ranking.revoked", ranking)
    return ranking


@transaction.atomic
def add_improvement(
    ranking: Ranking, *, text: str, who: str, due_on: dt.date | None, code: str = "", by: Actor
) -> Improvement:
    """From the result of the year: what is done, by whom, until when."""
    by.must(Permission.CENTRE_KEEP, at=ranking)
    ranking = lock_ranking(ranking)
    if ranking.is_open or ranking.state == RankingState.WITHDRAWN:
        raise Refused("Chốt tự đánh giá rồi mới ghi việc khắc phục.")
    reasons = rules.improvement_reasons(
        text=clean(text),
        who=clean(who),
        due_on=due_on,
        code=code,
        codes={one.code for one in ranking.edition.criteria.all()},
        today=today(),
    )
    if reasons or due_on is None:
        raise Refused(reasons)
    made = Improvement.objects.create(
        ranking=ranking,
        code=code,
        text=clean(text)[:500],
        who=clean(who)[:200],
        due_on=due_on,
        recorded_by=by.described,
    )
    audit.record(by, "assessments.improvement.added", made)
    return made


@transaction.atomic
def close_improvement(improvement: Improvement, *, done_on: dt.date | None, result: str, by: Actor) -> None:
    by.must(Permission.CENTRE_KEEP, at=improvement)
    row = Improvement.objects.select_for_update(of=("self",)).get(pk=improvement.pk)
    if row.done_on is not None:
        raise Refused("Việc này đã ghi xong rồi.")
    reasons = rules.done_reasons(
        done_on=done_on, result=clean(result), since=timezone.localdate(row.recorded_at), today=today()
    )
    if reasons:
        raise Refused(reasons)
    row.done_on, row.result = done_on, clean(result)[:500]
    row.save(update_fields=["done_on", "result"])
    audit.record(by, "assessments.improvement.done", improvement)


@transaction.atomic
def note_impact(centre: Centre, *, year: int, text: str, by: Actor) -> ImpactNote:
    """Đánh giá tác động of a year; what was said before stays below it."""
    by.must(Permission.CENTRE_KEEP, at=centre)
    if reasons := rules.impact_reasons(text=clean(text), year=year, today=today()):
        raise Refused(reasons)
    made = ImpactNote.objects.create(
        centre=centre, year=year, text=text.strip()[:3000], recorded_by=by.described
    )
    audit.record(by, "assessments.impact.noted", made)
    return made


def _must_say(why: str, words: str) -> None:
    if not clean(why):
        raise Refused([Reason(words, "why")])
