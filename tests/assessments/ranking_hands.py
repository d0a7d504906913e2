"""A centre ranked by its people: what the tests of the ranking share."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from hoctap.assessments import actions as file_actions
from hoctap.assessments.actions.authorities import AuthorityTyped
from hoctap.assessments.models import Authority, Ranking, RankingDecision
from hoctap.assessments.ranking import actions
from hoctap.assessments.ranking.models import TITLE
from hoctap.assessments.ranking.rules import InspectionTyped, LineTyped, MemberTyped
from hoctap.centres.models import Centre
from hoctap.core.actor import Actor, system_job
from hoctap.core.dates import today
from hoctap.criteria.models import CriteriaEdition, Criterion
from hoctap.places.models import Place
from tests.assessments.hands import PDF

GROUPS = (
    "Bộ máy quản lý",
    "Tổ chức hoạt động",
    "Huy động sự tham gia của xã hội",
    "Hiệu quả hoạt động",
)
GRADES = [
    {"code": "fair", "label": "Trung bình", "from": 50, "below": 65},
    {"code": "good", "label": "Khá", "from": 65, "below": 80},
    {"code": "best", "label": "Tốt", "from": 80, "below": None},
]
TEAM = (
    MemberTyped("Lê Thị Đoàn Một", "Phó Chủ tịch Hội Khuyến học", "association"),
    MemberTyped("Ngô Văn Đoàn Hai", "Chuyên viên Phòng Giáo dục và Đào tạo", "education"),
)


def province_edition(province: Place | None, grades: Sequence[object] = GRADES) -> CriteriaEdition:
    """As a province would enter its guidance: four lines of twenty-five points, grades of its own."""
    found = CriteriaEdition.objects.filter(code="trung-tam-thu").first()
    if found is None:
        found = CriteriaEdition.objects.create(
            code="trung-tam-thu",
            title=TITLE,
            place=province,
            name="Xếp loại trung tâm – bộ thử của tỉnh",
            instrument="Hướng dẫn dùng trong kiểm thử",
            verification="sample",
            valid_from=dt.date(2010, 1, 1),
            threshold=0,
            grades=list(grades),
        )
        for position, group in enumerate(GROUPS, start=1):
            Criterion.objects.create(
                edition=found,
                position=position,
                code=f"TT{position}",
                group=group,
                label=f"Nội dung {position}",
                clause=f"Mục {position}",
                max_points=25,
                needs_evidence=True,
                verification="sample",
            )
        found.published_at = dt.datetime(2024, 1, 1, tzinfo=dt.UTC)
        found.save()
    return found


def authority_at(commune: Place) -> Authority:
    """The province's paper says: Chủ tịch UBND xã ranks, Hội Khuyến học xã receives."""
    province = Place.objects.get(pk=commune.path[0])
    found = Authority.objects.filter(title=TITLE, place=province).first()
    return found or file_actions.name_authority(
        TITLE,
        province,
        AuthorityTyped(
            level="commune",
            receives="Hội Khuyến học xã",
            decides="Chủ tịch Ủy ban nhân dân xã",
            has_council=False,
            paper_number="15/QĐ-UBND",
            paper_date=dt.date(2010, 1, 1),
            paper_issuer="Ủy ban nhân dân tỉnh",
            valid_from=dt.date(2010, 1, 1),
        ),
        by=system_job("kiểm thử"),
    )


def typed(points: Sequence[object], words: str = "Sổ theo dõi của trung tâm") -> list[LineTyped]:
    return [
        LineTyped(f"TT{place}", None if one is None else Decimal(str(one)), words)
        for place, one in enumerate(points, start=1)
    ]


def opened(centre: Centre, director: Actor, year: int = 2025) -> Ranking:
    found = Ranking.objects.standing().filter(centre=centre, year=year).first()
    return found or actions.open_ranking(
        centre,
        year=year,
        edition=province_edition(Place.objects.get(pk=centre.place.path[0])),
        by=director,
    )


def submitted(centre: Centre, director: Actor, year: int = 2025) -> Ranking:
    one = opened(centre, director, year)
    if one.state != "draft":
        return one
    actions.record_own_points(one, typed([20, 22, 18, 21]), remarks="Còn thiếu sách", by=director)
    return actions.submit_ranking(one, by=director)


def confirmed(centre: Centre, director: Actor, chair: Actor, year: int = 2025) -> Ranking:
    one = submitted(centre, director, year)
    return actions.confirm_ranking(one, by=chair) if one.state == "submitted" else one


def team_on(day: dt.date, members: Sequence[MemberTyped] = TEAM) -> InspectionTyped:
    return InspectionTyped(day, members, venue="Hội trường xã", remarks="Bổ sung tủ sách")


def inspected(centre: Centre, director: Actor, chair: Actor, inspector: Actor, year: int = 2025) -> Ranking:
    one = confirmed(centre, director, chair, year)
    if one.inspected_total is None:
        actions.record_inspection(
            one,
            team_on(dt.date(year, 12, 20)),
            typed([20, 20, 15, 20], "Thiếu sổ"),
            grade="good",
            by=inspector,
        )
    return Ranking.objects.with_all().get(pk=one.pk)


def drafted(
    centre: Centre, director: Actor, chair: Actor, inspector: Actor, year: int = 2025
) -> RankingDecision:
    one = inspected(centre, director, chair, inspector, year)
    found = RankingDecision.objects.filter(lines__ranking=one).select_related("paper", "place").first()
    return found or actions.draft_ranking_decision([one], by=inspector)


def decided(centre: Centre, director: Actor, chair: Actor, year: int = 2025) -> Ranking:
    """By an authority that does not work with hoctap, on the day of the commune's word."""
    authority_at(centre.place)
    one = confirmed(centre, director, chair, year)
    if one.state == "confirmed":
        actions.record_outside_ranking(
            one,
            grade="best",
            number="31/QĐ-SGDĐT",
            decided_on=today(),
            issuer="Sở Giáo dục và Đào tạo",
            copy=PDF,
            by=director,
        )
    return Ranking.objects.with_all().get(pk=one.pk)
