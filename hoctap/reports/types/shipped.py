"""The types of reports that come with the program, as data. `docs/how-to/bao-cao.md` tells where their columns come from.

Columns follow what reports publish (no form of the association is public): so each says that it waits for the form of the body above. Days of
2024 are those of plan 415/KH-UBND; since 01/7/2025 no paper names receivers and days, and the type says so.
"""

import dataclasses
import datetime as dt
from dataclasses import dataclass

from hoctap.places.models import Level, OrganisationKind
from hoctap.reports.periodic.definition import (
    Aspect,
    Column,
    Definition,
    DueRule,
    ReceiverRule,
    Row,
    Rows,
    SectionSpec,
    TableSpec,
)
from hoctap.reports.periodic.rules import TWO_TIERS_SINCE
from hoctap.reports.quantities import association
from hoctap.reports.quantities.periods import PeriodKind
from hoctap.reports.quantities.written import WRITTEN

SINCE = dt.date(2020, 1, 1)
WAITS = "Nơi nhận, hạn gửi và mẫu biểu từ 01/7/2025: chờ văn bản của tỉnh"
LAST_OF_THREE_TIERS = TWO_TIERS_SINCE - dt.timedelta(days=1)

RESULTS = SectionSpec("results", "Kết quả", "Việc nổi bật trong kỳ; số liệu đã có trong bảng.", required=True)
SHORTCOMINGS = SectionSpec(
    "shortcomings", "Tồn tại, hạn chế", "Việc chưa làm được, ai làm tiếp, đến khi nào."
)
CAUSES = SectionSpec("causes", "Nguyên nhân")
PROPOSALS = SectionSpec("proposals", "Kiến nghị, đề xuất")
DIRECTION = SectionSpec("direction", "Phương hướng kỳ tới", required=True)


def _association_and_education(
    office: str, level: Level, *, since: dt.date | None = None, until: dt.date | None = None
) -> tuple[ReceiverRule, ReceiverRule]:
    """Both are sent it, the association adds up. `office`: what the education office of that level is called."""
    association = ReceiverRule(
        OrganisationKind.ASSOCIATION.value,
        above=True,
        gathers=True,
        since=since,
        until=until,
        level=level.value,
        words="Hội Khuyến học {place}",
    )
    words = f"{office} Giáo dục và Đào tạo {{place}}"
    education = dataclasses.replace(
        association, kind=OrganisationKind.EDUCATION.value, gathers=False, words=words
    )
    return association, education


UP_2024 = _association_and_education("Phòng", Level.DISTRICT, until=LAST_OF_THREE_TIERS)
UP_2026 = _association_and_education("Sở", Level.PROVINCE, since=TWO_TIERS_SINCE)
OWN_COMMITTEE = ReceiverRule(
    OrganisationKind.PEOPLES_COMMITTEE.value, above=False, words="Ủy ban nhân dân {place}"
)


def _model(key: str, caption: str, unit: str, prefix: str) -> TableSpec:
    """The block of columns that §8.1 repeats for each kind of subject."""
    q = f"{prefix}."
    return TableSpec(
        key=key,
        caption=caption,
        rows=Rows.CHILDREN,
        columns=(
            Column("total", f"Tổng số {unit}", Aspect.NOW, f"{q}total"),
            Column("planned", "Chỉ tiêu giao (%)", Aspect.PLANNED, f"{q}recognised"),
            Column("registered", "Tổng", Aspect.NOW, f"{q}registered", group="Đăng ký"),
            Column("registered_new", "Mới", Aspect.NOW, f"{q}registered_new", group="Đăng ký"),
            Column("registered_again", "Lại", Aspect.NOW, f"{q}registered_again", group="Đăng ký"),
            Column("recognised", "Tổng", Aspect.NOW, f"{q}recognised", group="Công nhận"),
            Column("recognised_new", "Mới", Aspect.NOW, f"{q}recognised_new", group="Công nhận"),
            Column("recognised_kept", "Giữ vững", Aspect.NOW, f"{q}recognised_kept", group="Công nhận"),
            Column("of_total", "% trên tổng", Aspect.RATIO, f"{q}recognised", over=f"{q}total"),
            Column("of_registered", "% trên đăng ký", Aspect.RATIO, f"{q}recognised", over=f"{q}registered"),
            Column("change", "± năm trước", Aspect.CHANGE, f"{q}recognised"),
            Column("estimate", "Ước cả năm", Aspect.ESTIMATE, f"{q}recognised"),
        ),
    )


MODELS = (
    _model("families", "Gia đình học tập", "hộ", "learning_family"),
    _model("clans", "Dòng họ học tập", "dòng họ", "learning_clan"),
    _model("communities", "Cộng đồng học tập (ấp, khóm)", "ấp, khóm", "learning_community"),
    _model("units", "Đơn vị học tập thuộc xã", "đơn vị", "learning_unit"),
    TableSpec(
        key="citizens",
        caption="Công dân học tập",
        rows=Rows.CHILDREN,
        columns=(
            Column("adults", "Người lớn", Aspect.NOW, "learning_citizen.adults"),
            Column("registered", "Tổng", Aspect.NOW, "learning_citizen.registered", group="Đăng ký"),
            Column("registered_new", "Mới", Aspect.NOW, "learning_citizen.registered_new", group="Đăng ký"),
            Column(
                "registered_again", "Lại", Aspect.NOW, "learning_citizen.registered_again", group="Đăng ký"
            ),
            Column("recognised", "Tổng", Aspect.NOW, "learning_citizen.recognised", group="Công nhận"),
            Column("recognised_new", "Mới", Aspect.NOW, "learning_citizen.recognised_new", group="Công nhận"),
            Column(
                "recognised_kept",
                "Giữ vững",
                Aspect.NOW,
                "learning_citizen.recognised_kept",
                group="Công nhận",
            ),
            Column(
                "of_adults",
                "% người lớn",
                Aspect.RATIO,
                "learning_citizen.adults_recognised",
                over="learning_citizen.adults",
            ),
            Column(
                "of_registered",
                "% trên đăng ký",
                Aspect.RATIO,
                "learning_citizen.recognised",
                over="learning_citizen.registered",
            ),
            Column(
                "of_staff",
                "% CBCCVC",
                Aspect.RATIO,
                "learning_citizen.staff_recognised",
                over="learning_citizen.staff",
            ),
            Column("change", "± năm trước", Aspect.CHANGE, "learning_citizen.recognised"),
            Column("estimate", "Ước cả năm", Aspect.ESTIMATE, "learning_citizen.recognised"),
        ),
    ),
    _model("communes", "Xã đạt Cộng đồng học tập (cấp xã)", "xã", "learning_community_commune"),
)
TARGETS = TableSpec(
    key="targets",
    caption="Chỉ tiêu kế hoạch",
    rows=Rows.TARGETS,
    columns=(
        Column("wanted", "Chỉ tiêu", Aspect.PLANNED),
        Column("numerator", "Đạt", Aspect.NOW),
        Column("denominator", "Trên", Aspect.NOW),
        Column("result", "Kết quả", Aspect.NOW),
        Column("met", "Đánh giá", Aspect.NOW),
    ),
)
YEARS = (
    Column("now", "Thực hiện", Aspect.NOW),
    Column("before", "Cùng kỳ năm trước", Aspect.BEFORE),
    Column("change", "±", Aspect.CHANGE),
    Column("estimate", "Ước cả năm", Aspect.ESTIMATE),
)


def listed_table(key: str, caption: str, rows: tuple[Row, ...]) -> TableSpec:
    """One line for each content, with last year and what is estimated beside it."""
    return TableSpec(key=key, caption=caption, rows=Rows.LISTED, columns=YEARS, listed=rows)


def _written(key: str, caption: str, group: str, *, beginning: str = "") -> TableSpec:
    """Everything of a group of quantities that was written in reports until records gave it, or what of it has a code that begins so."""
    rows = tuple(
        Row(one.code.replace(".", "_"), one.label, one.code, one.unit)
        for one in (*association.QUANTITIES, *WRITTEN)
        if one.group == group and one.code.startswith(beginning)
    )
    return listed_table(key, caption, rows)


NETWORK = _written("network", "Tổ chức Hội, hội viên", "Hội Khuyến học")
FUND = _written("fund", "Quỹ khuyến học", "Quỹ khuyến học")
CENTRE = _written("centre", "Hoạt động của trung tâm", "Trung tâm học tập cộng đồng")
LIBRARY = _written("library", "Vốn tài liệu, bạn đọc, lượt lưu hành", "Thư viện")


@dataclass(frozen=True)
class Shipped:
    code: str
    name: str
    period_kind: PeriodKind
    level: Level
    body_kind: OrganisationKind
    definition: Definition
    source: str = ""
    waits_for: str = WAITS
    until: dt.date | None = None
    """From then it is used for no period that begins."""


def _association(code: str, name: str, kind: PeriodKind, due: DueRule) -> Shipped:
    with_models = SectionSpec(
        "models", "Kết quả xây dựng các mô hình học tập", "Nhận xét về số liệu trong bảng.", tables=MODELS
    )
    return Shipped(
        code,
        name,
        kind,
        Level.COMMUNE,
        OrganisationKind.ASSOCIATION,
        Definition(
            kind_name="BÁO CÁO",
            summary="Công tác khuyến học, khuyến tài, xây dựng xã hội học tập {period}",
            sections=(
                SectionSpec("organisation", "Tổ chức Hội và Quỹ khuyến học", tables=(NETWORK, FUND)),
                with_models,
                RESULTS,
                SHORTCOMINGS,
                CAUSES,
                PROPOSALS,
                DIRECTION,
            ),
            due=due,
            receivers=(*UP_2024[:1], *UP_2026[:1], OWN_COMMITTEE),
            signer_title="Chủ tịch",
            authority_lines=("TM. Ban Thường vụ",),
        ),
        source="Cột số liệu theo các báo cáo đã công bố của Hội Khuyến học; mẫu của Trung ương Hội chưa công khai",
    )


MODEL_RESULTS = Shipped(
    "model_results",
    "Kết quả mô hình học tập (UBND xã)",
    PeriodKind.YEAR,
    Level.COMMUNE,
    OrganisationKind.PEOPLES_COMMITTEE,
    Definition(
        kind_name="BÁO CÁO",
        summary="Kết quả xây dựng các mô hình học tập {period}",
        sections=(
            SectionSpec("targets", "Thực hiện chỉ tiêu kế hoạch", tables=(TARGETS,)),
            SectionSpec("models", "Kết quả đánh giá, công nhận", tables=MODELS),
            RESULTS,
            SHORTCOMINGS,
            CAUSES,
            PROPOSALS,
            DIRECTION,
        ),
        due=DueRule(months=-1, day=15),
        receivers=(*UP_2024, *UP_2026),
        signer_title="Chủ tịch",
        authority_lines=("TM. Ủy ban nhân dân",),
    ),
    source="Năm 2024: Kế hoạch 415/KH-UBND của huyện Tháp Mười (trước 15/11, hai nơi nhận)",
)
GATHERED_DISTRICT = Shipped(
    "model_results_district",
    "Tổng hợp kết quả mô hình học tập (cấp huyện)",
    PeriodKind.YEAR,
    Level.DISTRICT,
    OrganisationKind.ASSOCIATION,
    Definition(
        kind_name="BÁO CÁO",
        summary="Kết quả xây dựng các mô hình học tập {period}",
        sections=(
            SectionSpec("targets", "Thực hiện chỉ tiêu kế hoạch", tables=(TARGETS,)),
            SectionSpec("models", "Kết quả đánh giá, công nhận", tables=MODELS),
            RESULTS,
            SHORTCOMINGS,
            PROPOSALS,
            DIRECTION,
        ),
        due=DueRule(months=-1, day=20),
        receivers=(
            ReceiverRule(
                OrganisationKind.PEOPLES_COMMITTEE.value, above=False, words="Ủy ban nhân dân {place}"
            ),
            ReceiverRule(
                OrganisationKind.ASSOCIATION.value,
                above=True,
                gathers=True,
                level=Level.PROVINCE.value,
                words="Hội Khuyến học {place}",
            ),
        ),
        signer_title="Chủ tịch",
        authority_lines=("TM. Ban Thường vụ",),
        gathers="model_results",
    ),
    source="Kế hoạch 415/KH-UBND của huyện Tháp Mười (trước 20/11)",
    waits_for="",
)


def _of_province(code: str, name: str, gathers: str, *, until: dt.date | None = None) -> Shipped:
    return Shipped(
        code,
        name,
        PeriodKind.YEAR,
        Level.PROVINCE,
        OrganisationKind.ASSOCIATION,
        Definition(
            kind_name="BÁO CÁO",
            summary="Kết quả xây dựng các mô hình học tập {period}",
            sections=(
                SectionSpec("models", "Kết quả đánh giá, công nhận", tables=MODELS),
                RESULTS,
                SHORTCOMINGS,
                PROPOSALS,
                DIRECTION,
            ),
            due=DueRule(months=0, day=15),
            receivers=(
                ReceiverRule(
                    OrganisationKind.PEOPLES_COMMITTEE.value, above=False, words="Ủy ban nhân dân {place}"
                ),
                ReceiverRule(
                    OrganisationKind.EDUCATION.value, above=False, words="Sở Giáo dục và Đào tạo {place}"
                ),
            ),
            signer_title="Chủ tịch",
            authority_lines=("TM. Ban Thường vụ",),
            gathers=gathers,
        ),
        until=until,
    )


GATHERED_PROVINCE = _of_province(
    "model_results_province", "Tổng hợp kết quả mô hình học tập (cấp tỉnh)", "model_results"
)
GATHERED_OF_DISTRICTS = _of_province(
    "model_results_of_districts",
    "Tổng hợp kết quả mô hình học tập của các huyện (cấp tỉnh)",
    "model_results_district",
    until=TWO_TIERS_SINCE,
)
PLAN_RESULT = Shipped(
    "plan_result",
    "Kết quả thực hiện kế hoạch",
    PeriodKind.YEAR,
    Level.COMMUNE,
    OrganisationKind.PEOPLES_COMMITTEE,
    Definition(
        kind_name="BÁO CÁO",
        summary="Kết quả thực hiện kế hoạch {period}",
        sections=(
            SectionSpec("targets", "Thực hiện chỉ tiêu", tables=(TARGETS,)),
            SectionSpec(
                "tasks", "Thực hiện nhiệm vụ", "Việc đã xong, việc đang làm, việc trễ.", required=True
            ),
            SHORTCOMINGS,
            CAUSES,
            PROPOSALS,
            DIRECTION,
        ),
        due=DueRule(months=0, day=20),
        receivers=(*UP_2024, *UP_2026),
        signer_title="Chủ tịch",
        authority_lines=("TM. Ủy ban nhân dân",),
    ),
)
INTERIM = Shipped(
    "interim_review",
    "Sơ kết thực hiện kế hoạch",
    PeriodKind.HALF_YEAR,
    Level.COMMUNE,
    OrganisationKind.PEOPLES_COMMITTEE,
    Definition(
        kind_name="BÁO CÁO",
        summary="Sơ kết thực hiện kế hoạch {period}",
        sections=(
            SectionSpec("baseline", "Xuất phát điểm"),
            SectionSpec("targets", "Chỉ tiêu và kết quả", tables=(TARGETS,)),
            RESULTS,
            SHORTCOMINGS,
            SectionSpec("lessons", "Bài học kinh nghiệm, mô hình cần nhân rộng"),
            DIRECTION,
        ),
        due=DueRule(months=0, day=20),
        receivers=(*UP_2024, *UP_2026),
        signer_title="Chủ tịch",
        authority_lines=("TM. Ủy ban nhân dân",),
    ),
)
FINAL = Shipped(
    "final_review",
    "Tổng kết thực hiện kế hoạch",
    PeriodKind.AD_HOC,
    Level.COMMUNE,
    OrganisationKind.PEOPLES_COMMITTEE,
    Definition(
        kind_name="BÁO CÁO",
        summary="Tổng kết thực hiện kế hoạch {period}",
        sections=(
            SectionSpec("baseline", "Xuất phát điểm", required=True),
            SectionSpec("targets", "Chỉ tiêu và kết quả", tables=(TARGETS,)),
            SectionSpec("models", "Các mô hình học tập", tables=MODELS),
            RESULTS,
            SHORTCOMINGS,
            CAUSES,
            SectionSpec("lessons", "Bài học kinh nghiệm, mô hình cần nhân rộng", required=True),
            DIRECTION,
        ),
        receivers=(*UP_2024, *UP_2026),
        signer_title="Chủ tịch",
        authority_lines=("TM. Ủy ban nhân dân",),
    ),
)


def _body(
    code: str, name: str, kind: PeriodKind, summary: str, table: TableSpec, due: DueRule, source: str
) -> Shipped:
    """A body of the commune beside its UBND: a centre, a library."""
    return Shipped(
        code,
        name,
        kind,
        Level.COMMUNE,
        OrganisationKind.OTHER,
        Definition(
            kind_name="BÁO CÁO",
            summary=summary,
            sections=(
                SectionSpec("figures", "Số liệu", tables=(table,)),
                RESULTS,
                SHORTCOMINGS,
                CAUSES,
                PROPOSALS,
                DIRECTION,
            ),
            due=due,
            receivers=(OWN_COMMITTEE, UP_2024[1], UP_2026[1]),
            signer_title="Giám đốc",
        ),
        source=source,
    )


_OF_CENTRES = "Cột số liệu theo các báo cáo đã công bố về trung tâm học tập cộng đồng"
_CENTRE_WORDS = "Hoạt động của trung tâm học tập cộng đồng {period}"
CENTRE_REPORTS = tuple(
    _body(
        f"centre_{kind.value}",
        f"Báo cáo {kind.label} của trung tâm học tập cộng đồng",
        kind,
        _CENTRE_WORDS,
        CENTRE,
        due,
        _OF_CENTRES,
    )
    for kind, due in (
        (PeriodKind.MONTH, DueRule(months=1, day=5)),
        (PeriodKind.QUARTER, DueRule(months=0, day=25)),
        (PeriodKind.YEAR, DueRule(months=0, day=15)),
    )
)
LIBRARY_REPORTS = tuple(
    _body(
        f"library_{kind.value}",
        f"Báo cáo {kind.label} của thư viện xã",
        kind,
        "Công tác thư viện {period}",
        LIBRARY,
        DueRule(months=0, day=20),
        "Số liệu theo Thông tư 18/2014/TT-BVHTTDL; thư viện xã báo cáo 6 tháng và năm theo Thông tư 13/2016/TT-BVHTTDL",
    )
    for kind in (PeriodKind.HALF_YEAR, PeriodKind.YEAR)
)
SHIPPED: tuple[Shipped, ...] = (
    _association(
        "association_half_year",
        "Báo cáo 6 tháng của Hội Khuyến học xã",
        PeriodKind.HALF_YEAR,
        DueRule(months=0, day=15),
    ),
    _association(
        "association_year", "Báo cáo năm của Hội Khuyến học xã", PeriodKind.YEAR, DueRule(months=-1, day=15)
    ),
    MODEL_RESULTS,
    GATHERED_DISTRICT,
    GATHERED_PROVINCE,
    GATHERED_OF_DISTRICTS,
    PLAN_RESULT,
    INTERIM,
    FINAL,
    *CENTRE_REPORTS,
    *LIBRARY_REPORTS,
)
