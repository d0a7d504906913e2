"""What the demonstration shows beside the season: a clan and an ấp with files of their own, other titles by decision, a figure by its paper.

The criteria of both files are invented and marked so: the tables of QĐ 242/QĐ-KHVN are not public.
"""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from hoctap.assessments import actions, rules
from hoctap.assessments.actions.assessing import FigureTyped
from hoctap.assessments.models import Assessment, AssessmentDecision
from hoctap.core.actor import Actor, Grant
from hoctap.core.permissions import Role
from hoctap.core.sheets import table_workbook
from hoctap.criteria.drafting import actions as drafting
from hoctap.criteria.models import CriteriaEdition
from hoctap.home.demo_files import MARKED, sign
from hoctap.people import actions as people
from hoctap.people.importing.handed_in import ListFile
from hoctap.places.models import Place
from hoctap.recognition.models import Dossier, DossierState
from hoctap.recognition.other_titles.actions import OtherTyped, list_other_title
from hoctap.recognition.other_titles.reading import Headings
from hoctap.recognition.stated_figures.actions import StatedTyped, state_figure

YEAR = 2024
CLAN_LINES = [
    ("H1", "1. Tổ chức", "Có ban khuyến học, có quỹ khuyến học của dòng họ", "Mục 1", "30"),
    ("H2", "2. Học tập", "Con cháu trong độ tuổi đều đi học", "Mục 2", "40"),
    ("H3", "2. Học tập", "Người lớn học nghề, học chuyên đề trong năm", "Mục 3", "30"),
]
HAMLET_LINES = [
    ("A1", "1. Phong trào", "Có tổ khuyến học, họp định kỳ", "Mục 1", "40"),
    ("A2", "2. Kết quả", "Tỷ lệ gia đình đăng ký và đạt", "Mục 2", "60"),
]

type Scan = Callable[[str], bytes]


def files_of_commune(commune: Place, district: Place, by: Actor, *, scan: Scan) -> None:
    """A clan with its certificate; an ấp at the commune, about which somebody spoke and waits for an answer."""
    clan_edition = _edition(district, "learning_clan", "Dòng họ học tập – bộ minh họa", CLAN_LINES, scan)
    hamlet_edition = _edition(
        district, "learning_community", "Cộng đồng học tập ấp – bộ minh họa", HAMLET_LINES, scan
    )
    first, second = commune.children.order_by("sort_key")[:2]
    clan = people.add_clan(
        commune,
        name="Huỳnh Phước",
        from_year=2020,
        representative_name="Huỳnh Phước Hậu",
        founded="Ở đây từ năm 1932 (minh họa)",
        by=by,
    )
    for hamlet, households, persons in ((first, 21, 86), (second, 9, 37)):
        people.record_clan_share(
            clan,
            hamlet,
            households=households,
            persons=persons,
            as_of=dt.date(YEAR, 9, 1),
            source=f"Sổ họ {MARKED}",
            by=by,
        )
    one = _closed("learning_clan", commune, clan_edition, by, scan, clan=clan)
    one = actions.receive_file(one, received_on=dt.date(YEAR, 11, 2), by=by)
    one = actions.conclude_file(one, agrees=True, by=by)
    made = actions.draft_decision([one], AssessmentDecision.Kind.RECOGNISE, by=by)
    sign(made.paper, dt.date(YEAR, 11, 12), "Bùi Minh Quang", "Chủ tịch", scan, 461)
    one.refresh_from_db()
    actions.give_certificate(
        one,
        dated_on=dt.date(YEAR, 11, 18),
        signer_title="CHỦ TỊCH",
        signer_name="Bùi Minh Quang",
        check_base="https://hoctap.example",
        by=by,
    )
    other = _closed("learning_community", first, hamlet_edition, by, scan, first_number=431)
    other = actions.receive_file(other, received_on=dt.date(YEAR, 11, 4), by=by)
    actions.take_file_objection(
        other,
        content="Buổi sinh hoạt tháng 8 ở nhà văn hóa ấp không có ai đến (minh họa).",
        handler="Cán bộ Hội Khuyến học xã",
        received_on=dt.date(YEAR, 11, 5),
        by=by,
    )


def other_titles(commune: Place, by: Actor) -> None:
    """Gia đình văn hóa of the year from a workbook with headings of its own, an ấp by choice; families hold one and not the other."""
    dossiers = list(
        Dossier.objects.filter(
            round__place=commune, year=YEAR, title="learning_family", hamlet__parent=commune
        )
        .select_related("household__head", "hamlet")
        .order_by("hamlet__sort_key", "sort_key", "id")
    )
    recognised = [one for one in dossiers if one.state == DossierState.RECOGNISED]
    rest = [one for one in dossiers if one.state != DossierState.RECOGNISED]
    heads = ["TT", "Người đứng tên", "Nơi ở", "Sinh năm"]
    rows = [
        (at, one.household.head.full_name, one.hamlet.name, one.household.head.birth_year)
        for at, one in enumerate([*recognised[::3], *rest[:3]], start=1)
    ]
    book = table_workbook("Gia đình văn hóa", heads, rows, [6, 30, 12, 10])
    list_other_title(
        commune,
        _decided("cultural_family", "64/QĐ-UBND", dt.date(YEAR, 11, 20), commune),
        file=ListFile("gia-dinh-van-hoa.xlsx", book),
        headings=Headings("Người đứng tên", "Nơi ở", "Sinh năm"),
        by=by,
    )
    list_other_title(
        commune,
        _decided("new_rural_hamlet", "70/QĐ-UBND", dt.date(YEAR, 12, 2), commune),
        hamlets=[commune.children.order_by("sort_key")[0].pk],
        by=by,
    )


def stated_figure(commune: Place, by: Actor, *, scan: Scan) -> None:
    """A share of which hoctap has no records of that year."""
    state_figure(
        commune,
        StatedTyped(
            "learning_citizen.of_workers",
            YEAR,
            412,
            1180,
            dt.date(YEAR, 11, 30),
            f"Báo cáo số 45/BC-HKH ngày 02/12/{YEAR} {MARKED}",
        ),
        evidence_text=f"Trang 3 của báo cáo {MARKED}",
        content=scan("BAO CAO 45 - MINH HOA"),
        by=by,
    )


def _decided(kind: str, number: str, on: dt.date, commune: Place) -> OtherTyped:
    return OtherTyped(
        kind,
        YEAR,
        number,
        on,
        f"Ủy ban nhân dân {commune.full_name}",
        f"Danh sách kèm theo quyết định {MARKED}",
    )


def _edition(
    district: Place, title: str, name: str, lines: list[tuple[str, str, str, str, str]], scan: Scan
) -> CriteriaEdition:
    """Published by the district of that year, never held against anything: it stays marked as a sample."""
    by = Actor(
        name="Lâm Thị Hồng Vân",
        capacity=f"Thường trực Hội, {district.full_name}",
        grants=(Grant(district.pk, Role.SUPERVISOR.permissions),),
    )
    draft = drafting.draft_edition(district, title, name=name, scoring="points", by=by)
    header: dict[str, Any] = {
        "instrument": f"Hướng dẫn số 08/HD-HKH ngày 15/01/{YEAR} {MARKED}",
        "threshold": 70,
        "declared_total": 100,
        "valid_from": dt.date(YEAR, 1, 1),
    }
    draft = drafting.keep_header(draft, header, version=draft.version, by=by)
    fields = ("code", "group", "label", "clause", "max_points")
    rows = [dict(zip(fields, row, strict=True)) for row in lines]
    draft = drafting.keep_lines(draft, rows, version=draft.version, by=by)
    return drafting.publish_edition(
        draft,
        number="08/HD-HKH",
        dated_on=dt.date(YEAR, 1, 15),
        copy=scan("HUONG DAN 08 - MINH HOA"),
        version=draft.version,
        by=by,
    )


def _closed(
    title: str,
    place: Place,
    edition: CriteriaEdition,
    by: Actor,
    scan: Scan,
    *,
    first_number: int = 421,
    **more: Any,
) -> Assessment:
    """Assessed, met about, its papers signed, sent on the first of November."""
    one = actions.open_assessment(title, place, year=YEAR, edition=edition, by=by, **more)
    for line in edition.criteria.order_by("position"):
        most = line.max_points or Decimal(0)
        typed = FigureTyped(
            value=most * Decimal("0.9"), as_of=dt.date(YEAR, 10, 1), source=f"Sổ theo dõi năm {YEAR} {MARKED}"
        )
        actions.record_figure(one, line.code, typed, by=by)
        actions.attach_evidence(
            one, line.code, kind="note", text=f"Danh sách kèm theo, {line.clause.lower()} {MARKED}", by=by
        )
    actions.record_self_meeting(
        one,
        rules.MeetingTyped(
            held_on=dt.date(YEAR, 10, 6),
            venue="Nhà ông Huỳnh Phước Hậu" if one.clan else f"Nhà văn hóa {place.full_name}",
            chair="Huỳnh Phước Hậu",
            secretary="Võ Thị Kim Loan",
            members=[
                ("Huỳnh Phước Hậu", "Đại diện dòng họ" if one.clan else "Trưởng ấp"),
                ("Võ Thị Kim Loan", "Chi hội khuyến học"),
                ("Phan Tấn Lâm", "Ban công tác Mặt trận"),
            ],
            agreed=3,
        ),
        by=by,
    )
    one = actions.close_self_assessment(one, by=by)
    actions.make_papers(one, by=by)
    one.refresh_from_db()
    for number, paper in enumerate((one.minutes, one.summary, one.letter), start=first_number):
        if paper is not None:
            sign(paper, dt.date(YEAR, 10, 20), "Trương Ngọc Liên", "Chủ tịch Hội Khuyến học xã", scan, number)
    return actions.send_file(one, sent_on=dt.date(YEAR, 11, 1), way="direct", by=by)
