"""Reports on their way: opened, written by several, frozen and sent, returned or accepted; what a body above asks for."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from hoctap.audit import actions as audit
from hoctap.core.actor import Actor
from hoctap.core.dates import VIETNAM, today
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Reason, Refused
from hoctap.core.states import check_move
from hoctap.core.text import clean
from hoctap.core.vietnamese import format_date, format_datetime
from hoctap.notices import actions as notices
from hoctap.papers import actions as paper_actions
from hoctap.papers.actions import About
from hoctap.papers.books import actions as books
from hoctap.papers.books.models import Purpose
from hoctap.papers.books.recipients import RecipientLine
from hoctap.places.models import Organisation, Place
from hoctap.plans.tasking.holders import people_in
from hoctap.reports.answers import queries as answers
from hoctap.reports.attached import queries as attached
from hoctap.reports.periodic import oddities, queries, rules
from hoctap.reports.periodic.content import periodic_report, report_title
from hoctap.reports.periodic.definition import Definition
from hoctap.reports.periodic.locking import draft_of, lend_hand, locked
from hoctap.reports.periodic.models import (
    TRANSITIONS,
    PeriodicReport,
    ReportCall,
    ReportMove,
    ReportReceiver,
    ReportRemark,
    ReportState,
    ReportText,
    ReportType,
    TypedFigure,
)
from hoctap.reports.periodic.reading import written_cells
from hoctap.reports.quantities.periods import Period

PAPER_KIND = "periodic_report"
MOST_RECEIVERS = 20


# ---------------------------------------------------------------- opening


@transaction.atomic
def open_report(
    type_: ReportType,
    place: Place,
    issuer: Organisation | None,
    period: Period,
    *,
    why: str = "",
    by: Actor,
) -> PeriodicReport:
    """The draft of a period: the one that is being written, else a new version. A returned report begins with what it said."""
    by.must(Permission.REPORT_PREPARE, at=place)
    place = Place.objects.select_for_update().get(pk=place.pk)
    bodies = queries.bodies_of(type_, place, period)
    if issuer is None and len(bodies) == 1:
        issuer = bodies[0]
    chosen = ""
    if issuer is not None and issuer.pk not in {one.pk for one in bodies}:
        chosen, issuer = issuer.name, None
    last = _last_version(type_.code, place, issuer, period)
    if last is not None and last.is_draft:
        return last
    facts = _opening_facts(type_, place, issuer, period, last, why)
    other = queries.made_by_other(type_, place, issuer, period) if issuer else ""
    reasons = rules.opening_blockers(
        replace(facts, bodies=[one.name for one in bodies], chosen=chosen, made_by_other=other)
    )
    if reasons or issuer is None:
        raise Refused(reasons)
    call = queries.call_for(type_.code, place, period)
    report = PeriodicReport.objects.create(
        type=type_,
        type_code=type_.code,
        place=place,
        issuer=issuer,
        call=call,
        period_kind=period.kind,
        starts_on=period.starts_on,
        ends_on=period.ends_on,
        version=last.version + 1 if last else 1,
        cut_off_on=min(today(), period.ends_on),
        before_on=_before_on(type_.spec, period, call),
        opened_by=by.described[:300],
        late_since=last.late_since if last else None,
    )
    _copy(last, report, by)
    if not report.receivers.exists():
        day = min(today(), report.before_on or period.ends_on) if period.ends_on < today() else today()
        _write_receivers(report, queries.receivers_for(type_.spec, place, day))
    _note(report, "", clean(why)[:300], by)
    lend_hand(report, by)
    audit.record(by, "reports.periodic.opened", report)
    return report


def _opening_facts(
    type_: ReportType,
    place: Place,
    issuer: Organisation | None,
    period: Period,
    last: PeriodicReport | None,
    why: str,
) -> rules.OpeningFacts:
    successors = Place.objects.filter(predecessor_edges__predecessor=place).distinct()
    return rules.OpeningFacts(
        type_name=type_.name,
        type_level=type_.level,
        type_term=rules.Term(type_.valid_from, type_.valid_to),
        level_label=queries.level_label(type_.level),
        place_name=place.title,
        place_level=place.level,
        place_term=rules.Term(place.valid_from, place.valid_to),
        successors=", ".join(one.full_name for one in successors) if place.valid_to else "",
        has_issuer=issuer is not None,
        body_label=queries.body_label(type_.body_kind),
        period=period,
        today=today(),
        last_state=last.state if last else "",
        why=clean(why),
    )


def _last_version(
    code: str, place: Place, issuer: Organisation | None, period: Period
) -> PeriodicReport | None:
    return (
        PeriodicReport.objects.filter(
            type_code=code, place=place, issuer=issuer, starts_on=period.starts_on, ends_on=period.ends_on
        )
        .order_by("-version")
        .first()
    )


def _before_on(definition: Definition, period: Period, call: ReportCall | None) -> dt.date | None:
    """As it was asked for; else by the rule of the type."""
    if call is not None:
        return call.before_on
    return definition.due.before_on(period) if definition.due else None


def _copy(last: PeriodicReport | None, report: PeriodicReport, by: Actor) -> None:
    """Words, typed figures, receivers and files of the version before it."""
    if last is None:
        return
    ReportText.objects.bulk_create(
        ReportText(report=report, key=key, revision=1, text=row.text, by=row.by)
        for key, row in queries.texts_of(last).items()
        if key != answers.LEFT
    )
    attached.carry(last, report)
    TypedFigure.objects.bulk_create(
        TypedFigure(report=report, cell=cell, revision=1, value=row.value, by=row.by)
        for cell, row in queries.typed_of(last).items()
    )
    ReportReceiver.objects.bulk_create(
        ReportReceiver(
            report=report,
            position=row.position,
            organisation_id=row.organisation_id,
            name=row.name,
            gathers=row.gathers,
        )
        for row in last.receivers.all()
    )


# ---------------------------------------------------------------- writing


@transaction.atomic
def set_cut_off(report: PeriodicReport, cut_off_on: dt.date, *, by: Actor) -> None:
    report = draft_of(report, by)
    if reasons := rules.cut_off_blockers(report.period, cut_off_on, today()):
        raise Refused(reasons)
    report.cut_off_on = cut_off_on
    report.save(update_fields=["cut_off_on"])
    audit.record(by, "reports.periodic.cut_off_set", report, fields=["cut_off_on"])


@transaction.atomic
def set_sent_on_paper(report: PeriodicReport, sent_on: dt.date | None, *, by: Actor) -> None:
    """The report went out on paper on that day and is written down here afterwards; None takes that back."""
    report = draft_of(report, by)
    call = report.call or queries.call_for(report.type_code, report.place, report.period)
    if sent_on is not None:
        asked_on = timezone.localtime(call.opened_at, VIETNAM).date() if call else None
        if reasons := rules.paper_day_blockers(report.period, sent_on, today(), asked_on):
            raise Refused(reasons)
    report.sent_on = sent_on
    report.save(update_fields=["sent_on"])
    audit.record(by, "reports.periodic.sent_on_paper", report, fields=["sent_on"])


class WrittenMeanwhile(Refused):
    """Somebody else wrote the same section since it was opened: both texts are there, none was dropped."""

    def __init__(self, standing: ReportText):
        self.standing = standing
        super().__init__(
            [
                Reason(
                    f"{standing.by} đã ghi mục này lúc {format_datetime(standing.at)}, sau khi ông/bà mở trang. "
                    "Cả hai bản còn đây: gộp lại rồi lưu.",
                    standing.key,
                )
            ]
        )


@transaction.atomic
def write_text(report: PeriodicReport, key: str, text: str, *, seen: int, by: Actor) -> ReportText:
    """Save a section's words. `seen` is the revision that the writer had before him, 0 for none."""
    report = draft_of(report, by)
    definition = report.type.spec
    if definition.section(key) is None and key != answers.LEFT and not key.startswith(oddities.EXPLAINED):
        raise Refused("Báo cáo này không có mục ấy.")
    text = text.replace("\r\n", "\n").strip()
    if len(text) > rules.LONGEST_TEXT:
        raise Refused([Reason(f"Mục dài quá {rules.LONGEST_TEXT} chữ cái: rút gọn lại.", key)])
    standing = report.texts.filter(key=key).order_by("-revision").first()
    if standing is not None and standing.text == text:
        return standing
    if standing is not None and standing.revision != seen:
        raise WrittenMeanwhile(standing)
    row = ReportText.objects.create(
        report=report,
        key=key[: oddities.LONGEST_KEY],
        revision=standing.revision + 1 if standing else 1,
        text=text,
        by=by.described[:300],
    )
    audit.record(by, "reports.periodic.written", report, fields=[key[:60]])
    return row


@dataclass(frozen=True)
class TypedCell:
    """`seen` is the revision that the writer had before him."""

    cell: str
    value: Decimal | None
    seen: int = 0


@transaction.atomic
def write_figures(report: PeriodicReport, cells: Sequence[TypedCell], *, by: Actor) -> int:
    """Numbers that no record gives. All or none; how many are new. One that somebody else typed meanwhile is refused, naming him."""
    report = draft_of(report, by)
    standing = queries.typed_of(report)
    shown = queries.live(report, values=queries.values_of(standing))
    allowed = set(written_cells(report.type.spec, shown))
    reasons, new = [], []
    for one in cells:
        label = queries.named(one.cell, shown, report.type.spec) or one.cell
        row = standing.get(one.cell)
        if one.cell not in allowed:
            reasons.append(Reason(f"{label}: số này lấy từ sổ sách, không ghi tay.", one.cell))
        elif one.value is not None and (one.value < 0 or one.value >= 10**15):
            reasons.append(Reason(f"{label}: ghi số từ 0 trở lên, nhiều nhất 15 chữ số.", one.cell))
        elif (row.value if row else None) == one.value:
            continue
        elif row is not None and row.revision != one.seen:
            value = "để trống" if row.value is None else row.value.normalize()
            reasons.append(
                Reason(
                    f"{label}: {row.by} đã ghi {value:f} lúc {format_datetime(row.at)}. Xem lại rồi lưu."
                    if isinstance(value, Decimal)
                    else f"{label}: {row.by} đã {value} lúc {format_datetime(row.at)}. Xem lại rồi lưu.",
                    one.cell,
                )
            )
        else:
            revision = row.revision + 1 if row else 1
            new.append(
                TypedFigure(
                    report=report, cell=one.cell, revision=revision, value=one.value, by=by.described[:300]
                )
            )
    if reasons:
        raise Refused(reasons)
    TypedFigure.objects.bulk_create(new)
    if new:
        audit.record(by, "reports.periodic.figures_written", report, count=len(new))
    return len(new)


@transaction.atomic
def set_receivers(report: PeriodicReport, lines: Sequence[queries.Receiver], *, by: Actor) -> None:
    """Who gets it; exactly one of them adds it up where one is named so."""
    report = draft_of(report, by)
    lines = [one for one in lines if clean(one.name)]
    reasons = rules.receiver_blockers(queries.receiver_facts(lines), today())
    if len(lines) > MOST_RECEIVERS:
        reasons.append(Reason(f"Nhiều nhất {MOST_RECEIVERS} nơi nhận.", "receivers"))
    if sum(one.gathers for one in lines) > 1:
        reasons.append(Reason("Chỉ một nơi tổng hợp; các nơi khác nhận bản sao.", "receivers"))
    if reasons:
        raise Refused(reasons)
    report.receivers.all().delete()
    _write_receivers(report, lines)
    audit.record(by, "reports.periodic.receivers_set", report, count=len(lines))


def _write_receivers(report: PeriodicReport, lines: Sequence[queries.Receiver]) -> None:
    ReportReceiver.objects.bulk_create(
        ReportReceiver(
            report=report,
            position=at,
            organisation=one.organisation,
            name=clean(one.name)[:200],
            gathers=one.gathers,
        )
        for at, one in enumerate(lines, start=1)
    )


# ---------------------------------------------------------------- sending


@transaction.atomic
def submit_report(report: PeriodicReport, *, by: Actor) -> PeriodicReport:
    """Freeze figures, definition, places and words; make the paper; send it up. Late stays late."""
    report = draft_of(report, by)
    definition = report.type.spec
    if report.call is None and (call := queries.call_for(report.type_code, report.place, report.period)):
        # It was asked for while it was being written.
        report.call, report.before_on = call, call.before_on
    texts = {key: row.text for key, row in queries.texts_of(report).items()}
    figures = queries.live(report)
    odd = oddities.odd_in(report, figures)
    receivers = list(report.receivers.select_related("organisation__successor"))
    enclosed = attached.files_of(report)
    asked = answers.asked_of(report, now=figures, texts=texts)
    reasons = rules.submission_blockers(
        rules.SubmissionFacts(
            period=report.period,
            cut_off_on=report.cut_off_on,
            today=today(),
            texts=texts,
            required={one.key: one.heading for one in definition.sections if one.required},
            receivers=queries.receiver_facts(receivers),
            sent_on=report.sent_on,
            reports_in=figures.places_in if figures.from_reports else None,
            blocking=[one.words for one in odd if one.blocks],
            unexplained=[
                one.words for one in odd if not one.blocks and not texts.get(oddities.text_key(one))
            ],
            unanswered=[one.label for one in asked if not one.is_answered],
            why_unanswered=texts.get(answers.LEFT, ""),
            unmended=[one.label for one in asked if one.is_mended and one.can_be_told and not one.is_changed],
        )
    )
    if reasons:
        raise Refused(reasons)
    explained = [
        (one.words, texts[oddities.text_key(one)]) for one in odd if texts.get(oddities.text_key(one))
    ]
    paper = paper_actions.create_paper(
        PAPER_KIND,
        issuer=report.issuer,
        place=report.place,
        year=(report.sent_on or today()).year,
        title=report_title(report),
        content=periodic_report(
            report,
            figures,
            texts,
            [one.name for one in receivers],
            enclosed=[one.name for one in enclosed],
        ),
        about=About("reports.periodic", str(report.pk)),
        by=by,
    )
    books.set_recipients(paper, _recipients(receivers), by=by)
    report.frozen = {
        "definition": definition.to_json(),
        "figures": figures.to_json(),
        "summary": figures.summary.to_json(),
        "texts": texts,
        "explained": explained,
        "receivers": [one.name for one in receivers],
        "files": attached.kept(enclosed),
        "answers": answers.kept(asked),
        "why_unanswered": texts.get(answers.LEFT, "") if asked else "",
    }
    report.paper = paper
    report.submitted_by, report.submitted_at = by.described[:300], timezone.now()
    if report.version == 1:
        report.late_since = rules.late_since(report.before_on, report.sent_on or today())
    _move(report, ReportState.SUBMITTED, by)
    report.save()
    audit.record(by, "reports.periodic.submitted", report)
    _tell_above(report)
    return report


def _recipients(receivers: Sequence[ReportReceiver]) -> list[RecipientLine]:
    """Under Nơi nhận, and what is kept."""
    lines = [
        RecipientLine(one.organisation, "" if one.organisation else one.name, Purpose.REPORT)
        for one in receivers
    ]
    return [*lines, RecipientLine(words="VT", purpose=Purpose.KEEP)]


@transaction.atomic
def accept_report(report: PeriodicReport, *, by: Actor) -> None:
    report = _received(report, by)
    assert report.paper is not None
    reasons = rules.acceptance_blockers(
        signed=report.paper.is_signed,
        accepts_unsigned=report.type.spec.accepts_unsigned,
        number_wanted=f"Báo cáo của {report.place.full_name}",
    )
    if reasons:
        raise Refused(reasons)
    _move(report, ReportState.ACCEPTED, by)
    _judge(report, by)
    audit.record(by, "reports.periodic.accepted", report)
    _tell_writers(report, f"Đã nhận báo cáo: {report}")


@dataclass(frozen=True)
class Remark:
    """`about`: a cell's address, `section:` with its key, or empty for the whole."""

    about: str
    text: str


@transaction.atomic
def return_report(report: PeriodicReport, remarks: Sequence[Remark], *, by: Actor) -> None:
    """Ask for it again, saying which figure or section and what is wrong. The returned version stays as it was."""
    report = _received(report, by)
    if reasons := rules.return_blockers([one.text for one in remarks]):
        raise Refused(reasons)
    shown, definition = queries.filled(report), report.type.spec
    rows = []
    for one in remarks:
        if not clean(one.text):
            continue
        label = queries.named(one.about, shown, definition) if one.about else ""
        if one.about and not label:
            raise Refused([Reason("Báo cáo không có số hoặc mục ấy. Tải lại trang rồi ghi lại.", "remark")])
        rows.append(
            ReportRemark(
                report=report,
                about=one.about,
                label=label[:300],
                text=clean(one.text)[:1000],
                by=by.described[:300],
            )
        )
    ReportRemark.objects.bulk_create(rows)
    _move(report, ReportState.RETURNED, by)
    _judge(report, by)
    audit.record(by, "reports.periodic.returned", report, count=len(rows))
    _tell_writers(report, f"Báo cáo bị trả lại, {len(rows)} nhận xét: {report}")


def _judge(report: PeriodicReport, by: Actor) -> None:
    report.judged_by, report.judged_at = by.described[:300], timezone.now()
    report.save(update_fields=["state", "judged_by", "judged_at"])


# ---------------------------------------------------------------- parts


def _received(report: PeriodicReport, by: Actor) -> PeriodicReport:
    report = locked(report)
    place = queries.gathering_place(report)
    by.must(Permission.REPORT_RECEIVE, at=place or report.place)
    return report


def _move(report: PeriodicReport, wanted: ReportState, by: Actor) -> None:
    check_move(ReportState(report.state), wanted, TRANSITIONS)
    before, report.state = report.state, wanted
    _note(report, before, "", by)


def _note(report: PeriodicReport, before: str, note: str, by: Actor) -> None:
    ReportMove.objects.create(
        report=report, from_state=before, to_state=report.state, note=note, by=by.described[:300]
    )


def _tell_above(report: PeriodicReport) -> None:
    bodies = [one.organisation_id for one in report.receivers.all() if one.organisation_id]
    if report.call is not None:
        bodies.append(report.call.receiver_id)
    late = f", trễ so với {format_date(report.late_since)}" if report.late_since else ""
    notices.queue(
        people_in(set(bodies)),
        f"{report.issuer.name} gửi báo cáo: {report}{late}",
        reverse("periodic_detail", args=[report.pk]),
    )


def _tell_writers(report: PeriodicReport, text: str) -> None:
    notices.queue(people_in([report.issuer_id]), text, reverse("periodic_detail", args=[report.pk]))
