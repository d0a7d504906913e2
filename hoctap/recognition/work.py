"""What of a season waits for the signed-in person, for the home page; and what the register tells the open rounds."""

import datetime as dt
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.urls import reverse

from hoctap.core.actor import Actor
from hoctap.core.dates import last_day_before, today
from hoctap.core.permissions import Permission
from hoctap.core.registries import WorkItem
from hoctap.papers.models import PaperState
from hoctap.people.models import Household
from hoctap.places.models import Place
from hoctap.recognition import actions
from hoctap.recognition.commune_meetings.queries import unmet
from hoctap.recognition.links import review_of
from hoctap.recognition.models import (
    OPEN_STATES,
    Dossier,
    DossierState,
    RecognitionDecision,
    RecognitionRound,
    RoundState,
    people_kept,
)
from hoctap.recognition.posting.work import posting_items


def work_items(by: Actor) -> list[WorkItem]:
    items: list[WorkItem] = []
    seasons = list(
        RecognitionRound.objects.visible_to(by)
        .filter(state=RoundState.OPEN)
        .select_related("place")
        .order_by("-year")
    )
    for season in seasons:
        where = season.place.title
        if by.may_anywhere(Permission.DOSSIER_ENTER):
            items += _hamlet_items(season, by)
        if by.may(Permission.DOSSIER_REVIEW, at=season.place):
            due, late = _due(season, "review")
            stale = season.dossiers.filter(stale_at__isnull=False).exclude(state__in=OPEN_STATES)
            items += _stale_items(stale, where=f"{where} · {season}")
            waiting = _hamlets_with(season, [DossierState.NOMINATED])
            items += [
                WorkItem(
                    f"Xét {count} {season.subject_word} do {hamlet.full_name} đề nghị",
                    review_of(season.pk, hamlet.pk),
                    why=f"{where} · {season}",
                    due_on=due,
                    late=late,
                    order=10,
                )
                for hamlet, count in waiting
            ]
            unmet_now = unmet(season).count() if season.needs("commune_meeting") else 0
            if unmet_now:
                meeting_due, meeting_late = _due(season, "commune_meeting")
                items.append(
                    WorkItem(
                        f"Họp xét của xã: {unmet_now} {season.subject_word} đã đồng ý",
                        reverse("communemeeting_new", args=[season.pk]),
                        why=f"{where} · {season}",
                        due_on=meeting_due,
                        late=meeting_late,
                        order=14,
                    )
                )
            items += posting_items(season, where=f"{where} · {season}", late=_due(season, "posting"))
        if by.may(Permission.SUBMISSION_PREPARE, at=season.place):
            accepted = season.dossiers.filter(state=DossierState.ACCEPTED).count()
            if accepted:
                due, late = _due(season, "submission")
                items.append(
                    WorkItem(
                        f"Lập tờ trình cho {accepted} {season.subject_word} xã đã đồng ý",
                        reverse("round_detail", args=[season.pk]),
                        why=f"{where} · {season}",
                        due_on=due,
                        late=late,
                        order=20,
                    )
                )
    if by.may_anywhere(Permission.DECISION_SIGN):
        waiting_decisions = (
            RecognitionDecision.objects.filter(
                round__place__path__overlap=by.places_with(Permission.DECISION_SIGN),
                paper__state__in=[PaperState.DRAFT, PaperState.PRINTED],
            )
            .select_related("round__place")
            .annotate(size=Count("lines"))
        )
        items += [
            WorkItem(
                f"Quyết định cho {decision.size} {decision.round.subject_word} chờ ký",
                reverse("decision_detail", args=[decision.pk]),
                why=f"{decision.round.place.title} · {decision.round}",
                due_on=_due(decision.round, "decision")[0],
                late=_due(decision.round, "decision")[1],
                order=5,
            )
            for decision in waiting_decisions
        ]
    return items


def _due(season: RecognitionRound, step: str) -> tuple[dt.date | None, bool]:
    """The last day of the step, else of the whole round; and whether it is past."""
    road = season.frozen_road
    due = road.last_day(step, season.year)
    if due is None and season.before_on is not None:
        due = last_day_before(season.before_on)
    return due, due is not None and today() > due


def _stale_items(dossiers: QuerySet[Dossier], *, where: str) -> list[WorkItem]:
    """Evidence went after the points were given: each is opened and looked at. The first ones; the rest come up as these go."""
    return [
        WorkItem(
            f"Xem lại điểm của {dossier.subject_name}: minh chứng đã bị bỏ",
            reverse("dossier_detail", args=[dossier.pk]),
            why=where,
            order=9,
        )
        for dossier in dossiers.select_related("household__head", "person").order_by("stale_at", "id")[:10]
    ]


def _hamlet_items(season: RecognitionRound, by: Actor) -> list[WorkItem]:
    due, late = _due(season, "scoring")
    meeting_due, meeting_late = _due(season, "hamlet_meeting")
    mine = Place.objects.visible_to(by, Permission.DOSSIER_ENTER).filter(parent=season.place)
    stale = season.dossiers.filter(stale_at__isnull=False, state__in=OPEN_STATES, hamlet__in=mine)
    counted = (
        mine.annotate(
            unscored=Count(
                "dossiers",
                filter=Q(dossiers__round=season, dossiers__state__in=[DossierState.LISTED, DossierState.REGISTERED])
                & people_kept("dossiers__"),
            ),
            scored=Count("dossiers", filter=Q(dossiers__round=season, dossiers__state=DossierState.SCORED)),
            returned=Count("dossiers", filter=Q(dossiers__round=season, dossiers__state=DossierState.RETURNED)),
        )
    )  # fmt: skip
    items = _stale_items(stale, where=f"{season.place.title} · {season}")
    for hamlet in counted:
        where = f"{season.place.title} · {season}"
        entry = reverse("entry_list", args=[season.pk, hamlet.pk])
        if hamlet.returned:
            items.append(
                WorkItem(
                    f"Xem {hamlet.returned} {season.subject_word} xã trả lại cho {hamlet.full_name}",
                    entry,
                    why=where,
                    due_on=due,
                    late=late,
                    order=8,
                )
            )
        if hamlet.unscored:
            items.append(
                WorkItem(
                    f"Nhập điểm {hamlet.full_name}: còn {hamlet.unscored} {season.subject_word}",
                    entry,
                    why=where,
                    due_on=due,
                    late=late,
                    order=30,
                )
            )
        if hamlet.scored and season.needs("hamlet_meeting"):
            url = reverse("meeting_new", args=[season.pk, hamlet.pk])
            items.append(
                WorkItem(
                    f"Họp bình xét {hamlet.full_name}: {hamlet.scored} {season.subject_word} đã chấm",
                    url,
                    why=where,
                    due_on=meeting_due,
                    late=meeting_late,
                    order=25,
                )
            )
        if hamlet.scored and not season.needs("hamlet_meeting"):
            nomination_due, nomination_late = _due(season, "nomination")
            items.append(
                WorkItem(
                    f"Gửi xã danh sách đề nghị của {hamlet.full_name}: {hamlet.scored} {season.subject_word} đã chấm",
                    entry,
                    why=where,
                    due_on=nomination_due,
                    late=nomination_late,
                    order=25,
                )
            )
    return items


def _hamlets_with(season: RecognitionRound, states: list[DossierState]) -> list[tuple[Place, int]]:
    hamlets = Place.objects.filter(dossiers__round=season, dossiers__state__in=states).annotate(
        count=Count("dossiers")
    )
    return [(hamlet, hamlet.count) for hamlet in hamlets]


def enrol_new_households(households: list[Household], by: Actor) -> None:
    """Households that just came into the register join the open rounds of their commune (a hook of the register)."""
    communes = {household.hamlet.path[-2] for household in households}
    for season in RecognitionRound.objects.filter(place_id__in=communes, state=RoundState.OPEN):
        if by.may(Permission.HOUSEHOLD_IMPORT, at=season.place):
            actions.enrol_households(season, by=by)


def dossiers_that_stay(hamlet_ids: list[UUID], year: int) -> list[str]:
    """Before hamlets are merged: dossiers of that year and later stay with the hamlet where they were laid out."""
    stays = Dossier.objects.of_people_kept().filter(hamlet__in=hamlet_ids, year__gte=year)
    rows = stays.values("year")
    return [
        f"Năm {row['year']} đã có {row['n']} hồ sơ công nhận ở các ấp, khóm được nhập. Hồ sơ ở lại ấp, khóm cũ, còn hộ "
        "tính ở nơi mới: tỷ lệ của từng ấp năm đó sẽ lệch, tỷ lệ của xã không đổi."
        for row in rows.annotate(n=Count("pk")).order_by("year")
    ]
