"""The types of reports that come with the program, as data. `docs/how-to/bao-cao.md` tells where their columns come from.

Columns follow what reports publish (no form of the association is public): so each says that it waits for the form of the body above. Days of
2024 are those of plan 415/KH-UBND; since 01/7/2025 no paper names receivers and days, and the type says so.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import transaction

from hoctap.audit import actions as audit
from hoctap.core.actor import Actor
from hoctap.core.refusals import Forbidden
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
from hoctap.reports.periodic.models import ReportType
from hoctap.reports.periodic.rules import TWO_TIERS_SINCE
from hoctap.reports.quantities.periods import PeriodKind

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

UP_2024 = (
    ReceiverRule(
        OrganisationKind.ASSOCIATION.value,
        above=True,
        gathers=True,
        until=LAST_OF_THREE_TIERS,
        level=Level.DISTRICT.value,
        words="Hội Khuyến học {place}",
    ),
    ReceiverRule(
        OrganisationKind.EDUCATION.value,
        above=True,
        until=LAST_OF_THREE_TIERS,
        level=Level.DISTRICT.value,
        words="Phòng Giáo dục và Đào tạo {place}",
    ),
)
UP_2026 = (
    ReceiverRule(
        OrganisationKind.ASSOCIATION.value,
        above=True,
        gathers=True,
        since=TWO_TIERS_SINCE,
        level=Level.PROVINCE.value,
        words="Hội Khuyến học {place}",
    ),
    ReceiverRule(
        OrganisationKind.EDUCATION.value,
        above=True,
        since=TWO_TIERS_SINCE,
        level=Level.PROVINCE.value,
        words="Sở Giáo dục và Đào tạo {place}",
    ),
)
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
    _model("citizens", "Công dân học tập", "người lớn", "learning_citizen"),
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


def _listed(key: str, caption: str, rows: Iterator[Row] | tuple[Row, ...]) -> TableSpec:
    return TableSpec(key=key, caption=caption, rows=Rows.LISTED, columns=YEARS, listed=tuple(rows))


NETWORK = _listed(
    "network",
    "Tổ chức, hội viên",
    (
        Row("associations", "Hội cơ sở", "association.bodies", "hội"),
        Row("chapters", "Chi hội", "association.chapters", "chi hội"),
        Row("boards", "Ban khuyến học", "association.boards", "ban"),
        Row("members", "Hội viên", "association.members", "người"),
    ),
)
FUND = _listed(
    "fund",
    "Quỹ khuyến học",
    (
        Row("opening", "Tồn đầu kỳ", "fund.opening", "đồng"),
        Row("income", "Thu trong kỳ", "fund.received", "đồng"),
        Row("spending", "Chi trong kỳ", "fund.spent", "đồng"),
        Row("closing", "Tồn cuối kỳ", "fund.closing", "đồng"),
        Row("scholarships", "Học bổng", "scholarship.count", "suất"),
        Row("scholarship_money", "Tiền học bổng", "scholarship.amount", "đồng"),
        Row("rewards", "Khen thưởng", "award.count", "lượt"),
        Row("reward_money", "Tiền khen thưởng", "award.amount", "đồng"),
        Row("in_kind", "Hiện vật (quy tiền)", "fund.goods", "đồng"),
    ),
)


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
GATHERED_PROVINCE = Shipped(
    "model_results_province",
    "Tổng hợp kết quả mô hình học tập (cấp tỉnh)",
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
        gathers="model_results",
    ),
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
    PLAN_RESULT,
    INTERIM,
    FINAL,
)


@transaction.atomic
def load_shipped_types(*, by: Actor) -> int:
    """The shipped types as version 1; where a definition changed in the program, as the next version. How many are new."""
    if not by.system_job:
        raise Forbidden("Loại báo cáo đi kèm chương trình do hệ thống nạp.")
    made = 0
    for one in SHIPPED:
        last = ReportType.objects.filter(code=one.code, place__isnull=True).order_by("-version").first()
        wanted = one.definition.to_json()
        if last is not None and last.definition == wanted:
            continue
        row = ReportType.objects.create(
            code=one.code,
            version=last.version + 1 if last else 1,
            name=one.name,
            period_kind=one.period_kind,
            level=one.level,
            body_kind=one.body_kind,
            valid_from=SINCE,
            source=one.source,
            waits_for=one.waits_for,
            definition=wanted,
            made_by=by.described[:300],
        )
        audit.record(by, "reports.type.loaded", row)
        made += 1
    return made
