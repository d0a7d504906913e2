"""Ready texts for the Zalo groups of the hamlets: what is missing, until when, where. Figures only, no family is named."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Max, Q
from django.urls import reverse

from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.permissions import Permission
from hoctap.core.vietnamese import format_date
from hoctap.places.models import Level, Place
from hoctap.recognition import road_rules
from hoctap.recognition.models import DossierState, RecognitionRound, people_kept

# What is reminded of → the step of the road that gives its day.
MATTERS = {"scoring": "scoring", "meeting": "hamlet_meeting", "returned": "scoring"}


def last_day_of(season: RecognitionRound, matter: str) -> dt.date | None:
    """The last day of the matter's own step, else of the whole round."""
    road = season.frozen_road
    return road.last_day(MATTERS[matter], season.year) or road.last_day("decision", season.year)


@dataclass(frozen=True)
class Reminder:
    hamlet: Place
    matter: str
    count: int
    text: str
    last_day: dt.date | None
    last_copied: dt.date | None
    why_not: str
    """Why it waits; empty when it may be copied now."""

    @property
    def key(self) -> str:
        return f"{self.matter}-{self.hamlet.pk}"


def reminders(season: RecognitionRound, *, site: str, by: Actor) -> list[Reminder]:
    """Of the hamlets that the actor reviews, in their order. 2 queries, however many hamlets."""
    hamlets = (
        Place.objects.visible_to(by, Permission.DOSSIER_REVIEW)
        .filter(parent=season.place, level=Level.HAMLET)
        .annotate(
            scoring=_count(season, DossierState.LISTED, DossierState.REGISTERED),
            meeting=_count(season, DossierState.SCORED),
            returned=_count(season, DossierState.RETURNED),
        )
    )
    copied: dict[tuple[UUID, str], dt.date] = {
        (hamlet, matter): day
        for hamlet, matter, day in season.reminder_copies.order_by()
        .values_list("hamlet", "matter")
        .annotate(day=Max("copied_on"))
    }
    found = []
    for hamlet in hamlets:
        for matter in MATTERS:
            if matter == "meeting" and not season.needs("hamlet_meeting"):
                continue
            if count := getattr(hamlet, matter):
                found.append(_reminder(season, hamlet, matter, count, copied.get((hamlet.pk, matter)), site))
    return found


def _count(season: RecognitionRound, *states: DossierState) -> Count:
    return Count(
        "dossiers", filter=Q(dossiers__round=season, dossiers__state__in=states) & people_kept("dossiers__")
    )


def _reminder(
    season: RecognitionRound, hamlet: Place, matter: str, count: int, copied: dt.date | None, site: str
) -> Reminder:
    last_day = last_day_of(season, matter)
    reasons = road_rules.reminder_reasons(last_copied=copied, last_day=last_day, today=today())
    return Reminder(
        hamlet=hamlet,
        matter=matter,
        count=count,
        text=_text(season, hamlet, matter, count, last_day, site),
        last_day=last_day,
        last_copied=copied,
        why_not=" ".join(reason.text for reason in reasons),
    )


def _text(
    season: RecognitionRound, hamlet: Place, matter: str, count: int, last_day: dt.date | None, site: str
) -> str:
    word = season.subject_word
    asked = {
        "scoring": f"{hamlet.title} còn {count} {word} chưa có điểm.",
        "meeting": f"{hamlet.title} có {count} {word} đã chấm, chưa họp bình xét.",
        "returned": f"Xã trả lại {count} {word} của {hamlet.full_name}, có ghi lý do từng {word}. Nhờ xem và chấm lại.",
    }[matter]
    screen = "meeting_new" if matter == "meeting" else "entry_list"
    until = ""
    if last_day is not None:
        until = (
            f" Đã quá hạn {format_date(last_day)}, nhờ làm sớm."
            if last_day < today()
            else f" Nhờ làm xong, muộn nhất hết ngày {format_date(last_day)}."
        )
    return (
        f"Kính gửi {hamlet.title}. {season.title_name} năm {season.year}: {asked}{until} "
        f"Mở danh sách: {site}{reverse(screen, args=[season.pk, hamlet.pk])}"
    )
