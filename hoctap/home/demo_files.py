"""The demonstration's files, one for each road: a commune recognised by its district in 2024, a school of that year before the council, a
commune of 2026 at the Sở of the one province whose paper names it; then a local title with its drafted edition. The people are invented.
"""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from hoctap.accounts.models import User
from hoctap.assessments import actions, rules
from hoctap.assessments.actions.assessing import FigureTyped
from hoctap.assessments.models import Assessment, AssessmentDecision, Council
from hoctap.core.actor import Actor, Grant
from hoctap.core.permissions import Permission, Role
from hoctap.criteria.drafting import actions as drafting
from hoctap.criteria.local_titles.actions import add_title
from hoctap.criteria.models import CriteriaEdition
from hoctap.criteria.standards import Ask, key_of
from hoctap.papers import actions as papers
from hoctap.papers.kinds import paper_kinds
from hoctap.papers.models import Paper
from hoctap.people import actions as people
from hoctap.places.models import Place

COMMUNE, UNIT = "learning_community_commune", "learning_unit_district"
MARKED = "(minh họa)"
MEMBERS = [
    ("chair", "Đặng Văn Thành", "Phòng Giáo dục và Đào tạo"),
    ("secretary", "Vũ Thu Hà", "Phòng Giáo dục và Đào tạo"),
    ("member", "Đỗ Ngọc Bích", "Hội Khuyến học"),
    ("member", "Lý Văn Sơn", "Mặt trận Tổ quốc"),
    ("member", "Cao Thị Nga", "Phòng Văn hóa và Thông tin"),
    ("member", "Tô Văn Bền", "Đoàn Thanh niên"),
    ("member", "Mai Thị Yến", "Hội Phụ nữ"),
]
READING = [
    ("S1", "1. Sách trong nhà", "Có tủ sách hoặc góc đọc", "Mục 1", "30"),
    ("S2", "1. Sách trong nhà", "Mượn sách ở thư viện, trung tâm", "Mục 2", "30"),
    ("S3", "2. Thói quen đọc", "Mỗi tuần cả nhà cùng đọc ít nhất một buổi", "Mục 3", "40"),
]

type Scan = Callable[[str], bytes]


def of_district(commune: Place, district: Place, *, scan: Scan) -> None:
    """2024: the commune is recognised and has its certificate; its school waits for the phiếu of the council."""
    officer, office = author(commune), _office(district, "Phòng Giáo dục và Đào tạo")
    one = _assessed(
        COMMUNE,
        commune,
        2024,
        "cong-dong-hoc-tap-xa-tt25",
        officer,
        scan,
        level="1",
        met_on=dt.date(2025, 1, 20),
    )
    _send(one, dt.date(2025, 2, 18), "H20.12-250218-0007", officer, scan)
    one = actions.receive_file(one, received_on=dt.date(2025, 2, 19), by=office)
    council = _council(district, COMMUNE, dt.date(2025, 2, 25), office)
    _vote(one, council, dt.date(2025, 3, 10), office)
    one = actions.conclude_file(one, agrees=True, by=office)
    actions.end_council(council, met_on=dt.date(2025, 3, 12), venue="Phòng họp số 2", by=office)
    made = actions.draft_decision([one], AssessmentDecision.Kind.RECOGNISE, by=office)
    sign(made.paper, dt.date(2025, 3, 20), "Đặng Văn Thành", "Trưởng phòng", scan, 77)
    one.refresh_from_db()
    actions.give_certificate(
        one,
        dated_on=dt.date(2025, 3, 25),
        signer_title="TRƯỞNG PHÒNG",
        signer_name="Đặng Văn Thành",
        by=office,
    )
    school = people.add_unit(
        commune, name=f"Trường Trung học cơ sở {commune.name}", kind="school", from_year=2024, by=officer
    )
    one = _assessed(
        UNIT,
        commune,
        2024,
        "don-vi-hoc-tap-huyen-tt24",
        officer,
        scan,
        unit=school,
        kinds=["public", "education", "general_school"],
        level="1",
        road_reason="Trường học, theo TT 24/2023",
    )
    _send(one, dt.date(2025, 1, 10), "", officer, scan)
    one = actions.receive_file(one, received_on=dt.date(2025, 1, 12), by=office)
    council = _council(district, UNIT, dt.date(2025, 1, 15), office)
    _vote(one, council, dt.date(2025, 1, 25), office, most=3)


def of_province(commune: Place, province: Place, *, scan: Scan) -> None:
    """The figures of 2025, sent to the Sở in February of 2026, not yet taken in; somebody spoke before it went."""
    officer = author(commune)
    one = _assessed(
        COMMUNE,
        commune,
        2025,
        "cong-dong-hoc-tap-xa-tt25",
        officer,
        scan,
        level="1",
        met_on=dt.date(2026, 1, 22),
    )
    said = actions.take_file_objection(
        one,
        content="Thư viện xã tháng 11 đóng cửa nhiều buổi.",
        handler="Cán bộ Hội Khuyến học xã",
        received_on=dt.date(2026, 1, 26),
        by=officer,
    )
    actions.answer_file_objection(
        said,
        answer="Thư viện sửa mái từ 10 đến 20/11, đã thông báo; các tháng khác mở đủ buổi.",
        answered_on=dt.date(2026, 1, 28),
        by=officer,
    )
    _send(one, dt.date(2026, 2, 20), "H44.09-260220-0012", officer, scan)


def reading(commune: Place) -> CriteriaEdition:
    """A local title whose edition is still drafted."""
    by = author(commune)
    title = add_title(
        commune,
        name="Gia đình đọc sách",
        subject_kind="household",
        instrument="Kế hoạch phát động phong trào đọc sách (minh họa)",
        self_word="Gia đình tự chấm",
        by=by,
    )
    draft = drafting.draft_edition(
        commune, title.code, name="Gia đình đọc sách – bản thử 2026", scoring="points", by=by
    )
    header: dict[str, Any] = {
        "instrument": "Kế hoạch phát động phong trào đọc sách (minh họa)",
        "threshold": 70,
        "declared_total": 100,
        "valid_from": dt.date(2026, 1, 1),
    }
    draft = drafting.keep_header(draft, header, version=draft.version, by=by)
    names = ("code", "group", "label", "clause", "max_points")
    rows = [dict(zip(names, row, strict=True)) for row in READING]
    return drafting.keep_lines(draft, rows, version=draft.version, by=by)


def _assessed(
    title: str,
    place: Place,
    year: int,
    edition: str,
    by: Actor,
    scan: Scan,
    *,
    met_on: dt.date | None = None,
    **more: Any,
) -> Assessment:
    one = actions.open_assessment(
        title, place, year=year, edition=CriteriaEdition.objects.get(code=edition), by=by, **more
    )
    for number, indicator in enumerate(one.edition.standard().indicators):
        if not indicator.concerns(one.level, one.kinds):
            continue
        for condition in indicator.asked_of(one.kinds):
            key = key_of(indicator.code, condition.code)
            typed = _enough(condition.ask, condition.least_for(one.level, one.variants))
            actions.record_figure(
                one,
                key,
                FigureTyped(
                    **typed,
                    as_of=dt.date(year, 12, 31),
                    source=f"Báo cáo số {20 + number}/BC ngày 20/12/{year} {MARKED}",
                    why=f"Theo báo cáo đã ký {MARKED}",
                ),
                by=by,
            )
        is_file = number % 4 == 0
        actions.attach_evidence(
            one,
            indicator.code,
            kind="file" if is_file else "note",
            text=f"Kế hoạch số {10 + number}/KH ngày 15/01/{year} {MARKED}",
            content=scan(f"KE HOACH {10 + number} - MINH HOA") if is_file else None,
            by=by,
        )
    if met_on is not None:
        actions.record_self_meeting(
            one,
            rules.MeetingTyped(
                held_on=met_on,
                venue=f"Hội trường Ủy ban nhân dân {place.full_name}",
                chair="Bùi Minh Quang",
                secretary="Trương Ngọc Liên",
                members=[
                    ("Bùi Minh Quang", "Ủy ban nhân dân xã"),
                    ("Trương Ngọc Liên", "Hội Khuyến học xã"),
                    ("Huỳnh Tấn Lộc", "Mặt trận Tổ quốc xã"),
                    ("Dương Thị Bích Ngân", "Hội Phụ nữ xã"),
                ],
                agreed=4,
            ),
            by=by,
        )
    one = actions.close_self_assessment(one, by=by)
    actions.make_papers(one, by=by)
    one.refresh_from_db()
    return one


def _enough(ask: Ask, least: Decimal | None) -> dict[str, Any]:
    if ask is Ask.YES:
        return {"is_met": True}
    if ask is Ask.RISES:
        return {"value": Decimal(11), "last": Decimal(10)}
    if ask is Ask.FALLS:
        return {"value": Decimal(9), "last": Decimal(10)}
    return {"value": least}


def _send(one: Assessment, on: dt.date, code: str, by: Actor, scan: Scan) -> None:
    for number, paper in enumerate((one.minutes, one.self_report, one.summary, one.letter), start=11):
        if paper is not None:
            sign(paper, on - dt.timedelta(days=4), "Bùi Minh Quang", "Chủ tịch", scan, number)
    actions.send_file(one, sent_on=on, way="portal" if code else "direct", portal_code=code, by=by)


def _council(place: Place, title: str, on: dt.date, by: Actor) -> Council:
    return actions.set_up_council(
        place, title=title, year=2024, members=MEMBERS, paper_number=f"{on.day}/QĐ-GDĐT", paper_date=on, by=by
    )


def _vote(one: Assessment, council: Council, on: dt.date, by: Actor, *, most: int | None = None) -> None:
    for member in list(council.members.all())[:most]:
        opinion = actions.record_opinion(one, member, agrees=True, given_on=on, by=by)
        actions.make_opinion_paper(opinion, by=by)


def sign(paper: Paper, on: dt.date, signer: str, capacity: str, scan: Scan, number: int) -> None:
    paper.refresh_from_db()
    kind = paper_kinds[paper.kind]
    user, _ = User.objects.get_or_create(
        login="demo-van-thu", defaults={"full_name": "Văn thư (trình diễn)", "is_active": False}
    )
    allowed = frozenset({Permission.PAPER_FILE, Permission.PAPER_READ, kind.signing_permission})
    by = Actor(name=user.full_name, user_id=user.pk, grants=(Grant(paper.place_id, allowed),))
    papers.mark_printed(paper, by=by)
    papers.record_signature(
        paper,
        number=number if kind.needs_number else None,
        dated_on=on,
        signer=signer,
        signer_capacity=capacity,
        signed_copy=scan("BAN DA KY - DU LIEU TRINH DIEN, KHONG CO GIA TRI PHAP LY"),
        by=by,
    )


def author(place: Place) -> Actor:
    return Actor(
        name="Trương Ngọc Liên",
        capacity=f"Chủ tịch Hội Khuyến học xã, Hội Khuyến học {place.full_name}",
        grants=(Grant(place.pk, Role.ASSOCIATION_OFFICER.permissions),),
    )


def _office(place: Place, name: str) -> Actor:
    return Actor(
        name="Vũ Thu Hà",
        capacity=f"Chuyên viên, {name} {place.full_name}",
        grants=(Grant(place.pk, Role.EDUCATION_OFFICER.permissions, Role.EDUCATION_OFFICER.here),),
    )
