"""The five plans of the demonstration as facts: numbers, days, bodies, values; what their tasks say is told in our own short words.

Each lies at its own place in its own years. One district is not named by its paper: that plan is kept at the province, the only place
the paper names. How communes fared with their tasks, the difficulties and the plans of communes are invented and marked "(minh họa)".
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from hoctap.core.actor import Actor
from hoctap.places import actions as places
from hoctap.places import catalogue
from hoctap.places.models import Organisation, OrganisationKind, Place
from hoctap.plans import actions as plans
from hoctap.plans.changes import actions as changes
from hoctap.plans.changes.rules import ProgrammeDetails
from hoctap.plans.contents import actions as contents
from hoctap.plans.contents.rules import BasisDetails, FundingDetails, RecipientDetails
from hoctap.plans.difficulties import actions as difficulties
from hoctap.plans.difficulties.rules import DifficultyDetails
from hoctap.plans.figures import actions as figures
from hoctap.plans.figures.rules import FigureDetails
from hoctap.plans.models import Plan, Target, TaskInstance
from hoctap.plans.rows import details_of
from hoctap.plans.rules import PlanDetails, TargetDetails
from hoctap.plans.tasking import actions as tasking
from hoctap.plans.tasking.rules import BodyNamed, TaskDetails

MARKED = "(minh họa)"
DAY = dt.date(2024, 12, 31)
CAT_HAI, LANG_GIANG, NHON_HUNG = "317", "217", "30511"
COMMITTEES, ASSOCIATIONS = OrganisationKind.PEOPLES_COMMITTEE, OrganisationKind.ASSOCIATION
CENTRES = OrganisationKind.OTHER
YEAR, SCHOOL_YEAR, MONTH, QUARTER = "year", "school_year", "month", "quarter"


@dataclass(frozen=True)
class Told:
    """One task: section, what is to be done in our words, who leads, how, who helps, the rest."""

    section: str
    text: str
    leads: tuple[str, ...] = ()
    role: str = "carry_out"
    helps: tuple[str, ...] = ()
    report_to: tuple[str, ...] = ()
    each: str = ""
    before_on: dt.date | None = None
    recurrence: str = "once"
    product: str = ""


HOI, PGD, PVH = (
    "Hội Khuyến học và Khoa học lịch sử huyện Tháp Mười",
    "Phòng Giáo dục và Đào tạo huyện Tháp Mười",
    "Phòng Văn hóa và Thông tin huyện Tháp Mười",
)
PTC, MTTQ = "Phòng Tài chính - Kế hoạch huyện Tháp Mười", "Ủy ban MTTQ Việt Nam huyện Tháp Mười"

TASKS_415 = [
    Told("II.1", "Phát động thi đua học tập"),
    Told("II.2", "Tuyên truyền qua hội nghị, nhóm Zalo, loa đài"),
    Told("II.2", "Đẩy mạnh văn hóa đọc", recurrence=YEAR),
    Told("II.3", "Số hóa việc chấm điểm, tổng hợp", role="cooperate"),
    Told("II.5", "Đánh giá, công nhận các danh hiệu học tập", before_on=dt.date(2024, 11, 15)),
    Told("IV.1", "Tạo điều kiện cho người lao động học tập", ("Các ban, ngành huyện",)),
    Told("IV.2", "Chủ trì triển khai kế hoạch", (HOI,), "lead", ("các ban, ngành",)),
    Told("IV.2", "Hướng dẫn Hội cấp xã lập kế hoạch", (HOI,), helps=("Hội Khuyến học các xã",)),
    Told("IV.2", "Kiểm tra, giám sát tại địa phương", (HOI,)),
    Told(
        "IV.2",
        "Báo cáo kết quả năm",
        (HOI,),
        report_to=("UBND huyện", "Hội Khuyến học tỉnh"),
        before_on=dt.date(2024, 11, 20),
        product="Báo cáo kết quả, danh sách khen thưởng",
    ),
    Told("IV.3", "Đánh giá tác động của các trung tâm", (PGD,), "lead", (HOI,)),
    Told("IV.3", "Đánh giá Cộng đồng học tập cấp xã, Đơn vị học tập cấp huyện", (PGD,)),
    Told("IV.3", "Tổng hợp kinh phí phát sinh", (PGD,), helps=(PTC,), report_to=("UBND huyện",)),
    Told("IV.4", "Hướng dẫn tuyên truyền ở cơ sở", (PVH,), "lead", (HOI,), recurrence="continuous"),
    Told("IV.4", "Phát động Gia đình đọc sách", (PVH,)),
    Told("IV.4", "Đưa thư viện lưu động đến trường", (PVH,), "cooperate", (PGD,)),
    Told("IV.5", "Thẩm định dự toán phát sinh", (PTC,), report_to=("UBND huyện",)),
    Told("IV.6", "Vận động phong trào khuyến học", (MTTQ,), "requested"),
    Told("IV.7", "Lập kế hoạch của xã", each=COMMITTEES, product="Kế hoạch của xã"),
    Told("IV.7", "Sơ kết, tổng kết các mô hình học tập", each=COMMITTEES),
    Told(
        "IV.7",
        "Gửi kết quả của xã",
        each=COMMITTEES,
        report_to=(HOI, PGD),
        before_on=dt.date(2024, 11, 15),
        product="Báo cáo kết quả",
    ),
]

TASKS_S0 = [
    Told("II.1", "Rà soát, củng cố bộ máy và thiết bị của trung tâm"),
    Told("III.1", "Chủ trì triển khai kế hoạch", ("Phòng Văn hóa và Thông tin",), "lead"),
    Told("III.1", "Lập tiêu chí xếp loại trung tâm", ("Phòng Văn hóa và Thông tin",)),
    Told("III.2", "Phối hợp thực hiện", ("Phòng Giáo dục và Đào tạo",), "cooperate"),
    Told(
        "III.3",
        "Mở lớp đào tạo nghề",
        ("Phòng Lao động - Thương binh và Xã hội",),
        "lead",
        ("Trung tâm Giáo dục nghề nghiệp",),
    ),
    Told("III.5", "Mở lớp chuyển giao kỹ thuật", ("Phòng Nông nghiệp và PTNT",), "lead"),
    Told("III.6", "Tham mưu bố trí kinh phí", ("Phòng Tài chính - Kế hoạch",), "advise"),
    Told("III.8", "Vận động hội viên, đoàn viên", ("Ủy ban MTTQ huyện",), "requested"),
    Told("III.9", "Lập kế hoạch của xã", ("UBND xã, thị trấn",)),
    Told("III.9", "Xếp loại trung tâm và báo cáo", ("UBND xã, thị trấn",), recurrence=YEAR),
]

TASKS_S1 = [
    Told("II.1", "Hưởng ứng Tuần lễ học tập suốt đời", recurrence=YEAR),
    Told(
        "III.1",
        "Phối hợp triển khai kế hoạch",
        ("Phòng VH-TT-TT&DL huyện",),
        "lead",
        ("UBND các xã, thị trấn",),
    ),
    Told(
        "III.1",
        "Báo cáo thành phố hằng năm",
        ("Phòng VH-TT-TT&DL huyện",),
        report_to=("Sở Văn hóa và Thể thao",),
        recurrence=YEAR,
    ),
    Told(
        "III.2",
        "Kế hoạch luân chuyển sách với trường học",
        ("Phòng Giáo dục và Đào tạo huyện",),
        recurrence=YEAR,
    ),
    Told("III.3", "Phổ biến sản phẩm truyền thông", ("Trung tâm VH-TT và Thể thao huyện",)),
    Told("III.5", "Định hướng tuyên truyền", ("Ban Tuyên giáo Huyện ủy",), "requested"),
    Told("III.7", "Triển khai tại xã, thị trấn", each=COMMITTEES),
    Told(
        "III.7",
        "Báo cáo hằng năm của xã",
        each=COMMITTEES,
        report_to=("Phòng VH-TT-TT&DL huyện",),
        recurrence=YEAR,
    ),
]

TASKS_S2 = [
    Told("II.1", "Khảo sát nhu cầu học tập", ("Trung tâm học tập cộng đồng phường Nhơn Hưng",)),
    Told("II.3", "Phân công từng thành viên", ("Ban Giám đốc trung tâm",)),
    Told("II.5", "Lớp khuyến nông theo nhu cầu", ("Hội Nông dân phường",)),
    Told("II.5", "Lớp dưỡng sinh, câu lạc bộ", ("Hội Người cao tuổi phường",)),
    Told("II.5", "Chuyên đề sức khỏe", ("Trạm Y tế phường",)),
    Told("II.5", "Vận động trẻ ra lớp", ("Các trường trên địa bàn",), "cooperate"),
    Told(
        "II.5",
        "Báo cáo tháng của trung tâm",
        ("Trung tâm học tập cộng đồng phường Nhơn Hưng",),
        report_to=("UBND phường",),
        recurrence=MONTH,
    ),
    Told(
        "II.5",
        "Báo cáo quý của trung tâm",
        ("Trung tâm học tập cộng đồng phường Nhơn Hưng",),
        report_to=("UBND phường",),
        recurrence=QUARTER,
    ),
]

TASKS_S4 = [
    Told("II.8", "Khảo sát nhu cầu học tập", each=CENTRES, recurrence=YEAR),
    Told(
        "III.3", "Lập dự toán của trung tâm", each=ASSOCIATIONS, report_to=("UBND cấp xã",), recurrence=YEAR
    ),
    Told("IV.1", "Hướng dẫn nhiệm vụ năm học", ("Phòng Giáo dục và Đào tạo huyện",), recurrence=SCHOOL_YEAR),
    Told("IV.1", "Cử giáo viên hỗ trợ", ("Phòng Giáo dục và Đào tạo huyện",), recurrence="on_request"),
    Told("IV.1", "Sơ kết hằng năm", ("Phòng Giáo dục và Đào tạo huyện",), recurrence=YEAR),
    Told(
        "IV.1",
        "Tổng kết, lập kế hoạch giai đoạn sau",
        ("Phòng Giáo dục và Đào tạo huyện",),
        before_on=dt.date(2026, 1, 1),
    ),
    Told("IV.2", "Tham mưu xếp loại trung tâm", ("Hội Khuyến học huyện",), "advise"),
    Told("IV.3", "Hướng dẫn dự toán, quyết toán", ("Phòng Tài chính - Kế hoạch huyện",), "lead"),
    Told("IV.5", "Chương trình đào tạo nghề ngắn hạn", ("Phòng LĐ-TB&XH huyện",)),
    Told("IV.6", "Bố trí ngân sách cho trung tâm", each=COMMITTEES, recurrence=YEAR),
]


def _target(
    wording: str, value: int, year: int, measure: str, kind: str = "percent", unit: str = "%", most: int = 0
) -> TargetDetails:
    return TargetDetails(
        wording,
        Decimal(value),
        year,
        measure=measure,
        kind=kind,
        unit=unit,
        comparator="range" if most else "=" if kind in ("zero", "boolean") else ">=",
        value_max=Decimal(most) if most else None,
    )


def build(district: Place, old: list[Place], new: list[Place], by: Actor) -> None:
    """Around the plan of the district, which stands already: its tasks, what it rests on, and the four others."""
    plan = Plan.objects.get(place=district, number="415/KH-UBND")
    _the_415(plan, district, old, by)
    _s0(by)
    _s1(by)
    _s2(by)
    _s4(by)
    _today(new[0], by)


def _the_415(plan: Plan, district: Place, old: list[Place], by: Actor) -> None:
    bodies = {
        name: _body(district, name, kind, symbol)
        for name, kind, symbol in (
            (HOI, ASSOCIATIONS, "HKH"),
            (PGD, OrganisationKind.EDUCATION, "GDĐT"),
            (PVH, OrganisationKind.OTHER, "VHTT"),
            (PTC, OrganisationKind.OTHER, "TCKH"),
            (f"Ủy ban nhân dân {district.full_name}", COMMITTEES, "UBND"),
        )
    }
    details = details_of(plan)
    hoi = bodies[HOI]
    plans.edit_plan(
        plan,
        replace(
            details,
            issuer_body_id=bodies[f"Ủy ban nhân dân {district.full_name}"].pk,
            lead_name=HOI,
            lead_body_id=hoi.pk,
            focal_name=HOI,
            focal_body_id=hoi.pk,
            focal_with=PGD,
            focal_condition="vượt thẩm quyền",
            decider_name="UBND huyện",
        ),
        by=by,
    )
    plan.refresh_from_db()
    long_plan = plans.record_plan(
        district,
        PlanDetails(
            "3243/KH-UBND",
            dt.date(2022, 6, 6),
            f"Ủy ban nhân dân {district.full_name}",
            "Phong trào học tập suốt đời đến năm 2030",
            2022,
            2030,
        ),
        by=by,
    )
    changes.set_parent(plan, long_plan, by=by)
    contents.add_basis(
        plan, BasisDetails("basis", "Kế hoạch", "3243/KH-UBND", dt.date(2022, 6, 6), "UBND huyện"), by=by
    )
    for text, kind in (
        ("ngân sách theo phân cấp", "state"),
        ("xã hội hóa", "social"),
        ("nguồn hợp pháp khác", "other"),
    ):
        contents.add_funding(plan, FundingDetails(text, kind), by=by)
    _add_tasks(plan, TASKS_415, bodies, by)
    contents.add_recipient(plan, RecipientDetails("Các đơn vị tại Mục IV", "in_section", section="IV"), by=by)
    contents.add_recipient(plan, RecipientDetails("Thường trực Huyện ủy, HĐND huyện"), by=by)
    contents.tell_recipients(plan, by=by)
    _fared(plan, old, by)
    _difficulties(plan, old, by)
    for commune in old[:8]:
        child = plans.record_plan(
            commune,
            PlanDetails(
                "",
                None,
                f"Ủy ban nhân dân {commune.full_name}",
                f"Kế hoạch của xã năm 2024 {MARKED}",
                2024,
                2024,
            ),
            by=by,
        )
        changes.set_parent(child, plan, by=by)


def _fared(plan: Plan, old: list[Place], by: Actor) -> None:
    """Most communes sent their results in time, two late, one not at all."""
    rows = TaskInstance.objects.filter(task__plan=plan, place__in=old, task__text="Gửi kết quả của xã")
    for number, row in enumerate(rows.order_by("place__code")[: len(old) - 1]):
        day = dt.date(2024, 11, 18) if number in (4, 9) else dt.date(2024, 11, 5 + number % 9)
        tasking.accept_task(row, by=by)
        tasking.report_done(row, done_on=day, evidence=f"Báo cáo của xã {MARKED}", by=by)
        if number % 3:
            tasking.confirm_task(row, by=by)
    own = TaskInstance.objects.filter(task__plan=plan, task__text="Báo cáo kết quả năm").get()
    tasking.report_progress(own, text=f"Đã tổng hợp 12 xã {MARKED}", percent=80, by=by)
    waiting = TaskInstance.objects.filter(task__plan=plan).late()
    tasking.urge_tasks(list(waiting), text=f"Gửi kết quả còn thiếu {MARKED}", by=by)


def _difficulties(plan: Plan, old: list[Place], by: Actor) -> None:
    raised = [
        difficulties.raise_difficulty(
            plan,
            commune,
            DifficultyDetails(
                f"Chưa có kinh phí in giấy công nhận {MARKED}", beyond=True, wish="Bố trí kinh phí bổ sung"
            ),
            body=commune.organisations.filter(kind=COMMITTEES).first(),
            by=by,
        )
        for commune in old[:3]
    ]
    group = difficulties.gather_difficulties(raised[:2], title=f"Kinh phí in giấy công nhận {MARKED}", by=by)
    difficulties.propose_solution(group, proposal="Dùng nguồn thi đua, khen thưởng", by=by)
    difficulties.decide_difficulty(group, decision="Đồng ý theo đề xuất", by=by)
    difficulties.answer_difficulty(group, answer="Các xã lập dự toán gửi về huyện", by=by)
    difficulties.raise_difficulty(
        plan,
        old[3],
        DifficultyDetails(
            f"Ấp thiếu người ghi biên bản {MARKED}", beyond=False, solution="Nhờ giáo viên giúp"
        ),
        by=by,
    )


def _s0(by: Actor) -> None:
    province = Place.objects.filter(name="Đồng Tháp", level="province").order_by("valid_from").first()
    assert province is not None
    details = PlanDetails(
        "",
        None,
        "Ủy ban nhân dân huyện (văn bản không ghi tên huyện)",
        "Nâng chất lượng trung tâm văn hóa - học tập cộng đồng 2021–2025",
        2021,
        2025,
        open_ended=True,
        lead_name="Phòng Văn hóa và Thông tin",
        focal_name="Phòng Văn hóa và Thông tin",
        decider_name="UBND huyện",
    )
    plan = plans.record_plan(province, details, by=by)
    contents.add_basis(
        plan,
        BasisDetails("basis", "Nghị quyết", "28/NQ-HĐND", dt.date(2020, 12, 15), "Hội đồng nhân dân huyện"),
        by=by,
    )
    contents.add_basis(
        plan,
        BasisDetails("referred", "Quyết định", "347/QĐ-UBND.HC", dt.date(2012, 4, 24), "UBND tỉnh Đồng Tháp"),
        by=by,
    )
    plans.add_target(
        plan,
        _target("Hoạt động của trung tâm mỗi năm", 6, 2025, "centre.activities", "frequency", "lần/năm"),
        by=by,
    )
    _add_tasks(plan, TASKS_S0, {}, by)


def _s1(by: Actor) -> None:
    district = _load_district(CAT_HAI, by)
    city = district.parent
    assert city is not None
    parent = plans.record_plan(
        city,
        PlanDetails(
            "68/KH-UBND",
            dt.date(2023, 3, 3),
            f"Ủy ban nhân dân {city.full_name}",
            "Học tập suốt đời trong thư viện, bảo tàng, trung tâm văn hóa",
            2023,
            2030,
        ),
        by=by,
    )
    programme = ProgrammeDetails("1520/QĐ-TTg", issuer="Thủ tướng Chính phủ", year_to=2030)
    changes.set_programme(parent, programme, by=by)
    focal = "Phòng Văn hóa - Thông tin - Thể thao và Du lịch huyện"
    plan = plans.record_plan(
        district,
        PlanDetails(
            "79/KH-UBND",
            dt.date(2023, 3, 10),
            f"Ủy ban nhân dân {district.full_name}",
            "Học tập suốt đời trong thư viện, bảo tàng, trung tâm văn hóa đến 2030",
            2023,
            2030,
            lead_name=focal,
            focal_name=focal,
            decider_name="UBND huyện",
        ),
        by=by,
    )
    changes.set_parent(plan, parent, by=by)
    changes.set_programme(plan, programme, by=by)
    yes = "có/không"
    for target in (
        _target(
            "Thư viện huyện có dịch vụ học tập suốt đời", 1, 2030, "library.lifelong_services", "boolean", yes
        ),
        _target("Thư viện huyện ứng dụng công nghệ thông tin", 1, 2030, "library.digital", "boolean", yes),
        _target("Tăng lượt dùng thư viện để học mỗi năm", 10, 2025, "library.visits_growth", "growth"),
        _target(
            "Tăng lượt dùng thư viện để học mỗi năm", 12, 2030, "library.visits_growth", "growth", most=15
        ),
        _target("Nhu cầu văn hóa, thể thao được đáp ứng", 80, 2025, "culture.demand_met"),
        _target("Nhu cầu văn hóa, thể thao được đáp ứng", 100, 2030, "culture.demand_met"),
        _target("Thiết chế xã, thôn hoạt động thường xuyên", 70, 2025, "culture.active_institutions"),
        _target("Thiết chế xã, thôn hoạt động thường xuyên", 100, 2030, "culture.active_institutions"),
    ):
        plans.add_target(plan, target, by=by)
    _add_tasks(plan, TASKS_S1, {}, by)
    contents.add_recipient(plan, RecipientDetails("UBND thành phố", purpose="để báo cáo"), by=by)
    contents.add_recipient(
        plan, RecipientDetails("UBND các xã, thị trấn", "each_commune", mirror=COMMITTEES), by=by
    )


def _s2(by: Actor) -> None:
    ward = _load(NHON_HUNG, by)
    plan = plans.record_plan(
        ward,
        PlanDetails(
            "56/KH-TTHTCĐ",
            dt.date(2024, 4, 16),
            "Trung tâm học tập cộng đồng phường Nhơn Hưng",
            "Hoạt động của trung tâm năm 2024",
            2024,
            2024,
        ),
        by=by,
    )
    level = "mức độ"
    for target in (
        _target("Trẻ trong độ tuổi đến trường", 100, 2024, "school.children_enrolled"),
        _target("Không để tái mù chữ", 0, 2024, "literacy.relapses", "zero", "trường hợp"),
        _target("Phổ cập mầm non 4–5 tuổi", 1, 2024, "universalisation.kindergarten", "boolean", "có/không"),
        _target("Phổ cập tiểu học", 3, 2024, "universalisation.primary", "level", level),
        _target("Phổ cập trung học cơ sở", 3, 2024, "universalisation.lower_secondary", "level", level),
    ):
        plans.add_target(plan, target, by=by)
    _add_tasks(plan, TASKS_S2, {}, by)
    tasking.give_tasks(plan, since=dt.date(2024, 4, 1), by=by)


def _s4(by: Actor) -> None:
    district = _load_district(LANG_GIANG, by)
    province = district.parent
    assert province is not None
    parent = plans.record_plan(
        province,
        PlanDetails(
            "353/KH-UBND",
            dt.date(2022, 6, 16),
            f"Ủy ban nhân dân {province.full_name}",
            "Xã hội học tập và trung tâm học tập cộng đồng",
            2022,
            2025,
        ),
        by=by,
    )
    focal = "Phòng Giáo dục và Đào tạo huyện"
    plan = plans.record_plan(
        district,
        PlanDetails(
            "",
            None,
            f"Ủy ban nhân dân {district.full_name}",
            "Củng cố trung tâm học tập cộng đồng 2023–2025",
            2023,
            2025,
            date_partial="2023-07",
            period_from=dt.date(2023, 7, 1),
            period_to=dt.date(2025, 12, 31),
            period_precision="quarter",
            lead_name=focal,
            focal_name=focal,
            decider_name="UBND huyện",
        ),
        by=by,
    )
    changes.set_parent(plan, parent, by=by)
    for target in (
        _target("Trung tâm đủ cơ sở vật chất", 100, 2025, "centre.equipped"),
        _target("Trung tâm có kế hoạch năm", 100, 2025, "centre.yearly_plan"),
        _target("Trung tâm được hỗ trợ kinh phí", 100, 2025, "centre.funded"),
        _target("Người lao động được học về nghề", 95, 2025, "workers.learning"),
        _target("trong đó được đào tạo nghề", 50, 2025, "workers.trained"),
        _target("Người lao động được chuyển giao kỹ thuật", 90, 2025, "workers.technology"),
        _target("Khảo sát nhu cầu mỗi năm", 1, 2025, "centre.surveys", "frequency", "lần/năm"),
    ):
        plans.add_target(plan, target, by=by)
    whole = Target.objects.get(plan=plan, measure="workers.learning")
    Target.objects.filter(plan=plan, measure="workers.trained").update(parent=whole)
    _add_tasks(plan, TASKS_S4, {}, by)
    tasking.give_tasks(plan, since=dt.date(2023, 7, 1), by=by)
    for as_of, top in ((dt.date(2025, 3, 31), 12), (dt.date(2025, 6, 30), 15)):
        told = FigureDetails(
            2025, as_of, f"Tổng hợp {MARKED}", numerator=Decimal(top), denominator=Decimal(21)
        )
        figures.record_figure(district, "centre.funded", told, by=by)


def _today(commune: Place, by: Actor) -> None:
    """A commune of today in the middle of its year."""
    plan = Plan.objects.get(place=commune, year_from=2026)
    committee = commune.organisations.get(kind=COMMITTEES)
    association = commune.organisations.get(kind=ASSOCIATIONS)
    plans.edit_plan(
        plan,
        replace(
            details_of(plan),
            issuer_body_id=committee.pk,
            lead_name=association.name,
            lead_body_id=association.pk,
            focal_name=association.name,
            focal_body_id=association.pk,
            decider_name=committee.name,
        ),
        by=by,
    )
    bodies = {one.name: one for one in (committee, association)}
    for told in (
        Told("II.1", "Mở lớp theo nhu cầu của ấp", (association.name,), before_on=dt.date(2026, 10, 1)),
        Told(
            "II.1",
            "Công nhận Gia đình học tập",
            (committee.name,),
            "lead",
            (association.name,),
            before_on=dt.date(2026, 12, 15),
        ),
        Told("II.2", "Báo cáo quý", (association.name,), report_to=(committee.name,), recurrence=QUARTER),
        Told("II.2", "Bố trí phòng đọc", (committee.name,), before_on=dt.date(2026, 9, 1)),
    ):
        _add_tasks(plan, [told], bodies, by)
    tasking.give_tasks(plan, since=dt.date(2026, 1, 1), by=by)


def _add_tasks(plan: Plan, tasks: Iterable[Told], bodies: dict[str, Organisation], by: Actor) -> None:
    words = {
        COMMITTEES: "UBND các xã",
        ASSOCIATIONS: "Hội Khuyến học các xã",
        CENTRES: "Trung tâm học tập cộng đồng",
    }
    for told in tasks:
        named = [
            BodyNamed(name, part, body_id=bodies[name].pk if name in bodies else None)
            for part, names in (
                ("lead", told.leads),
                ("cooperate", told.helps),
                ("report_to", told.report_to),
            )
            for name in names
        ]
        if told.each:
            named.append(BodyNamed(words[OrganisationKind(told.each)], "lead", mirror=told.each))
        details = TaskDetails(
            told.text,
            tuple(named),
            section=told.section,
            role=told.role if named else "unsaid",
            before_on=told.before_on,
            granularity="day" if told.before_on else "",
            recurrence=told.recurrence,
            product=told.product,
        )
        tasking.add_task(plan, details, by=by)


def _body(place: Place, name: str, kind: OrganisationKind, symbol: str) -> Organisation:
    found, _ = Organisation.objects.get_or_create(
        place=place, name=name, defaults={"kind": kind, "symbol": symbol}
    )
    return found


def _load(code: str, by: Actor) -> Place:
    return places.install_commune(catalogue.load().resolve(code, DAY), by=by).commune


def _load_district(code: str, by: Actor) -> Place:
    """A district with its communes as they were, and what lies above it."""
    known = catalogue.load()
    row = known.resolve(code, DAY)
    chain = {one.id: one for one in [row, *known.children(row, DAY)]}
    step = row
    while step.parent_id is not None:
        step = known.by_id[step.parent_id]
        chain[step.id] = step
    places.load_places(chain.values(), [], by=by)
    return Place.objects.get(code=code, level="district")
