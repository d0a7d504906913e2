"""The demonstration: invented people in real places, walked through the same actions that officers use.

Two worlds. *Tháp Mười 2024*: the 13 communes of a district that has ended, under plan 415/KH-UBND with its real targets; most have decided
in time, two late, one had no round. *Đồng Tháp today*: the communes that succeeded them on 1/7/2025, one of them in the middle of its
season. The households are the same: the change of 1/7/2025 carried them over as an administrator would, with one commune of
huyện Cao Lãnh that joined them. Every name of a person is made up; the plan of 2026 is marked as an illustration.
"""

import datetime as dt
import io
import random
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from openpyxl import Workbook
from PIL import Image, ImageDraw

from hoctap.accounts.models import User
from hoctap.core.actor import Actor, Grant, system_job
from hoctap.core.dates import today
from hoctap.core.permissions import Permission, Role
from hoctap.criteria import actions as criteria
from hoctap.criteria.models import CriteriaEdition, Title
from hoctap.evidence.rules import Confirmation
from hoctap.home import (
    demo_beside,
    demo_books,
    demo_centre,
    demo_centre_file,
    demo_citizens,
    demo_files,
    demo_house,
    demo_lending,
    demo_logins,
    demo_materials,
    demo_movements,
    demo_network,
    demo_plans,
    demo_portal,
    demo_reading,
    demo_reports,
    demo_shelves,
)
from hoctap.papers import actions as papers
from hoctap.papers.models import Paper
from hoctap.people import actions as people
from hoctap.places import actions as places
from hoctap.places import catalogue
from hoctap.places.boundaries import actions as boundaries
from hoctap.places.models import OrganisationKind, Place
from hoctap.plans import actions as plans
from hoctap.plans.rules import PlanDetails, TargetDetails
from hoctap.recognition import actions as recognition
from hoctap.recognition.actions import MeetingForm, TypedRow, TypedVerdict, TypedVote
from hoctap.recognition.models import DossierState, RecognitionRound
from hoctap.reports import actions as reports
from hoctap.reports.content import ReportText

DISTRICT_CODE = "872"
TWIN_CODE = "30043"  # xã Hưng Thạnh until 30/6/2025, xã Phương Thịnh since
PHU_THO_COMMUNE = "04876"  # xã Cao Sơn
DAY_2024 = dt.date(2024, 12, 31)
REFORM = dt.date(2025, 7, 1)
MEASURE = "learning_family.recognised"

FAMILY = [
    "Nguyễn",
    "Trần",
    "Lê",
    "Phạm",
    "Huỳnh",
    "Võ",
    "Phan",
    "Đặng",
    "Bùi",
    "Đỗ",
    "Hồ",
    "Ngô",
    "Dương",
    "Lý",
    "Trương",
    "Mai",
]
MIDDLE_M = ["Văn", "Hữu", "Thành", "Minh", "Quốc", "Ngọc", "Tấn", "Công"]
MIDDLE_F = ["Thị", "Thị Ngọc", "Thị Kim", "Thị Mỹ", "Ngọc", "Thị Bích"]
GIVEN_M = ["An", "Bình", "Cường", "Dũng", "Đạt", "Hải", "Hậu", "Hùng", "Khánh", "Lâm", "Lộc", "Nam", "Nghĩa", "Phúc", "Quang", "Sơn",
           "Tài", "Thắng", "Toàn", "Trí", "Tuấn", "Út", "Vinh"]  # fmt: skip
GIVEN_F = ["Ánh", "Diễm", "Dung", "Hạnh", "Hoa", "Hồng", "Huệ", "Lan", "Liên", "Loan", "Mai", "Nga", "Ngân", "Nhung", "Oanh", "Phượng",
           "Thảo", "Thu", "Thúy", "Trang", "Tuyết", "Vân", "Xuân", "Yến"]  # fmt: skip


@dataclass(frozen=True)
class Season:
    """How a commune of 2024 fared: share of households that pass, and the day of its decision; no day, not decided."""

    share: int
    decided_on: dt.date | None


# By code of 2024; one commune is left out on purpose: it had no round, so it is missing and not zero.
SEASONS_2024 = [
    Season(92, dt.date(2024, 11, 8)), Season(88, dt.date(2024, 11, 11)), Season(86, dt.date(2024, 11, 12)),
    Season(84, dt.date(2024, 11, 12)), Season(90, dt.date(2024, 11, 6)), Season(87, dt.date(2024, 11, 13)),
    Season(95, dt.date(2024, 11, 14)), Season(83, dt.date(2024, 11, 18)), Season(89, dt.date(2024, 11, 14)),
    Season(91, dt.date(2024, 11, 7)), Season(85, dt.date(2024, 11, 20)), Season(88, None),
]  # fmt: skip

# The targets that plan 415/KH-UBND sets for 2024, as facts; only the first has records here.
TARGETS_415: list[tuple[str, str, int, str, dt.date | None]] = [
    ("Gia đình được công nhận danh hiệu Gia đình học tập", MEASURE, 85, "%", dt.date(2024, 11, 15)),
    (
        "Dòng họ được công nhận danh hiệu Dòng họ học tập",
        "learning_clan.recognised",
        80,
        "%",
        dt.date(2024, 11, 15),
    ),
    (
        "Cộng đồng được công nhận danh hiệu Cộng đồng học tập",
        "learning_community.recognised",
        90,
        "%",
        dt.date(2024, 11, 15),
    ),
    (
        "Đơn vị trên địa bàn cấp xã được công nhận Đơn vị học tập",
        "learning_unit.recognised",
        90,
        "%",
        dt.date(2024, 11, 15),
    ),
    (
        "Đơn vị cấp huyện được công nhận Đơn vị học tập loại khá trở lên",
        "learning_unit_district.fair_or_better",
        75,
        "%",
        dt.date(2024, 11, 15),
    ),
    (
        "Người lao động trong gia đình, dòng họ, cộng đồng học tập đạt Công dân học tập",
        "learning_citizen.of_workers",
        30,
        "%",
        None,
    ),
    (
        "Cán bộ, công chức, nhân viên trong đơn vị học tập cấp xã đạt Công dân học tập",
        "learning_citizen.of_staff",
        40,
        "%",
        None,
    ),
    ("Cán bộ, hội viên Hội Khuyến học được học tập, quán triệt", "association.briefed", 90, "%", None),
    (
        "Chủ tịch hoặc Phó Chủ tịch Hội Khuyến học cấp xã tham gia quản lý trung tâm",
        "association.leads_centre",
        100,
        "%",
        None,
    ),
    (
        "Hội viên làm công tác khuyến học tham gia hoạt động trung tâm và được tập huấn",
        "association.active_members",
        20,
        "%",
        None,
    ),
    ("Mức hưởng thụ sách bình quân", "library.books_per_person", 3, "bản/người/năm", None),
]


@transaction.atomic
def build() -> Iterator[str]:
    """Yield a line of progress at each step; all in one transaction, so that a broken-off demo leaves nothing behind."""
    chance = random.Random(415)
    by = system_job("dữ liệu trình diễn")
    criteria.load_shipped_editions(by=by)
    edition = CriteriaEdition.objects.get(code="gia-dinh-hoc-tap-mau-1")
    yield "Địa bàn và bộ tiêu chí"
    old, new, neighbours = _load_places(by)
    district = Place.objects.get(code=DISTRICT_CODE, level="district")
    _plan_415(district, by)
    demo_logins.organisation(
        district, "Hội Khuyến học và Khoa học lịch sử huyện Tháp Mười", OrganisationKind.ASSOCIATION, "HKH"
    )
    for commune, season in zip(old, [*SEASONS_2024, None], strict=True):
        _register(commune, 2024, hamlets=3, size=14, chance=chance, by=by, label="Ấp")
        if season is not None:
            _season_2024(commune, edition, season, chance)
        yield f"{commune.title} 2024"
    for commune in neighbours:
        _register(commune, 2024, hamlets=2, size=10, chance=chance, by=by, label="Ấp")
    _reform(new, by)
    yield "Sắp xếp từ 01/7/2025"
    for number, commune in enumerate(new):
        _plan_2026(commune, by)
        if number < 3:
            _season_2026(commune, edition, number, chance)
        yield f"{commune.title} 2026"
    _citizens_2026(new[0])
    yield f"Công dân học tập, {new[0].title} 2026"
    _report_2024(old[0], chance)
    _files(district, old, new, by)
    yield "Hồ sơ đánh giá của xã, đơn vị, dòng họ, ấp; danh hiệu khác, danh hiệu của địa phương"
    demo_logins.make(district, old, new, twin_code=TWIN_CODE, by=by)
    yield "Tài khoản"
    demo_plans.build(district, old, new, by)
    yield "Kế hoạch: việc, chỉ tiêu, khó khăn"
    demo_portal.add(new[0])
    yield f"Cổng thông tin, {new[0].title}"
    demo_centre_file.add(new[1], by)
    yield f"Hồ sơ trung tâm, {new[1].title}"
    demo_reports.build(district, old, new, by)
    yield "Báo cáo tháng 11 năm 2024 và 2026"
    demo_books.explain_gaps(by)
    yield "Sổ văn bản đi"


def _load_places(by: Actor) -> tuple[list[Place], list[Place], list[Place]]:
    """The communes of the district, those of today, and the others that became part of them."""
    known = catalogue.load()
    district = known.resolve(DISTRICT_CODE, DAY_2024)
    old_rows = sorted(known.children(district, DAY_2024), key=lambda row: row.code)
    successors = {row.id: row for old in old_rows for row in known.successors(old)}.values()
    # First the code with two meanings, so that its two communes can be compared.
    new_rows = sorted(successors, key=lambda row: (row.code != TWIN_CODE, row.code))
    others = [row for new in new_rows for row in known.predecessors(new) if row.parent_id != district.id]
    wanted = [district, *old_rows, *new_rows, *others]
    chain = {row.id: row for row in wanted}
    for row in wanted:
        while row.parent_id is not None:
            row = known.by_id[row.parent_id]
            chain[row.id] = row
    places.load_places(chain.values(), known.edges, by=by)
    here = Place.objects.in_bulk(chain)
    for row in [*old_rows, *new_rows]:
        places.install_organisations(here[row.id], by=by)
    neighbours = {row.id: here[row.id] for row in others}
    return [here[row.id] for row in old_rows], [here[row.id] for row in new_rows], list(neighbours.values())


def _reform(new: list[Place], by: Actor) -> None:
    """Every household goes on in the commune of today, in one change with its totals."""
    change = boundaries.draft_from_catalogue([commune.code for commune in new], REFORM, by=by)
    boundaries.apply_change(change, by=by)


def _plan_415(district: Place, by: Actor) -> None:
    details = PlanDetails(
        number="415/KH-UBND",
        dated_on=dt.date(2024, 1, 31),
        issuer="Ủy ban nhân dân huyện Tháp Mười",
        title="Đẩy mạnh phong trào học tập suốt đời trong gia đình, dòng họ, cộng đồng, đơn vị năm 2024",
        year_from=2024,
        year_to=2024,
    )
    plan = plans.record_plan(district, details, by=by)
    for wording, measure, value, unit, before_on in TARGETS_415:
        target = TargetDetails(
            wording,
            Decimal(value),
            2024,
            measure=measure,
            unit=unit,
            before_on=before_on,
            kind="percent" if unit == "%" else "ratio",
        )
        plans.add_target(plan, target, by=by)


def _plan_2026(commune: Place, by: Actor) -> None:
    details = PlanDetails(
        number="01/KH-UBND",
        dated_on=dt.date(2026, 2, 10),
        issuer=f"Ủy ban nhân dân {commune.full_name}",
        title="Kế hoạch minh họa: xây dựng Gia đình học tập năm 2026 (không phải văn bản thật)",
        year_from=2026,
        year_to=2026,
    )
    plan = plans.record_plan(commune, details, by=by)
    target = TargetDetails(
        "Gia đình được công nhận danh hiệu Gia đình học tập",
        Decimal(85),
        2026,
        measure=MEASURE,
        before_on=dt.date(2026, 12, 15),
    )
    plans.add_target(plan, target, by=by)


def _register(
    commune: Place, year: int, *, hamlets: int, size: int, chance: random.Random, by: Actor, label: str
) -> None:
    """Hamlets, then a household list as a workbook through the real import."""
    made = [places.add_hamlet(commune, f"{label} {number}", "ấp", by=by) for number in range(1, hamlets + 1)]
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["STT", "Họ và tên chủ hộ", "Năm sinh", "Giới tính", "Ấp", "Tổ", "Số nhân khẩu"])
    seen: set[tuple[str, int]] = set()
    for hamlet in made:
        for index in range(size + chance.randrange(-2, 5)):
            while True:
                name, sex = _name(chance)
                birth_year = chance.randrange(1948, 1996)
                if (name, birth_year) not in seen:
                    seen.add((name, birth_year))
                    break
            sheet.append(
                [index + 1, name, birth_year, sex, hamlet.name, f"Tổ {1 + index % 3}", chance.randrange(1, 7)]
            )
    out = io.BytesIO()
    book.save(out)
    run = people.preview_import(commune, year, "danh-sach-ho.xlsx", out.getvalue(), by=by)
    people.apply_import(run, by=by)


def _name(chance: random.Random) -> tuple[str, str]:
    if chance.random() < 0.65:
        return f"{chance.choice(FAMILY)} {chance.choice(MIDDLE_M)} {chance.choice(GIVEN_M)}", "Nam"
    return f"{chance.choice(FAMILY)} {chance.choice(MIDDLE_F)} {chance.choice(GIVEN_F)}", "Nữ"


def _officer(commune: Place, chance: random.Random) -> Actor:
    """The officer of a commune's association, in whose name its season is entered."""
    return Actor(
        name=_name(chance)[0],
        capacity=f"Chủ tịch Hội Khuyến học xã, Hội Khuyến học {commune.full_name}",
        grants=(Grant(commune.pk, Role.ASSOCIATION_OFFICER.permissions),),
    )


def _season_2024(commune: Place, edition: CriteriaEdition, season: Season, chance: random.Random) -> None:
    by = _officer(commune, chance)
    round = recognition.open_round(
        commune,
        year=2024,
        title=Title.LEARNING_FAMILY,
        edition=edition,
        before_on=dt.date(2024, 11, 15),
        by=by,
    )
    for hamlet in commune.children.all():
        _enter(round, hamlet, season.share, chance, by, registered_on=dt.date(2024, 3, 15))
        _meet_and_nominate(round, hamlet, dt.date(2024, 10, 12), chance, by)
        _accept(round, hamlet, by)
    if season.decided_on is None:
        return
    submission = recognition.prepare_submission(round, by=by)
    _sign(
        submission.paper, season.decided_on - dt.timedelta(days=2), "Chủ tịch Hội Khuyến học xã", chance, by
    )
    decision = recognition.prepare_decision(submission, by=by)
    _sign(decision.paper, season.decided_on, "Chủ tịch", chance, by)
    recognition.close_round(round, by=by)


def _report_2024(commune: Place, chance: random.Random) -> None:
    text = ReportText(recipients=("Hội Khuyến học và Khoa học lịch sử huyện Tháp Mười",))
    reports.prepare_report(commune, 2024, today(), text, by=_officer(commune, chance))


def _season_2026(commune: Place, edition: CriteriaEdition, number: int, chance: random.Random) -> None:
    """Three communes at three stages; the first has every stage at once, one hamlet each."""
    by = _officer(commune, chance)
    round = recognition.open_round(
        commune,
        year=2026,
        title=Title.LEARNING_FAMILY,
        edition=edition,
        before_on=dt.date(2026, 12, 15),
        by=by,
    )
    hamlets = list(commune.children.all())
    for position, hamlet in enumerate(hamlets):
        stage = position if number == 0 else number + 1
        if stage == 0:
            recognition.register_all(round, hamlet, on=dt.date(2026, 3, 20), by=by)
            continue
        _enter(round, hamlet, 88, chance, by, registered_on=dt.date(2026, 3, 20))
        if stage == 1:
            _score_one_by_criteria(round, hamlet, by)
        if stage >= 2:
            _meet_and_nominate(round, hamlet, dt.date(2026, 11, 8), chance, by)
        if stage >= 3:
            _accept(round, hamlet, by)
    if number == 0:
        submission = recognition.prepare_submission(round, by=by)
        _sign(submission.paper, dt.date(2026, 11, 18), "Chủ tịch Hội Khuyến học xã", chance, by)
        recognition.prepare_decision(submission, by=by)


def _citizens_2026(commune: Place) -> None:
    # Its own chance: the rest of the demonstration stays as it is.
    chance = random.Random(324)
    by = _officer(commune, chance)
    demo_citizens.build(commune, sign=lambda paper, on, title: _sign(paper, on, title, chance, by), by=by)


def _files(district: Place, old: list[Place], new: list[Place], by: Actor) -> None:
    """Phú Thọ stands for the provinces of today: a paper there names the Sở, none that was seen does in Đồng Tháp."""
    phong = demo_logins.organisation(
        district,
        f"Phòng Giáo dục và Đào tạo {district.full_name}",
        OrganisationKind.EDUCATION,
        "GDĐT",
    )
    twin = next(place for place in old if place.code == TWIN_CODE)
    demo_files.of_district(twin, district, scan=_scan)
    officer = demo_files.author(twin)
    demo_beside.files_of_commune(twin, district, officer, scan=_scan)
    demo_beside.other_titles(twin, officer)
    demo_beside.stated_figure(twin, officer, scan=_scan)
    made = places.install_commune(catalogue.load().resolve_year(PHU_THO_COMMUNE, 2026), by=by)
    province = made.commune.parent
    assert province is not None
    so = demo_logins.organisation(
        province, f"Sở Giáo dục và Đào tạo {province.full_name}", OrganisationKind.EDUCATION, "SGDĐT"
    )
    demo_files.of_province(made.commune, province, scan=_scan)
    demo_files.reading(new[0])
    demo_network.add(new[0])
    demo_shelves.add(new[0], by)
    _centre(new[0], by)
    for login, name, body, title, role, place in (
        ("demo-phong-2024", "Vũ Thu Hà", phong, "Chuyên viên", Role.EDUCATION_OFFICER, district),
        ("demo-so-2026", "Phan Thu Trang", so, "Chuyên viên", Role.EDUCATION_OFFICER, province),
        (
            "demo-phutho-2026",
            "Hà Thị Mai",
            made.association,
            "Chủ tịch Hội Khuyến học xã",
            Role.ASSOCIATION_OFFICER,
            made.commune,
        ),
    ):
        demo_logins.give(login, name, body, title, role, place, by)


def _centre(commune: Place, by: Actor) -> None:
    centre = demo_house.add(commune, by)
    demo_centre.add(centre)
    demo_lending.add(commune, by)
    demo_reading.add(commune, by)
    demo_materials.add(centre)
    demo_movements.add(commune, by)
    demo_logins.give(
        "demo-trungtam-2026",
        demo_centre.DIRECTOR,
        centre.organisation,
        "Giám đốc trung tâm",
        Role.CENTRE_DIRECTOR,
        commune,
        by,
    )
    library = demo_logins.organisation(commune, f"Thư viện {commune.full_name}", OrganisationKind.OTHER, "TV")
    demo_logins.give(
        "demo-thuvien-2026", "Võ Thị Kim Thoa", library, "Cán bộ thư viện", Role.LIBRARIAN, commune, by
    )


def _enter(
    round: RecognitionRound,
    hamlet: Place,
    share: int,
    chance: random.Random,
    by: Actor,
    *,
    registered_on: dt.date,
) -> None:
    rows = []
    for dossier in round.dossiers.filter(hamlet=hamlet):
        luck = chance.randrange(100)
        if luck >= share + 6:
            continue  # working far away: not registered
        points = chance.randrange(80, 99) if luck < share else chance.randrange(55, 79)
        own = min(100, max(0, points + chance.randrange(-4, 6)))
        rows.append(TypedRow(dossier.pk, dossier.version, True, str(own), str(points)))
    recognition.save_list(round, hamlet, rows, on=registered_on, by=by)


def _score_one_by_criteria(round: RecognitionRound, hamlet: Place, by: Actor) -> None:
    """One family of the hamlet criterion by criterion, with a photo and a confirmation as evidence."""
    dossier = round.dossiers.filter(hamlet=hamlet, registered_on__isnull=False).order_by("sort_key").first()
    assert dossier is not None
    own = {"GĐ1.1": "10", "GĐ1.2": "9", "GĐ1.3": "10", "GĐ2.1": "10", "GĐ2.2": "18", "GĐ3": "17", "GĐ4": "16"}
    hamlet_points = {**own, "GĐ2.2": "16", "GĐ3": "16"}
    dossier = recognition.score_by_criteria(
        dossier, column="self", points=own, version=dossier.version, by=by
    )
    recognition.score_by_criteria(
        dossier,
        column="hamlet",
        points=hamlet_points,
        why="Tổ thống nhất tại cuộc họp",
        version=dossier.version,
        by=by,
    )
    recognition.attach_evidence(
        dossier, "GĐ2.2", kind="file", text="Ảnh lớp học (minh họa)", content=_scan("ANH MINH HOA"), by=by
    )
    recognition.attach_evidence(
        dossier,
        "GĐ3",
        kind="confirmation",
        text="Có góc học tập, tủ sách",
        confirmation=Confirmation("Lê Văn Mười Hai", "Tổ trưởng Tổ 1", dt.date(2026, 4, 10)),
        by=by,
    )


def _meet_and_nominate(
    round: RecognitionRound, hamlet: Place, held_on: dt.date, chance: random.Random, by: Actor
) -> None:
    present = round.dossiers.filter(hamlet=hamlet).count() - chance.randrange(2, 5)
    form = MeetingForm(
        held_on=held_on,
        venue=f"Nhà văn hóa {hamlet.full_name}",
        chair=_name(chance)[0],
        secretary=_name(chance)[0],
        households_present=present,
        votes=[TypedVote(round, votes_for=present)],
    )
    meeting = recognition.record_meeting(hamlet, form, by=by)
    nomination = recognition.nominate(meeting, by=by)
    for paper in (meeting.minutes, nomination.paper):
        assert paper is not None
        _sign(paper, held_on, "Chủ trì", chance, by)


def _accept(round: RecognitionRound, hamlet: Place, by: Actor) -> None:
    nominated = round.dossiers.filter(hamlet=hamlet, state=DossierState.NOMINATED)
    verdicts = [TypedVerdict(dossier.pk, dossier.version, accept=True) for dossier in nominated]
    recognition.review_hamlet(round, hamlet, verdicts, by=by)


def _sign(paper: Paper, on: dt.date, title: str, chance: random.Random, by: Actor) -> None:
    papers.mark_printed(paper, by=by)
    papers.record_signature(
        paper,
        number=chance.randrange(20, 400) if paper.kind in ("submission", "decision") else None,
        dated_on=on,
        signer=_name(chance)[0],
        signer_capacity=title,
        signed_copy=_scan() if paper.kind == "decision" else None,
        by=_recorder(paper.place, by),
    )


def _recorder(place: Place, by: Actor) -> Actor:
    """Signatures are recorded by a person: the demo's own clerk."""
    user, _ = User.objects.get_or_create(
        login="demo-van-thu", defaults={"full_name": "Văn thư (trình diễn)", "is_active": False}
    )
    grant = Grant(
        place.pk, frozenset({Permission.PAPER_FILE, Permission.DECISION_SIGN, Permission.PAPER_READ})
    )
    return Actor(name=user.full_name, user_id=user.pk, grants=(grant,))


def _scan(words: str = "BAN DA KY - DU LIEU TRINH DIEN, KHONG CO GIA TRI PHAP LY") -> bytes:
    """Stands for the scan of a signed sheet, and says that it does."""
    image = Image.new("RGB", (1240, 1754), "white")
    draw = ImageDraw.Draw(image)
    draw.rectangle((80, 80, 1160, 1674), outline="black", width=4)
    draw.text((140, 160), words, fill="black", font_size=30)
    out = io.BytesIO()
    image.save(out, "JPEG", quality=60)
    return out.getvalue()
