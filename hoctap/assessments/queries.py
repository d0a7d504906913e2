"""Reads of files, each shaped for one screen."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.urls import reverse

from hoctap.assessments import rules
from hoctap.assessments.effect import in_effect
from hoctap.assessments.history import HistoryRow, file_rows, history_url
from hoctap.assessments.judging import Outcome
from hoctap.assessments.measuring import Measured, measured
from hoctap.assessments.models import (
    AT_AUTHORITY,
    OPEN_STATES,
    Assessment,
    AssessmentEvidence,
    Authority,
    Council,
    FileCertificate,
    FileComplaint,
    FileObjection,
    FileState,
    YearReport,
)
from hoctap.assessments.roads import AuthorityFacts, FileRoad, authority_at_sending, file_road, shipped_rows
from hoctap.assessments.rows import holder_of, judged, same_subject
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.permissions import Permission
from hoctap.core.vietnamese import format_date
from hoctap.criteria.models import Criterion
from hoctap.criteria.queries import editions_for, file_titles
from hoctap.criteria.standards import key_of
from hoctap.criteria.titles import SubjectKind, Title
from hoctap.evidence.models import Evidence, Subject
from hoctap.papers.models import Paper, PaperState
from hoctap.places.models import Organisation, Place
from hoctap.recognition.models import CertificateState
from hoctap.recognition.registry import Checked

# The roads of which a unit goes one a year.
UNIT_ROADS = ("learning_unit", "learning_unit_district", "learning_unit_province")
PLACE, UNIT, CLAN = "places.place", "people.workunit", "people.clan"


def subject_of(assessment: Assessment) -> Subject:
    """What its evidence is about."""
    if assessment.unit_id is not None:
        return Subject(UNIT, assessment.unit_id)
    if assessment.clan_id is not None:
        return Subject(CLAN, assessment.clan_id)
    return Subject(PLACE, assessment.place_id)


def titles_of(actor: Actor) -> list[Title]:
    """What a person may choose from: the shipped titles, and those of the places where he enters or judges and above them."""
    ids = [
        *actor.places_with(Permission.ASSESSMENT_READ),
        *actor.places_only(Permission.ASSESSMENT_JUDGE),
        *actor.places_with(Permission.ROAD_KEEP),
    ]
    return file_titles(Place.objects.filter(pk__in=ids))


def titles_to_open(actor: Actor) -> list[Title]:
    """For which a file is opened; centres are ranked on pages of their own."""
    above = Place.objects.filter(pk__in=actor.places_with(Permission.ASSESSMENT_ENTER))
    return [title for title in file_titles(above) if title.subject_kind is not SubjectKind.CENTRE]


def in_the_way(new: Assessment) -> tuple[str, str]:
    """The file of the same title and year; and the one of the unit's other road, of the year or still in effect. In words, empty where there
    is none.
    """
    standing = Assessment.objects.filter(year=new.year, **same_subject(new)).exclude(
        state=FileState.WITHDRAWN
    )
    same = standing.filter(title=new.title).first()
    other = (
        standing.filter(title__in=UNIT_ROADS).exclude(title=new.title).first()
        if new.title in UNIT_ROADS
        else None
    )
    if other is None and new.title in UNIT_ROADS:
        other = (
            Assessment.objects.filter(in_effect(UNIT_ROADS, new.year), **same_subject(new))
            .exclude(title=new.title)
            .first()
        )
    return (
        f"{same.title_name}, {same.get_state_display().lower()}" if same else "",
        _standing_words(other) if other else "",
    )


def _standing_words(other: Assessment) -> str:
    until = (
        f", còn giá trị đến hết ngày {format_date(other.valid_until)}"
        if other.valid_until and other.state == FileState.RECOGNISED
        else ""
    )
    return f"{other.title_name}, {other.get_state_display().lower()}{until}"


def earlier_recognitions(assessment: Assessment) -> list[rules.Before]:
    """Of this subject and title, in effect or run out, not taken back."""
    rows = Assessment.objects.filter(
        title=assessment.title, state=FileState.RECOGNISED, **same_subject(assessment)
    ).exclude(pk=assessment.pk)
    return [
        rules.Before(one.concluded_level or one.level, one.decided_on, one.valid_until, one.year)
        for one in rows
        if one.decided_on is not None
    ]


def standing_recognition(assessment: Assessment, day: dt.date) -> Assessment | None:
    """The one that this file would renew."""
    return (
        Assessment.objects.filter(
            title=assessment.title,
            state=FileState.RECOGNISED,
            valid_until__gte=day - dt.timedelta(days=366),
            **same_subject(assessment),
        )
        .exclude(pk=assessment.pk)
        .order_by("-decided_on")
        .first()
    )


def signed_papers(assessment: Assessment) -> list[str]:
    """Names of its papers that were signed."""
    found = [
        getattr(assessment, name)
        for name in ("minutes", "self_report", "letter")
        if getattr(assessment, f"{name}_id")
    ]
    return [paper.title for paper in found if paper.state in (PaperState.SIGNED, PaperState.FILED)]


PAPER_FIELDS = {
    "minutes": ("minutes", "Biên bản họp tự đánh giá"),
    "report": ("self_report", "Báo cáo tự đánh giá"),
    "summary": ("summary", "Bản tổng hợp kết quả"),
    "letter": ("letter", "Tờ trình"),
    "evidence": ("evidence_list", "Bảng kê minh chứng"),
}
# What must be signed before the file goes: the rest goes along as it is printed.
SIGNED = ("minutes", "report", "letter")


@dataclass(frozen=True)
class PaperRow:
    code: str
    label: str
    paper: Paper | None

    @property
    def is_signed(self) -> bool:
        return self.paper is not None and self.paper.state in (PaperState.SIGNED, PaperState.FILED)


def paper_rows(assessment: Assessment, road: FileRoad) -> list[PaperRow]:
    fields = [(code, *PAPER_FIELDS[code]) for code in road.papers]
    ids = [getattr(assessment, f"{field}_id") for _, field, _ in fields]
    found = {paper.pk: paper for paper in Paper.objects.filter(pk__in=[one for one in ids if one])}
    return [
        PaperRow(code, label, found.get(getattr(assessment, f"{field}_id"))) for code, field, label in fields
    ]


def unsigned_papers(assessment: Assessment, road: FileRoad) -> list[str]:
    if road.proposed_by_association:
        return []
    return [row.label for row in paper_rows(assessment, road) if row.code in SIGNED and not row.is_signed]


@dataclass(frozen=True)
class Step:
    code: str
    name: str
    is_done: bool
    is_now: bool
    note: str = ""
    last_day: dt.date | None = None
    is_late: bool = False


@dataclass(frozen=True)
class FilePage:
    assessment: Assessment
    outcome: Outcome
    road: FileRoad
    steps: tuple[Step, ...]
    papers: list[PaperRow]
    evidence: dict[str, list[AssessmentEvidence]]
    measured: dict[str, Measured]
    changes: list[Any]
    opinions: list[Any]
    authority: AuthorityFacts | None
    """Who would receive it today, before it is sent."""
    history: list[HistoryRow]
    history_url: str
    certificates: list[FileCertificate]
    objections: list[FileObjection]
    complaints: list[FileComplaint]
    may_enter: bool
    may_judge: bool
    may_hear: bool
    """Holds it: takes what is said about it."""

    @property
    def is_editable(self) -> bool:
        return self.may_enter and self.assessment.is_open

    @property
    def next_year(self) -> int:
        """Of the file that would renew it: the last year whose figures are whole, but after its own."""
        year = today().year - 1 if today().month < 6 else today().year
        return max(year, self.assessment.year + 1)


def find_file(actor: Actor, pk: UUID) -> Assessment | None:
    return (
        Assessment.objects.visible_to(actor)
        .with_all()
        .select_related("unit__organisation", "renews")
        .prefetch_related("edition__criteria")
        .filter(pk=pk)
        .first()
    )


def file_page(assessment: Assessment, actor: Actor) -> FilePage:
    road = file_road(assessment.title)
    evidence: dict[str, list[AssessmentEvidence]] = {}
    uses = assessment.evidence.filter(detached_at=None).select_related("evidence")
    for use in uses:
        if use.evidence.withdrawn_at is None:
            evidence.setdefault(use.line, []).append(use)
    given: dict[str, Measured] = {}
    if assessment.is_open and not assessment.has_points:
        for indicator in assessment.edition.standard().indicators:
            for condition in indicator.conditions:
                found = measured(assessment, condition)
                if found is not None:
                    given[key_of(indicator.code, condition.code)] = found
    authority_path = assessment.authority_place
    holder = holder_of(assessment, actor)
    return FilePage(
        assessment=assessment,
        outcome=judged(assessment),
        road=road,
        steps=tuple(_steps(assessment, road)),
        papers=paper_rows(assessment, road),
        evidence=evidence,
        measured=given,
        changes=list(assessment.changes.all()),
        opinions=list(assessment.opinions.select_related("member__council", "paper")),
        authority=authority_at_sending(assessment.title, assessment.place, assessment.year, today())
        if assessment.state in (*OPEN_STATES, FileState.WAITING)
        else None,
        certificates=list(assessment.certificates.all()) if assessment.decided_on else [],
        objections=list(FileObjection.objects.visible_to(actor).filter(assessment=assessment)),
        complaints=list(FileComplaint.objects.visible_to(actor).filter(assessment=assessment))
        if assessment.decided_on
        else [],
        history=file_rows(history_of(assessment, actor), assessment.subject),
        history_url=_history_url(assessment),
        may_enter=actor.may(Permission.ASSESSMENT_ENTER, at=assessment.place),
        may_judge=authority_path is not None and actor.may(Permission.ASSESSMENT_JUDGE, at=authority_path),
        may_hear=actor.may(holder[1], at=holder[0]) and assessment.state != FileState.WITHDRAWN,
    )


def _steps(assessment: Assessment, road: FileRoad) -> list[Step]:
    state = FileState(assessment.state)
    reached = {
        FileState.DRAFT: 0,
        FileState.RETURNED: 0,
        FileState.WITHDRAWN: 0,
        FileState.WAITING: 1,
        FileState.ASSESSED: 1,
        FileState.SENT: 2,
        FileState.RECEIVED: 3,
        FileState.CONCLUDED: 4,
        FileState.RECOGNISED: 5,
        FileState.REFUSED: 5,
        FileState.REVOKED: 5,
    }[state]
    day = today()
    to_send, to_decide = road.last_day_to_send(assessment.year), road.last_day_to_decide(assessment.year)
    names: list[tuple[str, str, dt.date | None]] = [
        ("assess", "Tự đánh giá", None),
        ("send", "Gửi hồ sơ", to_send),
        ("receive", "Tiếp nhận", None),
        ("conclude", "Hội đồng đánh giá" if assessment.has_council else "Xét hồ sơ", None),
        ("decide", "Quyết định", to_decide),
    ]
    return [
        Step(
            code,
            name,
            is_done=place < reached,
            is_now=place == reached and state != FileState.WITHDRAWN,
            last_day=last,
            is_late=last is not None and place >= reached and day > last,
        )
        for place, (code, name, last) in enumerate(names)
    ]


def history_of(assessment: Assessment, actor: Actor) -> list[Assessment]:
    """Ten years of this subject, all titles, the newest first. One query."""
    return list(
        Assessment.objects.visible_to(actor)
        .filter(year__gt=assessment.year - 10, **same_subject(assessment))
        .exclude(state=FileState.WITHDRAWN)
        .with_all()
        .order_by("-year", "title", "id")
    )


def _history_url(assessment: Assessment) -> str:
    kind = "unit" if assessment.unit_id else "clan" if assessment.clan_id else "place"
    return history_url(kind, assessment.subject.pk)


def evidence_to_reuse(assessment: Assessment) -> list[Evidence]:
    """What stands about this subject, of other lines and years."""
    return list(Evidence.objects.standing().about(subject_of(assessment)).order_by("-id")[:100])


# ── the bench ────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Wanted:
    title: str = ""
    year: int | None = None
    state: str = ""
    name: str = ""
    late: bool = False
    bare: bool = False
    """With a chỉ tiêu that has no evidence."""
    at: UUID | None = None
    """Sent to the authority of this place: what its yearly report counts."""


@dataclass(frozen=True)
class BenchRow:
    assessment: Assessment
    bare_lines: int
    lines: int
    due_on: dt.date | None
    is_late: bool


def files_wanted(actor: Actor, wanted: Wanted) -> QuerySet[Assessment]:
    found = Assessment.objects.visible_to(actor).with_all()
    if wanted.title:
        found = found.filter(title=wanted.title)
    if wanted.year:
        found = found.filter(year=wanted.year)
    if wanted.at:
        found = found.filter(authority_place=wanted.at, sent_on__isnull=False)
    if wanted.at and wanted.state == FileState.RETURNED:
        found = found.filter(state__in=BACK_STATES)
    elif wanted.state:
        found = found.filter(state=wanted.state)
    else:
        found = found.exclude(state=FileState.WITHDRAWN)
    if wanted.name:
        found = found.filter(
            Q(place__name__icontains=wanted.name)
            | Q(unit__name__icontains=wanted.name)
            | Q(clan__name__icontains=wanted.name)
        )
    if wanted.late:
        overdue = [
            Q(title=title, year=year)
            for title in {title.value for title in file_titles()}
            for year in range(today().year - 3, today().year + 1)
            if (last := file_road(title).last_day_to_decide(year)) is not None and today() > last
        ]
        of_late = Q(pk__in=[])
        for one in overdue:
            of_late |= one
        found = found.filter(of_late, state__in=AT_AUTHORITY)
    return found.annotate(
        lines_with_evidence=Count(
            "evidence__line",
            filter=Q(evidence__detached_at=None, evidence__evidence__withdrawn_at=None),
            distinct=True,
        )
    ).order_by("-year", "title", "place__sort_key", "id")


def bench_rows(assessments: Sequence[Assessment]) -> list[BenchRow]:
    """Two queries for the page: the files came with theirs."""
    editions = {one.edition_id for one in assessments}
    wanted = dict(
        Criterion.objects.filter(edition__in=editions, needs_evidence=True)
        .order_by()
        .values("edition")
        .annotate(n=Count("pk"))
        .values_list("edition", "n")
    )
    day = today()
    rows = []
    for one in assessments:
        road = file_road(one.title)
        due = (
            road.last_day_to_send(one.year)
            if one.state in (*OPEN_STATES, FileState.WAITING, FileState.ASSESSED)
            else road.last_day_to_decide(one.year)
            if one.state in AT_AUTHORITY
            else None
        )
        lines = wanted.get(one.edition_id, 0)
        bare = max(lines - getattr(one, "lines_with_evidence", 0), 0)
        rows.append(BenchRow(one, bare, lines, due, due is not None and day > due))
    return rows


def counts_by_state(actor: Actor, wanted: Wanted) -> list[tuple[FileState, int]]:
    found = Assessment.objects.visible_to(actor)
    if wanted.title:
        found = found.filter(title=wanted.title)
    if wanted.year:
        found = found.filter(year=wanted.year)
    counted = dict(found.order_by().values("state").annotate(n=Count("pk")).values_list("state", "n"))
    return [(state, counted[state]) for state in FileState if counted.get(state)]


BACK_STATES = (*OPEN_STATES, FileState.ASSESSED, FileState.WAITING)
"""Of a file that was sent: it came back for more and is with its author."""


def concluded_label(assessment: Assessment) -> str:
    """'Mức độ 1', 'Tốt', 'đạt'."""
    code = assessment.concluded_level or assessment.level or assessment.grade
    edition = assessment.edition
    return next((row["label"] for row in [*edition.levels, *edition.grades] if row["code"] == code), "đạt")


def authorities_at(actor: Actor) -> list[Authority]:
    return list(
        Authority.objects.filter(place__path__overlap=actor.places_with(Permission.ROAD_KEEP))
        .select_related("place")
        .order_by("title", "-valid_from")
    )


def open_council(assessment: Assessment) -> Council | None:
    if assessment.authority_place_id is None:
        return None
    return (
        Council.objects.filter(
            place=assessment.authority_place_id,
            title=assessment.title,
            year=assessment.year,
            ended_at=None,
        )
        .order_by("-id")
        .first()
    )


# ── what may be opened ──────────────────────────────────────────────────────────────────────────────


def titles_for(place: Place) -> list[Title]:
    """Titles whose subject may be this place, or units and clans registered there."""
    found = []
    for title in file_titles():
        facts = title.facts
        if facts.subject_kind is SubjectKind.PLACE and place.level not in facts.place_levels:
            continue
        found.append(title)
    return found


def editions_on_offer(title: str, year: int, place: Place) -> list[Any]:
    return list(editions_for(title, year, place))


def url_of(assessment: Assessment) -> str:
    return reverse("assessment_detail", args=[assessment.pk])


def signer_of(assessment: Assessment) -> dict[str, str]:
    """Who signed the decision: the certificate begins with him."""
    paper = (
        Paper.objects.filter(
            assessment_decision__kind="recognise", assessment_decision__lines__assessment=assessment
        )
        .exclude(state=PaperState.VOID)
        .first()
    )
    if paper is None:
        return {}
    return {"signer_title": paper.signer_capacity, "signer_name": paper.signer}


def about_url(paper: Paper) -> str:
    """Where the matter of a paper is shown."""
    if paper.about_kind == "assessments.yearreport":
        report = YearReport.objects.filter(pk=paper.about_id).first()
        return f"{reverse('assessment_report')}?year={report.year}" if report else ""
    if paper.about_kind == "assessments.fileobjection":
        return reverse("fileobjection_detail", args=[paper.about_id])
    if paper.about_kind == "assessments.filecomplaint":
        return reverse("filecomplaint_detail", args=[paper.about_id])
    if paper.about_kind == "assessments.assessment":
        return reverse("assessment_detail", args=[paper.about_id])
    if paper.about_kind == "assessments.council":
        return reverse("council_detail", args=[paper.about_id])
    line = (
        Assessment.objects.filter(decision_lines__decision__paper=paper)
        .order_by("decision_lines__position")
        .first()
    )
    return reverse("assessment_detail", args=[line.pk]) if line else ""


@dataclass(frozen=True)
class ShippedAuthority:
    titles: str
    since: dt.date
    until: dt.date | None
    territory: str
    receives: str
    decides: str
    basis: str
    is_verified: bool


def shipped_authorities() -> list[ShippedAuthority]:
    """What the texts themselves say, for the page that shows who decides where."""
    return [
        ShippedAuthority(
            ", ".join(Title(title).label for title in row["titles"]),
            row["from"],
            row.get("to"),
            row.get("territory", "cả nước"),
            row["receives"],
            row["decides"],
            row["instrument"],
            row["mark"] == "verified",
        )
        for row in shipped_rows()
    ]


@dataclass(frozen=True)
class FileBook:
    year: int
    years: list[int]
    rows: "QuerySet[FileCertificate]"
    issuers: list[Organisation]
    """Whose book the actor may have printed."""


def certificate_book(by: Actor, year: int | None, issuer: UUID | None = None) -> FileBook:
    """Certificates of files that the actor may read, of one year, issuer by issuer."""
    visible = FileCertificate.objects.visible_to(by)
    years = sorted(set(visible.order_by().values_list("year", flat=True)), reverse=True)
    shown = year or (years[0] if years else today().year)
    rows = visible.filter(year=shown)
    if issuer is not None:
        rows = rows.filter(
            issuer=issuer, assessment__authority_place__in=by.places_only(Permission.ASSESSMENT_JUDGE)
        )
    printable = Organisation.objects.filter(
        place__in=by.places_only(Permission.ASSESSMENT_JUDGE), file_certificates__year=shown
    ).distinct()
    return FileBook(
        shown,
        years,
        rows.select_related(
            "issuer__place",
            "replaces",
            "assessment__place",
            "assessment__unit",
            "assessment__clan",
            "assessment__edition",
        ).order_by("issuer__name", "number"),
        list(printable),
    )


def checked_certificate(token_hash: str, *, on: dt.date | None = None) -> Checked | None:
    """For the page behind a QR."""
    found = (
        FileCertificate.objects.filter(token_hash=token_hash)
        .exclude(token_hash="")
        .select_related("issuer", "assessment__place", "assessment__unit", "assessment__clan", "replaced_by")
        .first()
    )
    if found is None:
        return None
    (one,) = found.content["certificates"]
    state: str = CertificateState.VALID
    if not found.is_valid:
        state = (
            CertificateState.REPLACED
            if getattr(found, "replaced_by", None) is not None
            else CertificateState.WITHDRAWN
        )
    elif found.assessment.valid_until is not None and found.assessment.valid_until < (on or today()):
        state = "run_out"
    return Checked(
        one["holder"],
        found.assessment.title_name,
        found.assessment.year,
        found.content["decision"],
        found.issuer.name,
        found.number_text,
        state,
        found.ended_on or found.assessment.valid_until,
        found.content["sample_mark"],
    )
