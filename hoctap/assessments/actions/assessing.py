"""A unit or community assesses itself: figures, evidence, the meeting, and the self-assessment closed."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from hoctap.assessments import judging, queries, rules
from hoctap.assessments.measuring import measured
from hoctap.assessments.models import (
    Assessment,
    AssessmentEvidence,
    Figure,
    FileState,
    Origin,
)
from hoctap.assessments.pieces import let_go, piece_for
from hoctap.assessments.roads import authority_at_sending, file_road
from hoctap.assessments.rows import judged, lock_file, lock_open_file, move_file, name_on_file
from hoctap.audit import actions as audit
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Reason, Refused
from hoctap.core.text import clean
from hoctap.criteria.models import CriteriaEdition
from hoctap.criteria.queries import editions_for, near_editions
from hoctap.criteria.scoring import point_reasons
from hoctap.criteria.standards import Given, given_reasons, key_of
from hoctap.criteria.titles import SubjectKind, Title
from hoctap.evidence.models import Evidence
from hoctap.people.models import Clan, WorkUnit
from hoctap.places.models import Place


@transaction.atomic
def open_assessment(
    title: str,
    place: Place,
    *,
    year: int,
    edition: CriteriaEdition | None,
    level: str = "",
    unit: WorkUnit | None = None,
    clan: Clan | None = None,
    kinds: list[str] | None = None,
    variants: list[str] | None = None,
    road_reason: str = "",
    by: Actor,
) -> Assessment:
    """A file of one subject for one year. What records give is put in at once."""
    home = unit.place if unit else clan.place if clan else place
    by.must(Permission.ASSESSMENT_ENTER, at=home)
    Place.objects.select_for_update(of=("self",), no_key=True).get(pk=home.pk)
    words = Title(title)
    reasons = _subject_reasons(words, home, unit, clan)
    holding = list(editions_for(title, year, home))
    holds = edition is not None and any(one.pk == edition.pk for one in holding)
    new = Assessment(
        title=title,
        year=year,
        level=level if edition and edition.levels else "",
        place=home,
        unit=unit,
        clan=clan,
        road_reason=clean(road_reason)[:300],
        opened_by=by.described,
    )
    same, other = queries.in_the_way(new)
    reasons += rules.opening_reasons(
        year=year,
        level=level,
        levels=[row["code"] for row in edition.levels] if edition else [],
        is_scored=edition is not None and not edition.is_frame,
        edition_holds=holds,
        title_name=words.label,
        near=[one.name for one in near_editions(title, year)],
        same_year=same,
        other_road=other,
        road_reason=clean(road_reason),
        has_choice_of_roads=title in queries.UNIT_ROADS,
        today=today(),
    )
    if edition is not None:
        reasons += _choice_reasons(edition, kinds or [], variants or [])
        reasons += rules.level_reasons(
            level=level,
            levels=[row["code"] for row in edition.levels],
            before=queries.earlier_recognitions(new),
            next_level_months=edition.next_level_months,
            on=today(),
        )
    if reasons or edition is None:
        raise Refused(reasons)
    new.edition = edition
    new.kinds, new.variants = sorted(kinds or []), sorted(variants or [])
    new.renews = queries.standing_recognition(new, today())
    new.save()
    _put_in_measured(new, by=by)
    audit.record(by, "assessments.assessment.opened", new)
    return new


@dataclass(frozen=True)
class FigureTyped:
    """What a person writes for one line or part of it; what does not concern its kind stays None."""

    is_met: bool | None = None
    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    last: Decimal | None = None
    as_of: dt.date | None = None
    source: str = ""
    why: str = ""
    """Why it is another figure than the records give."""


@transaction.atomic
def record_figure(assessment: Assessment, key: str, typed: FigureTyped, *, by: Actor) -> Figure:
    """A figure has its source and day; another one than the records give has its reason in writing."""
    by.must(Permission.ASSESSMENT_ENTER, at=assessment.place)
    assessment = lock_open_file(assessment)
    given = Given(
        is_met=typed.is_met,
        value=typed.value,
        numerator=typed.numerator,
        denominator=typed.denominator,
        last=typed.last,
    )
    figure = Figure.objects.filter(assessment=assessment, key=key).first() or Figure(
        assessment=assessment, key=key
    )
    reasons = _figure_reasons(assessment, key, given, typed)
    is_measured = figure.measured_denominator is not None
    says_nothing = given == Given()
    differs = is_measured and not (
        given.numerator == figure.measured_numerator and given.denominator == figure.measured_denominator
    )
    if differs and not says_nothing and not clean(typed.why):
        reasons.append(
            Reason(
                f"{key}: dữ liệu tính được {figure.measured_numerator}/{figure.measured_denominator}. Ghi số khác thì ghi lý do bằng văn bản.",
                "why",
            )
        )
    if not says_nothing and not is_measured and not clean(typed.source):
        reasons.append(Reason(f"{key}: ghi nguồn số liệu (văn bản, báo cáo, ngày).", "source"))
    if typed.as_of is not None and typed.as_of > today():
        reasons.append(Reason(f"{key}: ngày số liệu ở sau ngày hôm nay.", "as_of"))
    if reasons:
        raise Refused(reasons)
    figure.is_met, figure.value = given.is_met, given.value
    figure.numerator, figure.denominator, figure.last = given.numerator, given.denominator, given.last
    figure.as_of = typed.as_of
    figure.source = clean(typed.source)[:300]
    figure.why = clean(typed.why)[:300] if differs else ""
    figure.origin = (
        Origin.OVERRIDDEN
        if differs and not says_nothing
        else Origin.MEASURED
        if is_measured
        else Origin.TYPED
    )
    if figure.origin == Origin.MEASURED:
        figure.numerator, figure.denominator = (
            Decimal(figure.measured_numerator or 0),
            Decimal(figure.measured_denominator or 0),
        )
    figure.is_stale = False
    figure.entered_by, figure.entered_at = by.described, timezone.now()
    figure.save()
    audit.record(by, "assessments.figure.recorded", assessment, fields=[key])
    return figure


@transaction.atomic
def refresh_figures(assessment: Assessment, *, by: Actor) -> int:
    """Ask the records again. A figure that a person wrote instead keeps, and is marked where the records have changed since. How many changed."""
    by.must(Permission.ASSESSMENT_ENTER, at=assessment.place)
    assessment = lock_open_file(assessment)
    changed = _put_in_measured(assessment, by=by)
    audit.record(by, "assessments.figures.refreshed", assessment, count=changed)
    return changed


@transaction.atomic
def attach_evidence(
    assessment: Assessment,
    line: str,
    *,
    kind: str = "",
    text: str = "",
    content: bytes | None = None,
    existing: Evidence | None = None,
    by: Actor,
) -> AssessmentEvidence:
    """A new piece, or one of this subject that is there already (of another line or year)."""
    by.must(Permission.ASSESSMENT_ENTER, at=assessment.place)
    assessment = lock_open_file(assessment)
    if line not in {criterion.code for criterion in assessment.edition.criteria.all()}:
        raise Refused([Reason(f"Không có chỉ tiêu “{line}” trong bộ tiêu chí này.", "line")])
    found = piece_for(
        assessment.evidence.all(),
        line,
        subject=queries.subject_of(assessment),
        place=assessment.place,
        kind=kind,
        text=text,
        content=content,
        existing=existing,
        by=by,
    )
    use = AssessmentEvidence.objects.create(
        assessment=assessment, line=line, evidence=found, attached_by=by.described
    )
    audit.record(by, "assessments.evidence.attached", assessment, fields=[line])
    return use


@transaction.atomic
def detach_evidence(use: AssessmentEvidence, *, why: str, by: Actor) -> None:
    by.must(Permission.ASSESSMENT_ENTER, at=use.assessment.place)
    lock_open_file(use.assessment)
    use = AssessmentEvidence.objects.select_for_update(of=("self",)).get(pk=use.pk)
    let_go(use, why=why, by=by)
    audit.record(by, "assessments.evidence.detached", use.assessment, fields=[use.line])


@transaction.atomic
def record_self_meeting(
    assessment: Assessment, typed: rules.MeetingTyped, *, remarks: str = "", by: Actor
) -> None:
    """The meeting that goes over the self-assessment; its minutes come with the papers of the file."""
    by.must(Permission.ASSESSMENT_ENTER, at=assessment.place)
    assessment = lock_open_file(assessment)
    road = file_road(assessment.title)
    if reasons := rules.meeting_reasons(typed, year=assessment.year, today=today(), in_year=road.in_year):
        raise Refused(reasons)
    assessment.met_on = typed.held_on
    assessment.meeting = {
        "venue": clean(typed.venue)[:200],
        "chair": clean(typed.chair)[:120],
        "secretary": clean(typed.secretary)[:120],
        "members": [[name[:120], body[:200]] for name, body in typed.members],
        "agreed": typed.agreed,
        "remarks": remarks.strip()[:2000],
    }
    assessment.version += 1
    assessment.save()
    audit.record(by, "assessments.meeting.recorded", assessment)


@transaction.atomic
def close_self_assessment(assessment: Assessment, *, by: Actor) -> Assessment:
    """Nothing is missing, the meeting agreed, the level is reached: on to the authority, or to wait for a paper that names one."""
    by.must(Permission.ASSESSMENT_ENTER, at=assessment.place)
    assessment = lock_open_file(assessment)
    _put_in_measured(assessment, by=by)
    outcome = judged(assessment)
    road = file_road(assessment.title)
    stale = list(assessment.figures.filter(is_stale=True).values_list("key", flat=True))
    reasons = rules.closing_reasons(
        missing=outcome.missing,
        has_meeting=assessment.met_on is not None,
        needs_meeting=road.needs_minutes,
        stale=stale,
        reaches=outcome.reaches,
    )
    if reasons:
        raise Refused(reasons)
    assessment.self_judged = judging.stored(assessment, outcome)
    assessment.grade = outcome.grade
    found = authority_at_sending(assessment.title, assessment.place, assessment.year, today())
    if found is None:
        move_file(assessment, FileState.WAITING, by=by)
    else:
        name_on_file(assessment, found)
        move_file(assessment, FileState.ASSESSED, by=by)
    audit.record(by, "assessments.assessment.closed", assessment)
    return assessment


@transaction.atomic
def reopen_self_assessment(assessment: Assessment, *, why: str, by: Actor) -> Assessment:
    """Before it is sent. Its papers are laid out again afterwards."""
    by.must(Permission.ASSESSMENT_ENTER, at=assessment.place)
    assessment = lock_file(assessment)
    if not clean(why):
        raise Refused([Reason("Ghi lý do mở lại.", "why")])
    if signed := queries.signed_papers(assessment):
        raise Refused(
            f"Đã ký {', '.join(signed)}: không mở lại tự đánh giá được. Rút hồ sơ rồi lập hồ sơ khác."
        )
    move_file(assessment, FileState.DRAFT, why=clean(why), by=by)
    audit.record(by, "assessments.assessment.reopened", assessment)
    return assessment


@transaction.atomic
def withdraw_file(assessment: Assessment, *, why: str, by: Actor) -> Assessment:
    by.must(Permission.ASSESSMENT_ENTER, at=assessment.place)
    assessment = lock_file(assessment)
    if not clean(why):
        raise Refused([Reason("Ghi lý do rút.", "why")])
    move_file(assessment, FileState.WITHDRAWN, why=clean(why), by=by)
    audit.record(by, "assessments.assessment.withdrawn", assessment)
    return assessment


def _put_in_measured(assessment: Assessment, *, by: Actor) -> int:
    if assessment.has_points:
        return 0
    kept = {figure.key: figure for figure in assessment.figures.all()}
    changed = 0
    for indicator in assessment.edition.standard().indicators:
        for condition in indicator.conditions:
            found = measured(assessment, condition)
            if found is None or not found.is_known:
                continue
            key = key_of(indicator.code, condition.code)
            figure = kept.get(key) or Figure(assessment=assessment, key=key, origin=Origin.MEASURED)
            before = (figure.measured_numerator, figure.measured_denominator)
            if before == (found.numerator, found.denominator):
                continue
            changed += 1
            was_written = figure.origin != Origin.MEASURED and figure.given != Given()
            figure.measured_numerator, figure.measured_denominator = found.numerator, found.denominator
            figure.measured_at = timezone.now()
            if was_written:
                # Somebody wrote it down before records gave it, or against them: it stays until he looks again.
                figure.is_stale = True
                figure.origin = Origin.OVERRIDDEN
                figure.why = figure.why or "Ghi trước khi có dữ liệu trong phần mềm"
            else:
                figure.origin = Origin.MEASURED
                figure.numerator, figure.denominator = (
                    Decimal(found.numerator or 0),
                    Decimal(found.denominator or 0),
                )
                figure.value = None
                figure.as_of = min(assessment.last_day, today())
                figure.source = "Dữ liệu trong phần mềm"
                figure.entered_by, figure.entered_at = by.described, timezone.now()
            figure.save()
    return changed


def _figure_reasons(assessment: Assessment, key: str, given: Given, typed: FigureTyped) -> list[Reason]:
    if assessment.has_points:
        edition = assessment.edition.frozen()
        criterion = next((one for one in edition.criteria if one.code == key), None)
        if criterion is None:
            return [Reason(f"Không có tiêu chí “{key}” trong bộ tiêu chí này.", "key")]
        return point_reasons(criterion, given.value) if given.value is not None else []
    for indicator in assessment.edition.standard().indicators:
        for condition in indicator.conditions:
            if key_of(indicator.code, condition.code) == key:
                return given_reasons(condition, given, name=f"Chỉ tiêu {key}", field="value")
    return [Reason(f"Không có chỉ tiêu “{key}” trong bộ tiêu chí này.", "key")]


def _subject_reasons(title: Title, home: Place, unit: WorkUnit | None, clan: Clan | None) -> list[Reason]:
    kind = title.subject_kind
    if (kind is SubjectKind.UNIT) != (unit is not None) or (kind is SubjectKind.CLAN) != (clan is not None):
        return [Reason(f"Danh hiệu này dành cho {kind.label}.", "title")]
    if kind is SubjectKind.PLACE and home.level not in title.facts.place_levels:
        return [Reason(f"{title.label} không dành cho {home.get_level_display()}.", "place")]
    if kind is SubjectKind.CENTRE:
        return [Reason("Trung tâm học tập cộng đồng được xếp loại ở trang Xếp loại trung tâm.", "title")]
    if kind not in (SubjectKind.UNIT, SubjectKind.CLAN, SubjectKind.PLACE):
        return [Reason(f"{title.label} làm theo đợt công nhận của xã, không lập hồ sơ riêng.", "title")]
    return []


def _choice_reasons(edition: CriteriaEdition, kinds: list[str], variants: list[str]) -> list[Reason]:
    known = {row["code"] for row in edition.kinds}, {row["code"] for row in edition.variants}
    if set(kinds) - known[0] or set(variants) - known[1]:
        return [Reason("Loại đơn vị hoặc trường hợp riêng không có trong bộ tiêu chí này.", "kinds")]
    if known[0] and not {"public", "economic"} & set(kinds) and {"public", "economic"} <= known[0]:
        return [Reason("Chọn đơn vị là cơ quan, đơn vị công lập hay tổ chức kinh tế.", "kinds")]
    return []
