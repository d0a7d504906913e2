"""Reads for the data subjects' desk: the overview, terms of keeping, what a cleaning would take, the installation as it is."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field
from uuid import UUID

from django.conf import settings
from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone

from hoctap.accounts.models import RoleAssignment, User
from hoctap.core.actor import Actor
from hoctap.core.dates import FIXED_HOLIDAYS, today
from hoctap.core.permissions import Permission, Role
from hoctap.core.registries import Fact, RetentionKind, protection_facts, retention_kinds
from hoctap.core.vietnamese import format_date, format_number
from hoctap.people.models import (
    Basis,
    DataBasis,
    Person,
    PrivacyNotice,
    Purpose,
    RequestState,
    Residence,
    SubjectRequest,
)
from hoctap.places.models import Level, OrganisationKind, Place
from hoctap.places.queries import communes_for, organisation_in
from hoctap.privacy import rules
from hoctap.privacy.models import DayOff, Incident, RetentionPart, RetentionRule, RetentionRun, RunState

WAYS = {"delete": "xóa", "anonymise": "xóa tên, giữ số đếm", "keep": "giữ lâu dài"}
# What others of the house may tell about themselves; where nobody does, the draft leaves a blank.
EXPECTED_FACTS = {
    "second_factor": "Xác thực hai lớp khi đăng nhập",
    "backup": "Sao lưu và thử khôi phục",
    "encryption": "Mã hóa dữ liệu, bản sao lưu",
}


# ── the overview ──────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Overview:
    communes: list[Place]
    waiting: int
    late: int
    due_next: dt.date | None
    incidents_open: int
    incidents_late: int
    notices: list[PrivacyNotice]
    without_notice: list[Place]
    runs: list[RetentionRun]
    days_this_year: int
    consents: int
    objections: int


def overview(actor: Actor) -> Overview:
    now, day = timezone.now(), today()
    communes = [one for one in communes_for(actor, Permission.SUBJECT_REQUEST) if one.is_current]
    waiting = list(
        SubjectRequest.objects.visible_to(actor)
        .filter(state=RequestState.OPEN)
        .values_list("due_on", "acknowledge_by_on", "acknowledged_on")
    )
    incidents = list(Incident.objects.visible_to(actor).filter(closed_on__isnull=True))
    latest: dict[UUID, PrivacyNotice] = {}
    for notice in PrivacyNotice.objects.filter(
        place__in=[one.pk for one in communes], in_force_on__lte=day
    ).order_by("in_force_on", "version"):
        latest[notice.place_id] = notice
    said = (
        DataBasis.objects.filter(place__path__overlap=actor.places_with(Permission.SUBJECT_REQUEST))
        .standing()
        .aggregate(
            yes=Count("pk", filter=Q(basis=Basis.CONSENT)), no=Count("pk", filter=Q(basis=Basis.OBJECTION))
        )
    )
    return Overview(
        communes=communes,
        waiting=len(waiting),
        late=sum(due < day or (told is None and until < day) for due, until, told in waiting),
        due_next=min((due if told else until for due, until, told in waiting), default=None),
        incidents_open=len(incidents),
        incidents_late=sum(one.told_at is None and one.notify_by < now for one in incidents),
        notices=[latest[one.pk] for one in communes if one.pk in latest],
        without_notice=[one for one in communes if one.pk not in latest],
        runs=list(
            RetentionRun.objects.visible_to(actor)
            .filter(state__in=[RunState.PREPARED, RunState.RUNNING, RunState.STOPPED])
            .select_related("place")[:5]
        ),
        days_this_year=DayOff.objects.visible_to(actor).filter(on__year=day.year).count(),
        consents=said["yes"],
        objections=said["no"],
    )


@dataclass(frozen=True)
class Matter:
    """One line of the overview, for `task_list`."""

    title: str
    url: str
    hint: str
    state: str
    tone: str


def matters(page: Overview, *, may_record: bool, may_ground: bool) -> list[Matter]:
    """Everything the person in charge looks after, each with how it stands now."""
    due = f"; hạn gần nhất {format_date(page.due_next)}" if page.due_next else ""
    lines = [
        Matter(
            "Yêu cầu của người dân",
            reverse("request_list"),
            "Xem, sửa, rút đồng ý, hạn chế, phản đối, xóa: mỗi việc có hạn theo luật.",
            f"{page.late} quá hạn"
            if page.late
            else f"{page.waiting} đang chờ{due}"
            if page.waiting
            else "không có",
            "overdue" if page.late else "waiting" if page.waiting else "done",
        )
    ]
    if may_record:
        lines.append(
            Matter(
                "Sự cố về dữ liệu",
                reverse("incident_list"),
                "Mất, lộ, gửi nhầm dữ liệu: thông báo trong 72 giờ từ lúc phát hiện.",
                f"{page.incidents_late} quá 72 giờ"
                if page.incidents_late
                else f"{page.incidents_open} chưa xong"
                if page.incidents_open
                else "không có",
                "overdue" if page.incidents_late else "waiting" if page.incidents_open else "done",
            )
        )
    lines.append(
        Matter(
            "Thông báo cho người dân, người phụ trách",
            reverse("privacy_notice_list"),
            "; ".join(f"{one.officer_name}, {one.officer_contact}" for one in page.notices[:3])
            or "Những lời đọc cho người dân trước khi họ đồng ý hay không.",
            f"{len(page.without_notice)} xã chưa có" if page.without_notice else "đang dùng",
            "returned" if page.without_notice else "done",
        )
    )
    said = f"{format_number(page.consents)} đồng ý, {format_number(page.objections)} không đồng ý"
    if may_ground:
        hint = "Văn bản giao nhiệm vụ cho từng mục đích. Ý kiến của từng người ghi ở trang của người đó."
        lines.append(Matter("Căn cứ, ý kiến về dữ liệu", reverse("basis_list"), hint, said, "neutral"))
    running = next(iter(page.runs), None)
    lines += [
        Matter(
            "Thời hạn lưu, dọn dữ liệu cũ",
            reverse("retention_list"),
            "Mỗi loại dữ liệu giữ bao lâu; xem trước, duyệt, rồi mới xóa.",
            running.get_state_display() if running else "không có đợt nào đang mở",
            "waiting" if running else "neutral",
        ),
        Matter(
            "Ngày nghỉ lễ",
            reverse("day_off_list"),
            "Tết, Giỗ Tổ, nghỉ bù: ghi mỗi năm một lần để tính đúng hạn.",
            f"năm nay đã ghi {page.days_this_year} ngày" if page.days_this_year else "năm nay chưa ghi",
            "done" if page.days_this_year else "returned",
        ),
        Matter(
            "Bản nháp hồ sơ",
            reverse("draft_list"),
            "Đánh giá tác động xử lý dữ liệu, đề xuất cấp độ an toàn: điền sẵn từ hệ thống.",
            "tải về dạng Word",
            "info",
        ),
    ]
    return lines


# ── days off ──────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class YearOff:
    year: int
    fixed: list[tuple[dt.date, str]]
    written: list[DayOff]


def years_off(actor: Actor) -> list[YearOff]:
    """This year and the next."""
    written = list(DayOff.objects.visible_to(actor).select_related("place"))
    return [
        YearOff(
            year=year,
            fixed=[(dt.date(year, month, day), name) for (month, day), name in FIXED_HOLIDAYS.items()],
            written=[one for one in written if one.on.year == year],
        )
        for year in (today().year, today().year + 1)
    ]


def written_days_off(path: list[UUID], first: dt.date, last: dt.date) -> set[dt.date]:
    """For `core.registries.days_off`."""
    return set(DayOff.objects.filter(place__in=path, on__range=(first, last)).values_list("on", flat=True))


# ── how long records are kept ─────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class RetentionRow:
    name: str
    kind: RetentionKind
    months: int | None
    basis: str
    decided_by: str = ""
    """Empty: nobody decided, the proposal stands."""
    decided_at: dt.datetime | None = None

    @property
    def way(self) -> str:
        return WAYS[self.kind.way]


def retention_rows(place: Place) -> list[RetentionRow]:
    decided = _decided(place)
    rows = []
    for name, kind in retention_kinds.items():
        rule = decided.get(name) if kind.find is not None else None
        rows.append(
            RetentionRow(
                name,
                kind,
                rule.months if rule else kind.months,
                rule.basis if rule else kind.basis,
                rule.decided_by if rule else "",
                rule.decided_at if rule else None,
            )
        )
    return rows


def months_in_force(place: Place) -> dict[str, int]:
    return {row.name: row.months for row in retention_rows(place) if row.months is not None}


def _decided(place: Place) -> dict[str, RetentionRule]:
    """The last rule of each kind."""
    return {rule.kind: rule for rule in RetentionRule.objects.filter(place=place).order_by("id")}


@dataclass(frozen=True)
class PartRow:
    part: RetentionPart
    kind: RetentionKind
    samples: list[str]

    @property
    def way(self) -> str:
        return WAYS[self.kind.way]


SAMPLES = 5


def run_parts(run: RetentionRun) -> list[PartRow]:
    """With a few of the rows that will go, read now and kept nowhere, while it waits for its approval."""
    rows = []
    for part in run.parts.all():
        kind = retention_kinds[part.kind]
        shown: list[str] = []
        if run.state == RunState.PREPARED and kind.find is not None:
            found = kind.find(run.place_id, part.before).order_by("pk")[:SAMPLES]
            shown = [kind.describe(one) for one in found]
        rows.append(PartRow(part, kind, shown))
    return rows


# ── the installation as it is ─────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Installation:
    """What the drafts say of this installation and of one place of it. An empty text is not known."""

    place: Place
    committee: str
    persons: int
    households: int
    users: int
    communes: int
    is_online: bool
    hosts: tuple[str, ...]
    roles: tuple[tuple[str, int], ...]
    grounds: tuple[tuple[str, str], ...]
    """Purpose and the law that the commune wrote down for it; empty: none."""
    consents: tuple[tuple[str, int], ...]
    notice: PrivacyNotice | None
    retention: tuple[RetentionRow, ...]
    facts: tuple[Fact, ...]
    incidents: int
    advice: rules.LevelAdvice = field(default=rules.LevelAdvice(2, ()))


def installation(place: Place) -> Installation:
    year = today().year
    committee = organisation_in(place, OrganisationKind.PEOPLES_COMMITTEE, year)
    people = Person.objects.standing().filter(
        erased_on__isnull=True,
        memberships__left_year__isnull=True,
        memberships__household__hamlet__path__contains=[place.pk],
    )
    communes = Place.objects.filter(
        level=Level.COMMUNE, role_assignments__isnull=False, valid_to__isnull=True
    ).distinct()
    users = User.objects.filter(is_active=True).count()
    held = Counter(
        RoleAssignment.objects.filter(
            place__path__contains=[place.pk], capacity__ends_on__isnull=True, capacity__user__is_active=True
        ).values_list("role", flat=True)
    )
    tasks = dict(
        DataBasis.objects.standing()
        .filter(place=place, person__isnull=True, basis=Basis.TASK)
        .values_list("purpose", "legal_text")
    )
    consents = Counter(
        DataBasis.objects.standing()
        .filter(place=place, basis=Basis.CONSENT)
        .values_list("purpose", flat=True)
    )
    hosts = tuple(host for host in settings.ALLOWED_HOSTS if host not in ("localhost", "127.0.0.1", "[::1]"))
    number = communes.count()
    # Roles given at a province: its people work here. Several communes without them: somebody has to say what they share.
    of_province = RoleAssignment.objects.filter(place__level=Level.PROVINCE, capacity__ends_on__isnull=True)
    facts = rules.SystemFacts(
        has_personal_data=True,
        is_online=bool(hosts),
        users=users,
        is_province_wide=False if number <= 1 else of_province.exists() or None,
    )
    return Installation(
        place=place,
        committee=committee.name if committee else "",
        persons=people.distinct().count(),
        households=Residence.objects.within([place.pk]).filter(to_year__isnull=True).count(),
        users=users,
        communes=number,
        is_online=bool(hosts),
        hosts=hosts,
        roles=tuple((role.label, held[role.value]) for role in Role if held[role.value]),
        grounds=tuple((purpose.label, tasks.get(purpose.value, "")) for purpose in Purpose),
        consents=tuple((purpose.label, consents[purpose.value]) for purpose in Purpose),
        notice=PrivacyNotice.objects.in_force(place, today()),
        retention=tuple(retention_rows(place)),
        facts=tuple(facts_now()),
        incidents=Incident.objects.filter(place=place).count(),
        advice=rules.security_level(facts),
    )


def facts_now() -> list[Fact]:
    """What each part of the house says of itself; what nobody says is a blank."""
    told = {name: fact() for name, fact in protection_facts.items()}
    unknown = [Fact(label, "") for name, label in EXPECTED_FACTS.items() if name not in told]
    return [*told.values(), *unknown]
