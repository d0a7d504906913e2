"""One commune's season, walked from the list of households to the signed decision and the report.

For tests that need what comes before them. `walk(world)` gives the season of Tân Kiều: in Ấp 1 all is decided, in Ấp 2
families are scored and still open. `walk_next_door(world)` does the same in Hưng Thạnh with other people, so that a word
which both communes use can be told from a name that leaked.

Each step is a function of its own and calls the real actions; a new step is added to `STEPS`.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils import timezone

from hoctap.accounts.models import User
from hoctap.core.actor import Actor
from hoctap.core.dates import is_working_day, today
from hoctap.core.permissions import Permission, Role
from hoctap.criteria.models import Title
from hoctap.evidence.models import Evidence, EvidenceKind
from hoctap.notices.models import Notice
from hoctap.papers import actions as papers
from hoctap.people import actions as people
from hoctap.people.models import (
    Clan,
    DataBasis,
    DuplicateCandidate,
    Household,
    HouseholdMember,
    ImportRun,
    PersonMerge,
    PrivacyNotice,
    SubjectRequest,
    UnitMembership,
    WorkUnit,
)
from hoctap.places.boundaries.actions import Draft, NewPlace, OldPart, draft_change
from hoctap.places.models import BoundaryChange, Organisation, OrganisationKind, Place
from hoctap.plans import actions as plans
from hoctap.plans.models import Plan, Target
from hoctap.plans.rules import PlanDetails, TargetDetails
from hoctap.privacy import actions as privacy
from hoctap.privacy.models import DayOff, Incident, RetentionRun
from hoctap.recognition import actions as recognition
from hoctap.recognition.actions import TypedRow, TypedVerdict
from hoctap.recognition.models import (
    Dossier,
    NominationList,
    RecognitionDecision,
    RecognitionRound,
    Submission,
    VillageMeeting,
)
from hoctap.reports import actions as reports
from hoctap.reports.content import ReportText
from hoctap.reports.models import Report
from tests.people.sheets import sheet
from tests.world import World, make_household, make_organisation, make_place, make_user

YEAR = 2024


BEFORE = dt.date(2024, 11, 15)


# Taken for a PDF; what a scan shows does not matter to these tests.
SCAN = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n%%EOF\n"


@dataclass
class Season:
    """What a season leaves behind. `people` are the heads of the households, the ones that must never leak."""

    world: World
    commune: Place
    hamlet: Place
    open_hamlet: Place
    committee: Organisation
    association: Organisation
    officer: User
    head: User
    chair: User
    admin: User
    keeper: User
    """Who keeps the system of the province."""
    director: User
    """Of the commune's learning centre."""
    households: list[Household] = field(default_factory=list)
    open_households: list[Household] = field(default_factory=list)
    dossiers: list[Dossier] = field(default_factory=list)
    open_dossiers: list[Dossier] = field(default_factory=list)
    import_run: ImportRun = field(init=False)
    pair: DuplicateCandidate = field(init=False)
    merge: PersonMerge = field(init=False)
    asked: SubjectRequest = field(init=False)
    clan: Clan = field(init=False)
    unit: WorkUnit = field(init=False)
    colleague: UnitMembership = field(init=False)
    consent: DataBasis = field(init=False)
    plan: Plan = field(init=False)
    target: Target = field(init=False)
    round: RecognitionRound = field(init=False)
    evidence: Evidence = field(init=False)
    meeting: VillageMeeting = field(init=False)
    nomination: NominationList = field(init=False)
    submission: Submission = field(init=False)
    decision: RecognitionDecision = field(init=False)
    report: Report = field(init=False)
    notice: Notice = field(init=False)
    privacy_notice: PrivacyNotice = field(init=False)
    incident: Incident = field(init=False)
    day_off: DayOff = field(init=False)
    cleaning: RetentionRun = field(init=False)
    boundary: BoundaryChange = field(init=False)
    """A draft: the commune (or another one of the keeper's) gets another name."""

    def by(self, user: User) -> Actor:
        return self.world.actor(user)

    def refresh(self) -> None:
        for dossier in [*self.dossiers, *self.open_dossiers]:
            dossier.refresh_from_db()


type Step = Callable[[Season], None]


type Step = Callable[[Season], None]


HEADS = (["Huỳnh Tấn Phát Đạt", "Bùi Thị Ngọc Sương"], ["Mai Hoàng Cẩm Tú", "Châu Văn Biển"])


HEADS_NEXT_DOOR = (["Tạ Quốc Khải", "Lưu Thị Mộng Điệp"], ["Hà Bửu Long", "Quách Thị Lài"])


def walk(world: World, *, last: Step | None = None) -> Season:
    """All of it, or up to and with the step `last`: `walk(world, last=season.hold_meeting)`."""
    return _go_on(begin(world), last)


def begin(world: World) -> Season:
    """What comes before the first step: the list of households, the register, the plan's target."""
    season = Season(
        world=world,
        commune=world.commune,
        hamlet=world.hamlet,
        open_hamlet=world.hamlet_2,
        committee=world.committee,
        association=world.association,
        officer=world.lan,
        head=world.hung,
        chair=world.minh,
        admin=world.admin,
        keeper=keeper_of_province(world),
        director=make_director("Đặng Thị Thu", "thu", world.commune),
    )
    return _begin(season, HEADS, "123/KH-UBND", "Đường đê kênh Nhứt")


def walk_next_door(world: World) -> Season:
    """Hưng Thạnh, where Oanh and her colleagues do the same and must see nothing of Tân Kiều."""
    commune, hamlet = world.other_commune, world.other_hamlet
    committee = make_organisation(
        OrganisationKind.PEOPLES_COMMITTEE, "Ủy ban nhân dân xã Hưng Thạnh", "UBND", commune
    )
    board = make_organisation(OrganisationKind.HAMLET_BOARD, "Ban nhân dân Ấp 1", "", hamlet)
    season = Season(
        world=world,
        commune=commune,
        hamlet=hamlet,
        open_hamlet=make_place("hamlet", "ấp", "Ấp 2", commune),
        committee=committee,
        association=commune.organisations.get(kind=OrganisationKind.ASSOCIATION),
        officer=world.oanh,
        head=make_user("Cao Bá Tường", "tuong", board, "Trưởng ấp", (Role.HAMLET_HEAD, hamlet)),
        chair=make_user("Dương Hữu Nghĩa", "nghia", committee, "Chủ tịch UBND xã", (Role.CHAIR, commune)),
        admin=make_user(
            "Thái Thị Én", "en", committee, "Công chức Văn hóa – Xã hội", (Role.COMMUNE_ADMIN, commune)
        ),
        keeper=_keeper("Uông Thị Trông", "trong", make_place("province", "tỉnh", "Bên Kia")),
        director=make_director("Triệu Thị Vân", "van", commune),
    )
    return _go_on(_begin(season, HEADS_NEXT_DOOR, "45/KH-UBND", "Đường cái lộ làng"))


def _keeper(name: str, login: str, province: Place) -> User:
    office = make_organisation(OrganisationKind.OTHER, f"Văn phòng {province.full_name}", "", province)
    return make_user(name, login, office, "Quản trị hệ thống", (Role.SYSTEM_ADMIN, province))


def make_director(name: str, login: str, commune: Place) -> User:
    centre = make_organisation(
        OrganisationKind.CENTRE,
        f"Trung tâm Văn hóa – Học tập cộng đồng {commune.full_name}",
        "TTHTCĐ",
        commune,
    )
    return make_user(name, login, centre, "Giám đốc trung tâm", (Role.CENTRE_DIRECTOR, commune))


def keeper_of_province(world: World) -> User:
    return _keeper("Lâm Thế Giữ", "giu", world.province)


def draft_boundary(season: Season) -> None:
    """Each keeper's own: Tân Kiều, and a commune of the province on the other side."""
    by = season.by(season.keeper)
    commune = season.commune
    if not by.may(Permission.BOUNDARY_CHANGE, at=commune):
        province = season.keeper.capacities.get().organisation.place
        commune = make_place("commune", "xã", "Bên Sông", province)
        make_place("hamlet", "ấp", "Ấp 1", commune)
    new = NewPlace("phường", commune.name, parent=commune.parent, parts=(OldPart(commune),))
    draft = Draft(f"Lập phường {commune.name}", dt.date(2027, 1, 1), "", [new])
    season.boundary = draft_change(draft, by=by)


def _begin(season: Season, heads: tuple[list[str], list[str]], plan_number: str, address: str) -> Season:
    list_households(season, heads, address)
    keep_register(season)
    set_target(season, plan_number)
    return season


def _go_on(season: Season, last: Step | None = None) -> Season:
    for step in STEPS:
        step(season)
        if step == last:
            break
    return season


def protect(season: Season) -> None:
    """The desk of the person in charge of data: a notice, an incident, a day off, somebody long gone whose time is over."""
    by = season.by(season.admin)
    name = season.commune.name
    season.privacy_notice = people.write_privacy_notice(
        season.commune,
        body=f"Xã {name} giữ họ tên, năm sinh để xét công nhận danh hiệu.",
        officer_name=f"Người phụ trách ở {name}",
        officer_contact=f"Phòng một cửa {name}, điện thoại 0900 000 000",
        in_force_on=today(),
        by=by,
    )
    season.incident = privacy.record_incident(
        season.commune,
        kind="lost",
        what=f"Mất máy tính bảng ở nhà văn hóa {name}",
        found_at=timezone.now() - dt.timedelta(hours=2),
        by=by,
    )
    day = today() + dt.timedelta(days=7)
    while not is_working_day(day):
        day += dt.timedelta(days=1)
    (season.day_off,) = privacy.add_days_off(
        season.commune, on=day, name=f"Nghỉ bù ở {name}", source=f"Thông báo của {name}", by=by
    )
    gone = make_household(season.hamlet, f"Người Đã Đi {name}", listed_year=2001).head
    HouseholdMember.objects.filter(person=gone).update(left_year=2002)
    season.cleaning = privacy.prepare_retention(season.commune, by=by)


def preview_import(season: Season) -> None:
    """Another list, read and not yet applied. Apart from `walk`, because a process of its own reads the file."""
    name = "Trịnh Văn Kiều" if season.commune == season.world.commune else "Đoàn Thị Thạnh"
    content = sheet([[1, name, 1970, "Nam", season.hamlet.name, "", "", 4, ""]])
    season.import_run = people.preview_import(
        season.commune, YEAR, f"So ho {season.commune.name}.xlsx", content, by=season.by(season.officer)
    )


# ---------------------------------------------------------------- the steps
def list_households(season: Season, heads: tuple[list[str], list[str]], address: str) -> None:
    by = season.by(season.officer)
    for hamlet, names, households in [
        (season.hamlet, heads[0], season.households),
        (season.open_hamlet, heads[1], season.open_households),
    ]:
        for name in names:
            households.append(people.add_household(hamlet, full_name=name, year=YEAR, address=address, by=by))


def keep_register(season: Season) -> None:
    """What is kept of people beside their households: two that look alike, two that were merged, a request,
    a clan, a school and a consent."""
    by = season.by(season.officer)
    one, other = (household.head for household in season.households)
    people.record_duplicates([(one, other, "cùng tên khi bỏ dấu")], by=by)
    season.pair = DuplicateCandidate.objects.get(place=season.commune)
    household = season.open_households[0]
    doubles = [
        people.add_member(household, full_name=f"{household.head} {last}", year=YEAR, relation="child", by=by)
        for last in ("Ba", "Bá")
    ]
    merged = DuplicateCandidate.objects.get(place=season.commune, person_a__in=doubles)
    season.merge = people.merge_persons(merged, doubles[0], by=by)
    season.asked = people.register_request(
        season.open_households[1].head,
        kind="erase",
        received_on=today(),
        channel="paper",
        text=f"Xin xóa tên {season.open_households[1].head}",
        by=season.by(season.admin),
    )
    season.clan = people.add_clan(season.commune, name=f"Họ ở {season.commune.name}", from_year=2020, by=by)
    season.unit = people.add_unit(
        season.commune, name=f"Trường {season.commune.name} 1", kind="school", from_year=2020, by=by
    )
    season.colleague = people.add_unit_member(
        season.unit,
        season.households[0].head,
        from_year=2021,
        title=f"Hiệu trưởng {season.commune.name}",
        by=by,
    )
    season.consent = people.record_consent(
        season.households[1].head,
        purpose="phone",
        agrees=True,
        given_on=today(),
        channel="paper",
        notice_version="thông báo thứ nhất",
        helper=f"Người giúp ở {season.commune.name}",
        by=by,
    )


def set_target(season: Season, number: str) -> None:
    details = PlanDetails(
        number=number,
        dated_on=dt.date(YEAR, 1, 15),
        issuer=f"Ủy ban nhân dân xã {season.commune.name}",
        title=f"Kế hoạch xây dựng xã hội học tập của xã {season.commune.name}",
        year_from=YEAR,
        year_to=YEAR,
    )
    season.plan = plans.record_plan(season.commune, details, by=season.by(season.officer))
    target = TargetDetails("Gia đình được công nhận Gia đình học tập", Decimal(85), YEAR, before_on=BEFORE)
    season.target = plans.add_target(season.plan, target, by=season.by(season.officer))


def open_round(season: Season) -> None:
    season.round = recognition.open_round(
        season.commune,
        year=YEAR,
        title=Title.LEARNING_FAMILY,
        edition=season.world.edition,
        before_on=BEFORE,
        by=season.by(season.officer),
    )
    season.dossiers = list(season.round.dossiers.filter(hamlet=season.hamlet))
    season.open_dossiers = list(season.round.dossiers.filter(hamlet=season.open_hamlet))


def score_by_list(season: Season) -> None:
    """In Ấp 1 the head enters the list; in Ấp 2 the officer does."""
    for hamlet, dossiers, person in [
        (season.hamlet, season.dossiers, season.head),
        (season.open_hamlet, season.open_dossiers, season.officer),
    ]:
        rows = [TypedRow(dossier.pk, dossier.version, True, "92", "88") for dossier in dossiers]
        recognition.save_list(season.round, hamlet, rows, by=season.by(person))
    season.refresh()


def attach_evidence(season: Season) -> None:
    dossier = season.open_dossiers[0]
    season.evidence = recognition.attach_evidence(
        dossier,
        "A2",
        kind=EvidenceKind.FILE,
        text=f"Giấy khen của {dossier.household.head.full_name}",
        content=SCAN,
        by=season.by(season.officer),
    )
    season.refresh()


def hold_meeting(season: Season) -> None:
    form = recognition.MeetingForm(
        held_on=dt.date(YEAR, 10, 5),
        venue=f"Nhà văn hóa {season.hamlet.name}",
        chair=season.head.full_name,
        secretary="Thư ký cuộc họp",
        households_present=2,
        votes=[recognition.TypedVote(season.round, votes_for=2)],
    )
    season.meeting = recognition.record_meeting(season.hamlet, form, by=season.by(season.head))


def nominate(season: Season) -> None:
    season.nomination = recognition.nominate(season.meeting, by=season.by(season.head))
    season.refresh()


def review(season: Season) -> None:
    verdicts = [TypedVerdict(dossier.pk, dossier.version, True) for dossier in season.dossiers]
    recognition.review_hamlet(season.round, season.hamlet, verdicts, by=season.by(season.officer))
    season.refresh()


def submit(season: Season) -> None:
    by = season.by(season.officer)
    season.submission = recognition.prepare_submission(season.round, by=by)
    papers.mark_printed(season.submission.paper, by=by)
    papers.record_signature(
        season.submission.paper,
        number=3,
        dated_on=dt.date(YEAR, 10, 25),
        signer=season.officer.full_name,
        signer_capacity="Chủ tịch",
        by=by,
    )


def prepare_decision(season: Season) -> None:
    season.decision = recognition.prepare_decision(season.submission, by=season.by(season.officer))


def sign_decision(season: Season) -> None:
    by = season.by(season.chair)
    papers.mark_printed(season.decision.paper, by=by)
    papers.record_signature(
        season.decision.paper,
        number=7,
        dated_on=dt.date(YEAR, 11, 8),
        signer=season.chair.full_name,
        signer_capacity="Chủ tịch",
        signed_copy=SCAN + season.commune.name.encode(),
        by=by,
    )
    season.decision.refresh_from_db()
    season.refresh()


def report(season: Season) -> None:
    text = ReportText(recipients=(f"Ủy ban nhân dân xã {season.commune.name}",))
    season.report = reports.prepare_report(season.commune, YEAR, today(), text, by=season.by(season.officer))


def read_notices(season: Season) -> None:
    season.notice = Notice.objects.filter(user=season.officer).latest("id")


STEPS: list[Callable[[Season], None]] = [
    open_round,
    score_by_list,
    attach_evidence,
    hold_meeting,
    nominate,
    review,
    submit,
    prepare_decision,
    sign_decision,
    report,
    read_notices,
    draft_boundary,
]
