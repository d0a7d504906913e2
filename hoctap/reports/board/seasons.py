"""How far the rounds of a commune are, ấp by ấp in the order of the register: nobody is ranked by speed."""

from collections import Counter, defaultdict
from typing import Any
from uuid import UUID

from django.db.models import Count, Max
from django.urls import reverse
from django.utils import timezone

from hoctap.core.permissions import Permission
from hoctap.core.vietnamese import format_date, format_number
from hoctap.measures.boards import Asked, BoardSection, BoardTable, Cell, Head
from hoctap.places.models import Level, Place
from hoctap.recognition.as_of import with_state_then
from hoctap.recognition.links import review_of
from hoctap.recognition.measures import dossiers_url
from hoctap.recognition.models import Dossier, DossierState, RecognitionRound

_NOT_SCORED = (DossierState.LISTED, DossierState.REGISTERED)
_AGREED = (DossierState.ACCEPTED, DossierState.PROPOSED)


class _Counts(Counter[str]):
    @property
    def scored(self) -> int:
        return self.total() - sum(self[state] for state in _NOT_SCORED)


OPEN_IN_STEP = {
    "scoring": _NOT_SCORED,
    "hamlet_meeting": (DossierState.SCORED, DossierState.RETURNED),
    "nomination": (DossierState.SCORED, DossierState.RETURNED),
    "review": (DossierState.NOMINATED,),
    "submission": (DossierState.ACCEPTED,),
    "decision": (DossierState.ACCEPTED, DossierState.PROPOSED),
}
"""The states of dossiers that a step is still to move on. Of other steps of a road nothing is told."""


def rounds_of(asked: Asked) -> list[RecognitionRound]:
    """Of the commune, in the year: those that had been opened by then. Read once."""

    def read() -> list[RecognitionRound]:
        found = RecognitionRound.objects.filter(place__in=asked.place.path, year=asked.year)
        return [
            one
            for one in found.select_related("place")
            if not asked.as_of or timezone.localtime(one.opened_at).date() <= asked.as_of
        ]

    return asked.once("rounds", read)


def states_of(asked: Asked) -> "dict[tuple[UUID, UUID], _Counts]":
    """Dossiers by round, ấp and state. Read once."""
    return asked.once("states", lambda: _counts(asked, rounds_of(asked)))


def seasons(asked: Asked) -> BoardSection | None:
    if asked.place.level not in (Level.COMMUNE, Level.HAMLET):
        return None
    if not asked.actor.may(Permission.DOSSIER_READ, at=asked.place):
        return None
    rounds = rounds_of(asked)
    if not rounds:
        then = f" vào ngày {format_date(asked.as_of)}" if asked.as_of else ""
        return BoardSection(
            "Đợt công nhận",
            f"Năm {asked.year} chưa mở đợt công nhận nào{then}.",
            30,
            url=reverse("round_list"),
        )
    counts = states_of(asked)
    if asked.place.level == Level.HAMLET:
        return _of_hamlet(asked, rounds, counts)
    hamlets = [one for one in asked.scope.children if any((season.pk, one.pk) in counts for season in rounds)]
    many = len(rounds) > 1
    heads = (
        Head("Ấp, khóm"),
        *((Head("Danh hiệu"),) if many else ()),
        Head("Hồ sơ", "number"),
        Head("Đã chấm", "number"),
        Head("Chờ xã xét", "number"),
        Head("Xã trả lại", "number"),
        Head("Xã đồng ý, chờ quyết định", "number"),
        Head("Được công nhận", "number"),
    )
    rows = [
        _row(asked, season, hamlet, counts[season.pk, hamlet.pk], many=many)
        for hamlet in hamlets
        for season in rounds
        if (season.pk, hamlet.pk) in counts
    ]
    return BoardSection(
        "Đợt công nhận theo ấp, khóm",
        _finding(rounds, counts, hamlets),
        30,
        table=BoardTable(f"Đợt công nhận năm {asked.year} theo ấp, khóm", heads, rows, first=40, printed=30),
        url=reverse("round_detail", args=[rounds[0].pk]) if not many else reverse("round_list"),
        url_label="Mở đợt công nhận" if many else "Mở đợt",
        note="Ấp, khóm xếp theo sổ của xã, không xếp theo nhanh chậm.",
        is_wide=True,
    )


def _counts(asked: Asked, rounds: list[RecognitionRound]) -> dict[tuple[UUID, UUID], _Counts]:
    dossiers: Any = Dossier.objects.filter(round__in=rounds, hamlet__path__contains=[asked.place.pk])
    state = "state"
    if asked.as_of:
        dossiers, state = with_state_then(dossiers, asked.as_of), "state_then"
    else:
        dossiers = dossiers.of_people_kept()
    found: dict[tuple[UUID, UUID], _Counts] = defaultdict(_Counts)
    for season, hamlet, in_state, count in (
        dossiers.order_by().values_list("round", "hamlet", state).annotate(count=Count("pk"))
    ):
        found[season, hamlet][in_state] += count
    return dict(found)


def _row(
    asked: Asked, season: RecognitionRound, hamlet: Place, counts: _Counts, *, many: bool
) -> tuple[Cell, ...]:
    def opened(part: str) -> str:
        more = {"as_of": asked.as_of.isoformat()} if asked.as_of else {}
        return dossiers_url(hamlet, season.year, part, title=season.title, **more)

    desk = "" if asked.as_of or not asked.actor.may(Permission.DOSSIER_REVIEW, at=hamlet) else "review"
    entry = "" if asked.as_of else reverse("entry_list", args=[season.pk, hamlet.pk])
    return (
        Cell(hamlet.title),
        *((Cell(season.title_name),) if many else ()),
        Cell(counts.total(), url=opened("denominator")),
        Cell(counts.scored, url=entry),
        Cell(counts[DossierState.NOMINATED], url=review_of(season.pk, hamlet.pk) if desk else ""),
        Cell(counts[DossierState.RETURNED], url=entry if counts[DossierState.RETURNED] else ""),
        Cell(sum(counts[state] for state in _AGREED)),
        Cell(counts[DossierState.RECOGNISED], url=opened("numerator")),
    )


def _finding(
    rounds: list[RecognitionRound], counts: dict[tuple[UUID, UUID], _Counts], hamlets: list[Place]
) -> str:
    words = []
    for season in rounds:
        of_round = [one for (pk, _), one in counts.items() if pk == season.pk]
        total, scored = sum(one.total() for one in of_round), sum(one.scored for one in of_round)
        named = f"{season.title_name}: " if len(rounds) > 1 else ""
        words.append(
            f"{named}đã chấm {format_number(scored)}/{format_number(total)} {season.subject_word}, công nhận "
            f"{format_number(sum(one[DossierState.RECOGNISED] for one in of_round))}"
        )
    season = rounds[0]
    idle = sum(1 for hamlet in hamlets if (found := counts.get((season.pk, hamlet.pk))) and not found.scored)
    text = "; ".join(words)
    return f"{text[:1].upper()}{text[1:]}{f'; {idle} ấp, khóm chưa chấm hồ sơ nào' if idle else ''}."


def _of_hamlet(
    asked: Asked, rounds: list[RecognitionRound], counts: dict[tuple[UUID, UUID], _Counts]
) -> BoardSection:
    """Of one's own ấp: what is asked, how much of it is done, since when and until when."""
    heads = (
        Head("Việc"),
        Head("Đã làm", "number"),
        Head("Phải làm", "number"),
        Head("Từ ngày", "date"),
        Head("Hạn cuối", "date"),
    )
    touched = dict(
        Dossier.objects.filter(round__in=rounds, hamlet=asked.place)
        .order_by()
        .values_list("round")
        .annotate(last=Max("state_changes__at"))
    ) if not asked.as_of else {}  # fmt: skip
    rows, words = [], []
    for season in rounds:
        found = counts.get((season.pk, asked.place.pk), _Counts())
        entry = reverse("entry_list", args=[season.pk, asked.place.pk])
        road, total = season.frozen_road, found.total()
        met = found.scored - found[DossierState.SCORED] - found[DossierState.RETURNED]
        opened = timezone.localtime(season.opened_at).date()
        steps = [("scoring", "Ghi đăng ký, điểm", found.scored, total)]
        if road.needs("hamlet_meeting"):
            steps.append(("hamlet_meeting", "Họp bình xét", met, found.scored))
        if found[DossierState.RETURNED]:
            steps.append(("review", "Xem lại hồ sơ xã trả lại", 0, found[DossierState.RETURNED]))
        rows += [
            (
                Cell(f"{name} {season.title_name}", url="" if asked.as_of else entry),
                Cell(done),
                Cell(wanted),
                Cell(opened),
                Cell(road.last_day(code, season.year)),
            )
            for code, name, done, wanted in steps
        ]
        last = touched.get(season.pk)
        since = f", lần ghi gần nhất {format_date(last)}" if last else ""
        words.append(
            f"{season.title_name}: đã chấm {format_number(found.scored)}/{format_number(total)} {season.subject_word}{since}"
        )
    return BoardSection(
        f"Việc của {asked.place.full_name}",
        f"{'; '.join(words)}.",
        5,
        table=BoardTable(f"Việc của {asked.place.full_name} năm {asked.year}", heads, rows),
        is_wide=True,
    )
