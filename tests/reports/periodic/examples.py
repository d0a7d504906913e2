"""Examples of the addresses and actions of periodic reports: see tests/examples.py."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from hoctap.accounts.models import RoleAssignment
from hoctap.core.actor import Actor, system_job
from hoctap.core.dates import today
from hoctap.core.permissions import Role
from hoctap.reports.answers.actions import Answer
from hoctap.reports.answers.queries import asked_of
from hoctap.reports.attached.actions import attach_file
from hoctap.reports.periodic import actions, oddities, queries
from hoctap.reports.periodic.actions import Remark, TypedCell
from hoctap.reports.periodic.models import PeriodicReport, ReportCall, ReportFile, ReportState, ReportType
from hoctap.reports.quantities.periods import Period, PeriodKind, period_of
from hoctap.reports.types.actions import load_shipped_types, publish_type
from hoctap.reports.types.columns.queries import tables_of_places
from hoctap.reports.types.rules import TypeDetails
from tests.examples import Call, Visit, action_example, url_example
from tests.season import Season

SCAN = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF"
YEAR = period_of(PeriodKind.YEAR, 2024)


def type_of(code: str = "model_results") -> ReportType:
    if not ReportType.objects.filter(code=code).exists():
        load_shipped_types(by=system_job("kiểm thử"))
    return ReportType.objects.filter(code=code).latest("version")


def gatherer(season: Season) -> Actor:
    """The province's keeper gathers reports too."""
    capacity = season.keeper.capacities.get()
    place = capacity.organisation.place
    for role in (Role.SUPERVISOR, Role.REPORT_GATHERER):
        RoleAssignment.objects.get_or_create(capacity=capacity, role=role.value, place=place)
    return season.by(season.keeper)


def call_of(season: Season) -> ReportCall:
    gatherer(season)
    body = season.keeper.capacities.get().organisation
    found = ReportCall.objects.filter(place=body.place).first()
    return found or ReportCall.objects.create(
        type=type_of(),
        place=body.place,
        receiver=body,
        period_kind=YEAR.kind,
        starts_on=YEAR.starts_on,
        ends_on=YEAR.ends_on,
        before_on=dt.date(2024, 11, 15),
        opened_by="Kiểm thử",
    )


def opened(season: Season, period: Period = YEAR) -> PeriodicReport:
    call_of(season)
    return actions.open_report(
        type_of(),
        season.commune,
        season.committee,
        period,
        by=season.by(season.officer),
    )


def draft(season: Season) -> PeriodicReport:
    """Of a year of its own: what is sent stands beside it."""
    return opened(season, period_of(PeriodKind.YEAR, 2023))


def sent(season: Season) -> PeriodicReport:
    found = PeriodicReport.objects.filter(place=season.commune, starts_on=YEAR.starts_on).first()
    if found is not None and found.state == ReportState.SUBMITTED:
        return found
    report, by = opened(season), season.by(season.officer)
    for section in report.type.spec.sections:
        if section.required:
            seen = report.texts.filter(key=section.key).count()
            actions.write_text(report, section.key, f"{season.head.full_name} báo", seen=seen, by=by)
    for odd in oddities.odd_in(report, queries.live(report)):
        key = oddities.text_key(odd)
        actions.write_text(report, key, "Đã xem", seen=report.texts.filter(key=key).count(), by=by)
    return actions.submit_report(report, by=by)


def upload() -> SimpleUploadedFile:
    return SimpleUploadedFile("danh-sach.pdf", SCAN)


def enclosed(season: Season) -> ReportFile:
    report = draft(season)
    found = report.files.filter(withdrawn_at__isnull=True).first()
    return found or attach_file(report, "Biên bản họp", SCAN + b"%", by=season.by(season.officer))


def answering(season: Season) -> PeriodicReport:
    """The version after one that was returned."""
    found = PeriodicReport.objects.filter(place=season.commune, remarks__isnull=False).first()
    if found is None:
        found = sent(season)
        actions.return_report(found, [Remark("", "Thiếu danh sách")], by=gatherer(season))
    return opened(season, found.period)


def _url(name: str, who: str, thing: Any = None, post: Any = None, query: Any = None) -> None:
    def visit(season: Season) -> Any:
        gatherer(season)
        kwargs = {"pk": thing(season).pk} if thing else {}
        return Visit(
            owner=getattr(season, who),
            kwargs=kwargs,
            post=post() if callable(post) else post,
            query=query or {},
            own_page=thing is None,
        )

    url_example(name)(visit)


def _action(name: str, who: str, *make: Any, **kwargs: Any) -> None:
    def call(season: Season) -> Any:
        gatherer(season)
        return Call(*(one(season) for one in make), owner=getattr(season, who), kwargs=kwargs)

    action_example(f"reports.{name}")(call)


_url("periodic_list", "officer")
_url("periodic_new", "officer")
_url("periodic_detail", "officer", sent)
_url("periodic_write", "officer", draft)
_url("periodic_cut_off", "officer", draft, {"cut_off_on": "2023-12-31"})
_url("periodic_sent_on", "officer", draft, {"sent_on": "2023-11-10"})
_url("periodic_check", "officer", draft)
_url("periodic_receivers", "officer", draft, {"receivers": "* UBND huyện"})
_url("periodic_submit", "officer", draft, {})
_url("periodic_accept", "keeper", sent, {})
_url("periodic_return", "keeper", sent, {"about": "", "remark": "Thiếu"})
_url("periodic_cell", "officer", sent, query={"at": "families/total/recognised"})
_url("periodic_file_add", "officer", draft, lambda: {"name": "Danh sách hộ đạt", "file": upload()})
_url("periodic_file", "officer", enclosed)
_url("periodic_file_withdraw", "officer", enclosed, {})
_url("call_new", "keeper")
_url("call_detail", "keeper", call_of)
_url("call_urge", "keeper", call_of, {"text": "Gửi sớm"})
_url("call_accept", "keeper", call_of, {})
_url("call_gather", "keeper", call_of, {})
_url("call_xlsx", "keeper", call_of)
_url("call_csv", "keeper", call_of)
_url("call_case", "keeper", call_of, {})


def own_type(season: Season) -> ReportType:
    place = season.keeper.capacities.get().organisation.place
    found = ReportType.objects.filter(place=place).order_by("-version").first()
    return found or publish_type(type_of(), place, details_of(type_of()), by=gatherer(season))


def details_of(base: ReportType) -> TypeDetails:
    spec = base.spec
    return TypeDetails(
        name="Kết quả mô hình học tập của tỉnh",
        valid_from=dt.date(2024, 1, 1),
        summary="Kết quả {period}",
        sections=spec.sections,
        due_months=-1,
        due_day=10,
        receivers=("above:association:province", "above:education:province"),
        gathering="above:association:province",
        signer_title="Chủ tịch",
        authority_lines=("TM. Ủy ban nhân dân",),
        accepts_unsigned=False,
        source="Công văn minh họa",
        waits_for="",
    )


_url("report_type_list", "officer")
_url("report_type_detail", "keeper", own_type)
_url("report_type_edit", "keeper", own_type)
_url("report_type_end", "keeper", own_type, {})


@url_example("report_type_columns")
def _(season: Season) -> Visit:
    return Visit(owner=season.keeper, kwargs={"pk": own_type(season).pk, "table": "families"})


@action_example("reports.set_columns")
def _(season: Season) -> Call:
    gatherer(season)
    place, base = season.keeper.capacities.get().organisation.place, own_type(season)
    (table, *_) = tables_of_places(base.spec)
    return Call(base, place, table.key, table.caption, table.columns[:4], today(), owner=season.keeper)


@action_example("reports.publish_type")
def _(season: Season) -> Call:
    gatherer(season)
    place = season.keeper.capacities.get().organisation.place
    return Call(type_of(), place, details_of(type_of()), owner=season.keeper)


_action("end_type", "keeper", own_type)


@action_example("reports.open_report")
def _(season: Season) -> Call:
    return Call(type_of(), season.commune, season.committee, YEAR, owner=season.officer)


@action_example("reports.set_cut_off")
def _(season: Season) -> Call:
    return Call(draft(season), dt.date(2023, 12, 31), owner=season.officer)


@action_example("reports.set_sent_on_paper")
def _(season: Season) -> Call:
    return Call(draft(season), dt.date(2023, 11, 10), owner=season.officer)


@action_example("reports.write_text")
def _(season: Season) -> Call:
    return Call(draft(season), "results", "Đã làm", kwargs={"seen": 0}, owner=season.officer)


@action_example("reports.write_figures")
def _(season: Season) -> Call:
    cell = TypedCell(f"families/{season.hamlet.pk}/estimate", Decimal(4))
    return Call(draft(season), [cell], owner=season.officer)


@action_example("reports.attach_file")
def _(season: Season) -> Call:
    return Call(draft(season), "Ảnh lễ phát động", SCAN + b"%%", owner=season.officer)


_action("withdraw_file", "officer", enclosed)


@action_example("reports.answer_remarks")
def _(season: Season) -> Call:
    report = answering(season)
    (one, *_) = asked_of(report)
    return Call(report, [Answer(one.remark.pk, "Đã kèm danh sách")], owner=season.officer)


@action_example("reports.set_receivers")
def _(season: Season) -> Call:
    return Call(draft(season), [queries.Receiver("UBND huyện", None, True)], owner=season.officer)


@action_example("reports.open_call")
def _(season: Season) -> Call:
    gatherer(season)
    body = season.keeper.capacities.get().organisation
    return Call(type_of(), body.place, body, YEAR, today(), owner=season.keeper)


@action_example("reports.urge_reporters")
def _(season: Season) -> Call:
    return Call(call_of(season), kwargs={"text": "Gửi sớm"}, owner=season.keeper)


@action_example("reports.return_report")
def _(season: Season) -> Call:
    return Call(sent(season), [Remark("", "Thiếu")], owner=season.keeper)


@action_example("reports.load_shipped_types")
def _(season: Season) -> Call:
    return Call(owner=None)


_action("submit_report", "officer", draft)
_action("accept_report", "keeper", sent)
_action("accept_signed", "keeper", call_of)
_action("gather_call", "keeper", call_of)
