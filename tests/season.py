"""One commune's season, walked from the list of households to the signed decision and the report.

For tests that need what comes before them. `walk(world)` gives the season of Tân Kiều: in Ấp 1 all is decided, in Ấp 2
families are scored and still open. `walk_next_door(world)` does the same in Hưng Thạnh with other people, so that a word
which both communes use can be told from a name that leaked.

Each step is a function of its own and calls the real actions. A step that still writes rows directly says so with
`DIRECT:` and the action to call instead.
"""

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal

from hoctap.accounts.models import User
from hoctap.core import files
from hoctap.core.permissions import Role
from hoctap.criteria.models import Title
from hoctap.evidence.models import Evidence, EvidenceKind
from hoctap.notices.models import Notice
from hoctap.papers.models import Paper, PaperState
from hoctap.people.models import Household, ImportRun
from hoctap.places.models import Organisation, OrganisationKind, Place
from hoctap.plans.models import Plan, Target
from hoctap.recognition.models import (
    DecisionLine,
    Dossier,
    DossierState,
    NominationList,
    RecognitionDecision,
    RecognitionRound,
    Submission,
    VillageMeeting,
    Way,
)
from hoctap.reports.models import Report, ReportKind
from tests.world import World, make_household, make_organisation, make_place, make_user

YEAR = 2024
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
    households: list[Household] = field(default_factory=list)
    open_households: list[Household] = field(default_factory=list)
    dossiers: list[Dossier] = field(default_factory=list)
    open_dossiers: list[Dossier] = field(default_factory=list)
    import_run: ImportRun = field(init=False)
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


HEADS = (["Huỳnh Tấn Phát Đạt", "Bùi Thị Ngọc Sương"], ["Mai Hoàng Cẩm Tú", "Châu Văn Biển"])
HEADS_NEXT_DOOR = (["Tạ Quốc Khải", "Lưu Thị Mộng Điệp"], ["Hà Bửu Long", "Quách Thị Lài"])


def walk(world: World) -> Season:
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
    )
    return _walk(season, HEADS, "123/KH-UBND", "Đường đê kênh Nhứt")


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
    )
    return _walk(season, HEADS_NEXT_DOOR, "45/KH-UBND", "Đường cái lộ làng")


def _walk(season: Season, heads: tuple[list[str], list[str]], plan_number: str, address: str) -> Season:
    list_households(season, heads, address)
    set_target(season, plan_number)
    open_round(season)
    score_by_list(season)
    attach_evidence(season)
    hold_meeting(season)
    nominate(season)
    review_and_submit(season)
    decide(season)
    report(season)
    notify(season)
    return season


# ---------------------------------------------------------------- the steps


def list_households(season: Season, heads: tuple[list[str], list[str]], address: str) -> None:
    # DIRECT: people.actions of the import.
    season.households = [make_household(season.hamlet, name) for name in heads[0]]
    season.open_households = [make_household(season.open_hamlet, name) for name in heads[1]]
    Household.objects.filter(pk__in=[household.pk for household in season.households]).update(address=address)
    season.import_run = ImportRun.objects.create(
        place=season.commune,
        year=YEAR,
        file_name=f"So ho {season.commune.name}.xlsx",
        sha256="0" * 64,
        by=season.officer,
        rows=[{"head": name} for name in heads[0]],
    )


def set_target(season: Season, number: str) -> None:
    # DIRECT: plans.actions.
    season.plan = Plan.objects.create(
        place=season.commune,
        number=number,
        dated_on=dt.date(YEAR, 1, 15),
        issuer=f"Ủy ban nhân dân xã {season.commune.name}",
        title=f"Kế hoạch xây dựng xã hội học tập của xã {season.commune.name}",
        year_from=YEAR,
        year_to=YEAR,
    )
    season.target = Target.objects.create(
        plan=season.plan,
        wording="Gia đình được công nhận Gia đình học tập",
        value=Decimal(85),
        year=YEAR,
        before_on=dt.date(YEAR, 11, 15),
    )


def open_round(season: Season) -> None:
    # DIRECT: recognition.actions: opens the round and lists every household.
    season.round = RecognitionRound.objects.create(
        title=Title.LEARNING_FAMILY,
        year=YEAR,
        place=season.commune,
        edition=season.world.edition,
        before_on=dt.date(YEAR, 11, 15),
        opened_by=season.officer.full_name,
    )
    season.dossiers = [_dossier(season, household) for household in season.households]
    season.open_dossiers = [_dossier(season, household) for household in season.open_households]


def score_by_list(season: Season) -> None:
    # DIRECT: recognition.actions: enters a hamlet by list.
    for dossier in [*season.dossiers, *season.open_dossiers]:
        dossier.state = DossierState.SCORED
        dossier.way = Way.PAPER
        dossier.registered_on = dt.date(YEAR, 2, 20)
        dossier.self_total, dossier.hamlet_total = Decimal(92), Decimal(88)
        dossier.save()


def attach_evidence(season: Season) -> None:
    # DIRECT: evidence.actions.
    stored = files.keep(SCAN, files.PDF)
    dossier = season.open_dossiers[0]
    season.evidence = Evidence.objects.create(
        kind=EvidenceKind.FILE,
        place=season.open_hamlet,
        subject_kind="recognition.dossier",
        subject_id=str(dossier.pk),
        text=f"Giấy khen của {dossier.household.head.full_name}",
        sha256=stored.sha256,
        media_type=stored.media_type,
        size=stored.size,
        added_by=season.officer,
        added_by_label=season.officer.full_name,
    )


def hold_meeting(season: Season) -> None:
    # DIRECT: recognition.actions: records the meeting, makes its minutes.
    season.meeting = VillageMeeting.objects.create(
        round=season.round,
        hamlet=season.hamlet,
        held_on=dt.date(YEAR, 10, 5),
        venue=f"Nhà văn hóa {season.hamlet.name}",
        chair=season.head.full_name,
        secretary="thư ký họp",
        households_present=2,
        votes_for=2,
        minutes=_paper(season, "meeting_minutes", "Biên bản họp bình xét"),
        recorded_by=season.head.full_name,
    )


def nominate(season: Season) -> None:
    # DIRECT: recognition.actions.
    season.nomination = NominationList.objects.create(
        round=season.round,
        hamlet=season.hamlet,
        meeting=season.meeting,
        paper=_paper(season, "nomination_list", "Danh sách đề nghị"),
        sent_by=season.head.full_name,
    )
    season.nomination.dossiers.set(season.dossiers)


def review_and_submit(season: Season) -> None:
    # DIRECT: recognition.actions.
    for dossier in season.dossiers:
        dossier.commune_total = Decimal(87)
        dossier.save()
    season.submission = Submission.objects.create(
        round=season.round, paper=_paper(season, "submission", "Tờ trình")
    )
    season.submission.dossiers.set(season.dossiers)


def decide(season: Season) -> None:
    # DIRECT: recognition.actions makes the decision; papers.actions records its number, date and signed copy.
    paper = _paper(season, "recognition_decision", "Quyết định công nhận")
    season.decision = RecognitionDecision.objects.create(
        round=season.round, submission=season.submission, paper=paper, issuer=season.committee
    )
    for position, dossier in enumerate(season.dossiers, start=1):
        DecisionLine.objects.create(
            decision=season.decision,
            dossier=dossier,
            position=position,
            head_name=dossier.household.head.full_name,
            hamlet_name=season.hamlet.full_name,
            total=Decimal(87),
        )
    signed = files.keep(SCAN + season.commune.name.encode(), files.PDF)
    paper.state = PaperState.SIGNED
    paper.number, paper.dated_on = 7, dt.date(YEAR, 11, 8)
    paper.signer, paper.signer_capacity = season.chair.full_name, "Chủ tịch"
    paper.signed_sha256, paper.signed_media_type = signed.sha256, signed.media_type
    paper.signed_recorded_by, paper.signed_recorded_at = (
        season.chair,
        dt.datetime(YEAR, 11, 8, 9, tzinfo=dt.UTC),
    )
    paper.save()
    for dossier in season.dossiers:
        dossier.state = DossierState.RECOGNISED
        dossier.decided_on, dossier.frozen_score = paper.dated_on, {"total": "87"}
        dossier.save()
    season.decision.effective_on = paper.dated_on
    season.decision.save()


def report(season: Season) -> None:
    # DIRECT: reports.actions.
    season.report = Report.objects.create(
        kind=ReportKind.LEARNING_FAMILY_RESULTS,
        place=season.commune,
        year=YEAR,
        cut_off_on=dt.date(YEAR, 11, 14),
        figures={},
        paper=_paper(season, "results_report", "Báo cáo kết quả"),
        prepared_by=season.officer.full_name,
    )


def notify(season: Season) -> None:
    # DIRECT: notices.actions.
    season.notice = Notice.objects.create(
        user=season.officer, text=f"{season.hamlet.name} của {season.commune.name} đã gửi danh sách"
    )


def _dossier(season: Season, household: Household) -> Dossier:
    return Dossier.objects.create(
        round=season.round,
        household=household,
        hamlet=household.hamlet,
        title=season.round.title,
        year=season.round.year,
        sort_key=household.sort_key,
    )


def _paper(season: Season, kind: str, title: str) -> Paper:
    return Paper.objects.create(
        kind=kind,
        issuer=season.committee,
        place=season.commune,
        year=YEAR,
        title=f"{title} {season.commune.name}",
        state=PaperState.DRAFT,
        prepared_by=season.officer.full_name,
    )
