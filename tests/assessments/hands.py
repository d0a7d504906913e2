"""A file carried by its people: what the tests of assessments share."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.test import Client
from django.urls import reverse

from hoctap.accounts.models import User
from hoctap.assessments import actions, rules
from hoctap.assessments.actions.assessing import FigureTyped
from hoctap.assessments.models import Assessment, Council, FileState
from hoctap.core import files
from hoctap.core.actor import Actor, system_job
from hoctap.core.permissions import Role
from hoctap.criteria.actions import load_shipped_editions
from hoctap.criteria.models import CriteriaEdition
from hoctap.criteria.standards import Ask, key_of
from hoctap.papers import actions as paper_actions
from hoctap.papers.layout_check import check_layout
from hoctap.papers.models import Paper, PaperState
from hoctap.people.models import UnitKind, WorkUnit
from hoctap.places.models import OrganisationKind, Place
from tests.recognition.hands import shown
from tests.world import World, make_organisation, make_place, make_user

PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj "
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
)
SOURCE = "Báo cáo số 12/BC-UBND ngày 20/12/2024"
COMMUNE = "learning_community_commune"


@dataclass
class Bench:
    """The district's office of education in 2024, or a Sở of 2026."""

    world: World
    commune: Place
    authority: Place
    officer: User
    head: User
    year: int

    def by(self, user: User) -> Actor:
        return self.world.actor(user)

    @property
    def lan(self) -> Actor:
        return self.by(self.world.lan)


def edition(code: str) -> CriteriaEdition:
    load_shipped_editions(by=system_job("kiểm thử"))
    return CriteriaEdition.objects.get(code=code)


def office_of(place: Place, name: str) -> tuple[User, User]:
    office = make_organisation(OrganisationKind.EDUCATION, name, "GDĐT", place)
    login = f"gd{place.code}"
    return (
        make_user("Vũ Thu Hà", f"{login}cv", office, "Chuyên viên", (Role.EDUCATION_OFFICER, place)),
        make_user("Đặng Văn Thành", f"{login}gd", office, "Thủ trưởng", (Role.EDUCATION_HEAD, place)),
    )


def district_of_2024(world: World) -> Bench:
    officer, head = office_of(world.district, "Phòng Giáo dục và Đào tạo huyện Tháp Mười")
    return Bench(world, world.commune, world.district, officer, head, 2024)


def province_of_2026(world: World) -> Bench:
    """Phú Thọ, where a paper names the Sở; Lan works in a commune there."""
    province = make_place("province", "tỉnh", "Phú Thọ", code="25")
    commune = make_place("commune", "xã", "Văn Lang", province, code="08100")
    make_place("hamlet", "khu", "Khu 1", commune)
    committee = make_organisation(
        OrganisationKind.PEOPLES_COMMITTEE, "Ủy ban nhân dân xã Văn Lang", "UBND", commune
    )
    world.lan = make_user(
        "Hà Thị Mai", "mai", committee, "Công chức Văn hóa – Xã hội", (Role.ASSOCIATION_OFFICER, commune)
    )
    officer, head = office_of(province, "Sở Giáo dục và Đào tạo tỉnh Phú Thọ")
    return Bench(world, commune, province, officer, head, 2025)


def opened(bench: Bench, level: str = "1", **more: object) -> Assessment:
    return actions.open_assessment(
        COMMUNE,
        bench.commune,
        year=bench.year,
        edition=edition("cong-dong-hoc-tap-xa-tt25"),
        level=level,
        **more,  # type: ignore[arg-type]
        by=bench.lan,
    )


def enough(assessment: Assessment, level: str) -> dict[str, FigureTyped]:
    """Just what the level asks, line by line."""
    found = {}
    for indicator in assessment.edition.standard().indicators:
        if not indicator.concerns(level, assessment.kinds):
            continue
        for condition in indicator.asked_of(assessment.kinds):
            least = condition.least_for(level, assessment.variants)
            key = key_of(indicator.code, condition.code)
            more: dict[str, object] = {"source": SOURCE, "as_of": dt.date(assessment.year, 12, 31)}
            if condition.ask is Ask.YES:
                found[key] = FigureTyped(is_met=True, **more)  # type: ignore[arg-type]
            elif condition.ask is Ask.RISES:
                found[key] = FigureTyped(value=Decimal(11), last=Decimal(10), **more)  # type: ignore[arg-type]
            elif condition.ask is Ask.FALLS:
                found[key] = FigureTyped(value=Decimal(9), last=Decimal(10), **more)  # type: ignore[arg-type]
            elif least is not None:
                found[key] = FigureTyped(value=least, **more)  # type: ignore[arg-type]
    return found


def filled(bench: Bench, assessment: Assessment, level: str = "") -> None:
    """Figures and one piece of evidence for each line."""
    for key, typed in enough(assessment, level or assessment.level).items():
        actions.record_figure(assessment, key, typed, by=bench.lan)
    for indicator in assessment.edition.standard().indicators:
        if indicator.concerns(level or assessment.level, assessment.kinds):
            actions.attach_evidence(
                assessment, indicator.code, kind="note", text=f"Kế hoạch cho {indicator.code}", by=bench.lan
            )


def met(bench: Bench, assessment: Assessment) -> None:
    actions.record_self_meeting(
        assessment,
        rules.MeetingTyped(
            held_on=dt.date(assessment.year + 1, 1, 20),
            venue="Hội trường Ủy ban nhân dân xã",
            chair="Lê Quang Minh",
            secretary="Nguyễn Thị Lan",
            members=[
                ("Lê Quang Minh", "UBND xã"),
                ("Nguyễn Thị Lan", "Hội Khuyến học xã"),
                ("Bùi Văn Đức", "Mặt trận Tổ quốc xã"),
            ],
            agreed=3,
        ),
        by=bench.lan,
    )


def assessed(bench: Bench, level: str = "1") -> Assessment:
    assessment = opened(bench, level)
    filled(bench, assessment)
    met(bench, assessment)
    return actions.close_self_assessment(assessment, by=bench.lan)


def signed(paper: Paper, *, number: int, on: dt.date, by: Actor, copy: bytes | None = None) -> Paper:
    paper.refresh_from_db()
    if paper.state == PaperState.DRAFT:
        paper_actions.mark_printed(paper, by=by)
    return paper_actions.record_signature(
        paper,
        number=number,
        dated_on=on,
        signer="Lê Quang Minh",
        signer_capacity="Chủ tịch",
        signed_copy=copy,
        by=by,
    )


def sent(bench: Bench, level: str = "1") -> Assessment:
    assessment = assessed(bench, level)
    actions.make_papers(assessment, by=bench.lan)
    assessment.refresh_from_db()
    on = dt.date(assessment.year + 1, 2, 10)
    for number, name in enumerate(("minutes", "self_report", "letter"), start=1):
        signed(getattr(assessment, name), number=number, on=on, by=bench.lan)
    return actions.send_file(
        assessment,
        sent_on=dt.date(assessment.year + 1, 2, 20),
        way="portal",
        portal_code="H42-250220-0001",
        by=bench.lan,
    )


MEMBERS = [
    ("chair", "Đặng Văn Thành", "Phòng Giáo dục và Đào tạo"),
    ("secretary", "Vũ Thu Hà", "Phòng Giáo dục và Đào tạo"),
    ("member", "Đỗ Ngọc Bích", "Hội Khuyến học"),
    ("member", "Lý Văn Sơn", "Mặt trận Tổ quốc"),
    ("member", "Cao Thị Nga", "Phòng Văn hóa"),
    ("member", "Tô Văn Bền", "Đoàn Thanh niên"),
    ("member", "Mai Thị Yến", "Hội Phụ nữ"),
]


def council_of(bench: Bench, title: str = COMMUNE) -> Council:
    return actions.set_up_council(
        bench.authority,
        title=title,
        year=bench.year,
        members=MEMBERS,
        paper_number="45/QĐ-GDĐT",
        paper_date=dt.date(bench.year + 1, 2, 25),
        by=bench.by(bench.officer),
    )


def received(bench: Bench, level: str = "1") -> Assessment:
    return actions.receive_file(
        sent(bench, level), received_on=dt.date(bench.year + 1, 2, 21), by=bench.by(bench.officer)
    )


def voted(bench: Bench, assessment: Assessment, council: Council, *, agree: int = 7) -> None:
    for place, member in enumerate(council.members.all()):
        actions.record_opinion(
            assessment,
            member,
            agrees=place < agree,
            failed=() if place < agree else [("X3.2", "Chưa thấy ứng dụng công nghệ")],
            given_on=dt.date(bench.year + 1, 3, 10),
            by=bench.by(bench.officer),
        )


def concluded(bench: Bench, level: str = "1") -> Assessment:
    assessment = received(bench, level)
    voted(bench, assessment, council_of(bench))
    return actions.conclude_file(assessment, agrees=True, by=bench.by(bench.officer))


def recognised(bench: Bench, level: str = "1", on: dt.date | None = None) -> Assessment:
    assessment = concluded(bench, level)
    made = actions.draft_decision([assessment], "recognise", by=bench.by(bench.officer))
    signed(made.paper, number=77, on=on or dt.date(bench.year + 1, 3, 20), by=bench.by(bench.head), copy=PDF)
    assessment.refresh_from_db()
    assert assessment.state == FileState.RECOGNISED
    return assessment


def school_of(bench: Bench, name: str = "Trường THCS Tân Kiều") -> WorkUnit:
    organisation = make_organisation(OrganisationKind.OTHER, name, "THCS", bench.commune)
    return WorkUnit.objects.create(
        place=bench.commune,
        name=name,
        kind=UnitKind.SCHOOL,
        organisation=organisation,
        from_year=2020,
    )


def page_of(client: Client, one: Assessment) -> str:
    return shown(client.get(reverse("assessment_detail", args=[one.pk])))


def stands_the_check(paper: Paper) -> None:
    """Of its layout."""
    last = paper.versions.order_by("-version").first()
    assert last is not None
    findings = check_layout(files.read(last.sha256))
    assert not findings, f"{paper.title}: {'; '.join(map(str, findings))}"
