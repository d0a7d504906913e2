"""What waits for me: work of every app in one queue, the first steps of a new commune, the targets of my place."""

import datetime as dt
from dataclasses import dataclass

from django.urls import reverse

from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.permissions import Permission
from hoctap.core.registries import WorkItem, work_providers
from hoctap.measures import queries as measure_queries
from hoctap.people.models import Residence
from hoctap.places.models import Level, Place
from hoctap.plans import queries as plan_queries
from hoctap.plans.models import Plan
from hoctap.plans.queries import TargetResult
from hoctap.recognition.measures import RECOGNISED
from hoctap.recognition.models import RecognitionRound
from hoctap.reports import queries as report_queries
from hoctap.reports.board.leading import board_url


@dataclass(frozen=True)
class Step:
    """One of the first things to do in a new commune, in their order."""

    title: str
    hint: str
    is_done: bool
    now: bool
    action_label: str
    action_url: str

    @property
    def code(self) -> str:
        return "done" if self.is_done else "not_started"

    @property
    def state(self) -> str:
        return "Đã xong" if self.is_done else "Chưa làm"


@dataclass(frozen=True)
class HomePage:
    items: list[WorkItem]
    steps: list[Step]
    place: Place | None
    year: int
    results: list[TargetResult]

    @property
    def is_above_communes(self) -> bool:
        return self.place is not None and self.place.level in (Level.PROVINCE, Level.DISTRICT)

    @property
    def board_url(self) -> str:
        return board_url(self.place, self.year) if self.place else ""


def home_page(actor: Actor) -> HomePage:
    place = next(iter(report_queries.places_for(actor, Permission.RESULT_READ)), None)
    year = report_queries.last_season(place) if place else today().year
    results = plan_queries.target_results(place, year) if place else []
    return HomePage(
        items=work_of(actor),
        steps=first_steps(actor, place, today().year),
        place=place,
        year=year,
        results=[result for result in results if result.measure is not None],
    )


def work_of(actor: Actor) -> list[WorkItem]:
    """Overdue first, then by last day, then by the order of the season's steps."""
    items = [item for provider in work_providers for item in provider(actor)]
    return sorted(items, key=lambda item: (not item.late, item.due_on or dt.date.max, item.order, item.title))


def first_steps(actor: Actor, place: Place | None, year: int) -> list[Step]:
    """Empty once every step is done and where the actor may do none of them.

    In a commune that has ended, whose past seasons are entered afterwards, a step is done when it was done for any year.
    """
    if place is None or place.level != Level.COMMUNE:
        return []
    wanted = [
        (
            "Lập danh sách ấp, khóm",
            "Tên như trong sổ của xã; mỗi hộ thuộc một ấp.",
            Permission.PLACE_EDIT,
            "Lập ấp, khóm",
            "hamlet_list",
        ),
        (
            "Nhập danh sách hộ",
            "Tệp Excel có tiêu đề ở dòng 1; xem trước các dòng sai rồi mới nhập.",
            Permission.HOUSEHOLD_IMPORT,
            "Nhập danh sách hộ",
            "import_new",
        ),
        (
            "Nhập kế hoạch và chỉ tiêu",
            "Ví dụ: 85 % gia đình được công nhận Gia đình học tập, trước 15/11.",
            Permission.PLAN_EDIT,
            "Nhập kế hoạch",
            "plan_new",
        ),
        (
            f"Mở đợt công nhận năm {year}" if place.is_current else "Mở đợt công nhận",
            "Mỗi hộ trong sổ có một hồ sơ; trưởng ấp ghi đăng ký và điểm.",
            Permission.ROUND_OPEN,
            "Mở đợt",
            "round_new",
        ),
    ]
    if not any(actor.may(permission, at=place) for _, _, permission, _, _ in wanted):
        return []
    done = _done_for_year(place, year) if place.is_current else _done_ever(place)
    if all(done):
        return []
    first_open = done.index(False)
    return [
        Step(
            title=title,
            hint=hint,
            is_done=done[index],
            now=index == first_open,
            action_label=label,
            action_url=reverse(url_name) if not done[index] and actor.may(permission, at=place) else "",
        )
        for index, (title, hint, permission, label, url_name) in enumerate(wanted)
    ]


def _done_for_year(place: Place, year: int) -> list[bool]:
    figure = measure_queries.figure(RECOGNISED, place, year)
    return [
        place.children.filter(level=Level.HAMLET).exists(),
        bool(figure.denominator),
        Plan.objects.binding(place).filter(targets__year=year).exists(),
        not figure.is_missing,
    ]


def _done_ever(place: Place) -> list[bool]:
    if RecognitionRound.objects.filter(place=place).exists():
        return [True] * 4
    return [
        place.children.filter(level=Level.HAMLET).exists(),
        Residence.objects.within([place.pk]).exists(),
        Plan.objects.binding(place).filter(targets__isnull=False).exists(),
        False,
    ]
