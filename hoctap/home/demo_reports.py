"""Reports of the demonstration: November 2024 of huyện Tháp Mười as it went out on paper, November 2026 straight to the province.

The thirteen communes of 2024 were asked before 15/11: most sent in time, two late, one was returned and sent again, one has nothing to tell. The
district's report went up before 20/11 with those that were in. Numbers of papers, names and words are invented.
"""

import datetime as dt
from collections.abc import Sequence

from hoctap.accounts.models import User
from hoctap.core.actor import Actor, Grant
from hoctap.core.dates import today
from hoctap.core.permissions import Permission, Role
from hoctap.papers import actions as papers
from hoctap.places.models import Organisation, OrganisationKind, Place
from hoctap.reports.answers.actions import Answer, answer_remarks
from hoctap.reports.answers.queries import asked_of
from hoctap.reports.calls import actions as calls
from hoctap.reports.periodic import actions, oddities, queries
from hoctap.reports.periodic.actions import Remark
from hoctap.reports.periodic.models import PeriodicReport, ReportCall
from hoctap.reports.quantities.periods import Period, PeriodKind, period_of
from hoctap.reports.types.actions import load_shipped_types
from hoctap.reports.types.queries import type_for

YEAR_2024, YEAR_2026 = period_of(PeriodKind.YEAR, 2024), period_of(PeriodKind.YEAR, 2026)
IN_TIME, LATE = dt.date(2024, 11, 13), dt.date(2024, 11, 18)
ANSWERED = "Đã đối chiếu: số trong báo cáo đúng với biên bản có chữ ký (minh họa)."
WORDS = {
    "results": "Các ấp họp bình xét đúng lịch; danh sách được niêm yết tại nhà văn hóa.\nHội viên đến từng hộ vận động đăng ký.",
    "shortcomings": "Một số hộ đi làm ăn xa chưa đăng ký.",
    "causes": "Người trẻ làm việc ngoài tỉnh.",
    "proposals": "Đề nghị hỗ trợ sách cho tủ sách các ấp.",
    "direction": "Đăng ký sớm từ đầu năm; mở thêm lớp theo nhu cầu của từng ấp.",
    "lessons": "Nơi nào trưởng ấp đi từng nhà, nơi ấy đăng ký nhiều.",
    "baseline": "Số liệu cuối năm trước, như trong bảng.",
    "tasks": "Các việc trong kế hoạch đã làm; việc chậm được nêu ở mục tồn tại.",
}


def build(district: Place, old: Sequence[Place], new: Sequence[Place], by: Actor) -> None:
    load_shipped_types(by=by)
    _november_2024(district, old, by)
    _november_2026(new, by)


def _november_2024(district: Place, old: Sequence[Place], by: Actor) -> None:
    gatherer = _body(district, OrganisationKind.ASSOCIATION)
    call = _call("model_results", gatherer, YEAR_2024, dt.date(2024, 11, 15), by)
    province = district.parent
    assert province is not None
    above = _body(province, OrganisationKind.ASSOCIATION, "Hội Khuyến học tỉnh Đồng Tháp", "HKH")
    up = _call("model_results_district", above, YEAR_2024, dt.date(2024, 11, 20), by)
    head = _head(district, "Đặng Thị Thu Hà", f"Chủ tịch Hội, {gatherer.name}")
    # The last commune had no round, the one before it no decision: neither has anything to send.
    for number, commune in enumerate(old[:-2]):
        late = number in (7, 10)
        report = _written(commune, call, LATE if late else IN_TIME)
        if number == 3:
            hamlet = report.place.children.order_by("sort_key").first()
            about = f"families/{hamlet.pk}/recognised" if hamlet else ""
            actions.return_report(
                report, [Remark(about, "Khác biên bản họp xét của xã, kiểm tra lại")], by=head
            )
            report = _written(commune, call, dt.date(2024, 11, 14))
        _signed(report, 100 + number)
        # Of the late ones only the first came before the district had to send its own.
        if number != 10:
            actions.accept_report(report, by=head)
    gathered = calls.gather_call(call, by=head)
    _finish(gathered, dt.date(2024, 11, 19), head)
    _signed(gathered, 42)
    chair = _head(province, "Lý Thành Nghĩa", f"Chủ tịch Hội, {above.name}")
    actions.accept_report(gathered, by=chair)
    whole = calls.gather_call(up, by=chair)
    _finish(whole, dt.date(2024, 12, 5), chair)
    _signed(whole, 57)


def _november_2026(new: Sequence[Place], by: Actor) -> None:
    """The communes of today answer to the province; its paper is not known, so the day is marked as waiting for it."""
    province = new[0].parent
    assert province is not None
    body = _body(province, OrganisationKind.ASSOCIATION)
    call = _call(
        "model_results", body, YEAR_2026, dt.date(2026, 12, 15), by, note="Hạn minh họa, chờ văn bản của tỉnh"
    )
    _call(
        "association_year",
        body,
        YEAR_2026,
        dt.date(2026, 12, 15),
        by,
        note="Hạn minh họa, chờ văn bản của tỉnh",
    )
    head = _head(province, "Lý Thành Nghĩa", f"Chủ tịch Hội, {body.name}")
    for number, commune in enumerate(new[1:4]):
        report = _written(commune, call, None)
        if number < 2:
            _signed(report, 60 + number)
        if number == 0:
            actions.accept_report(report, by=head)


def _call(
    code: str, body: Organisation, period: Period, before_on: dt.date, by: Actor, *, note: str = ""
) -> ReportCall:
    type_ = type_for(code, period, body.place)
    assert type_ is not None
    return calls.open_call(type_, body.place, body, period, before_on, note=note, by=by)


def _written(commune: Place, call: ReportCall, sent_on: dt.date | None) -> PeriodicReport:
    writer = _officer(commune)
    body = commune.organisations.get(kind=OrganisationKind.PEOPLES_COMMITTEE)
    report = actions.open_report(call.type, commune, body, call.period, by=writer)
    _finish(report, sent_on, writer)
    return PeriodicReport.objects.with_all().get(pk=report.pk)


def _finish(report: PeriodicReport, sent_on: dt.date | None, by: Actor) -> None:
    if sent_on is not None:
        actions.set_sent_on_paper(report, sent_on, by=by)
        actions.set_cut_off(report, sent_on, by=by)
        report.refresh_from_db()
    standing = queries.texts_of(report)
    for section in report.type.spec.sections:
        words = WORDS.get(section.key)
        if words and section.key not in standing:
            actions.write_text(report, section.key, words, seen=0, by=by)
    left = [Answer(one.remark.pk, ANSWERED) for one in asked_of(report) if not one.is_answered]
    answer_remarks(report, left, by=by)
    _explain(report, by)
    actions.submit_report(report, by=by)


def _explain(report: PeriodicReport, by: Actor) -> None:
    standing = queries.texts_of(report)
    for odd in oddities.odd_in(report, queries.live(report)):
        key = oddities.text_key(odd)
        if not odd.blocks and key not in standing:
            actions.write_text(report, key, "Đã đối chiếu với biên bản của ấp (minh họa).", seen=0, by=by)


def _signed(report: PeriodicReport, number: int) -> None:
    report.refresh_from_db()
    assert report.paper is not None
    clerk, _ = User.objects.get_or_create(
        login="demo-van-thu", defaults={"full_name": "Văn thư (trình diễn)", "is_active": False}
    )
    grant = Grant(report.place_id, frozenset({Permission.PAPER_FILE, Permission.PAPER_READ}))
    recorder = Actor(name=clerk.full_name, user_id=clerk.pk, grants=(grant,))
    papers.mark_printed(report.paper, by=recorder)
    papers.record_signature(
        report.paper,
        number=number,
        dated_on=report.sent_on or today(),
        signer="Lê Hoàng Phúc",
        signer_capacity="Chủ tịch",
        by=recorder,
    )


def _officer(commune: Place) -> Actor:
    return _actor(
        commune, "Trương Ngọc Liên", f"Cán bộ Hội Khuyến học {commune.full_name}", Role.ASSOCIATION_OFFICER
    )


def _head(place: Place, name: str, capacity: str) -> Actor:
    return _actor(place, name, capacity, Role.REPORT_GATHERER)


def _actor(place: Place, name: str, capacity: str, role: Role) -> Actor:
    grant = Grant(place.pk, role.permissions | {Permission.PAPER_FILE})
    return Actor(name=name, capacity=capacity, grants=(grant,))


def _body(place: Place, kind: OrganisationKind, name: str = "", symbol: str = "") -> Organisation:
    found = place.organisations.filter(kind=kind).first()
    return found or Organisation.objects.create(place=place, kind=kind, name=name, symbol=symbol)
