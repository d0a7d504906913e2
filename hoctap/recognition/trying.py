"""Trying an edition on the dossiers of a past year: their points as they were given, held against other lines and another threshold.

Reads only. What cannot be told from the points there are is not guessed at: it is counted with its reason.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

from django.urls import reverse

from hoctap.core.vietnamese import format_number
from hoctap.criteria import scoring
from hoctap.criteria.models import CriteriaEdition, Scoring
from hoctap.criteria.registry import Batch, Change, Trial, TrialKind, Tried
from hoctap.criteria.scoring import FrozenEdition
from hoctap.criteria.titles import is_season_title
from hoctap.criteria.trying.queries import tried_now
from hoctap.places.models import Place
from hoctap.recognition.answers import points_in, total_passes
from hoctap.recognition.models import Dossier, DossierQuerySet, DossierState

ONLY_A_TOTAL = "chỉ ghi tổng điểm, mà bộ này có các dòng khác"
LEAST_UNKNOWN = "chỉ ghi tổng điểm, chưa biết có mục nào dưới mức thấp nhất"


class Outcome(NamedTuple):
    """With the edition that is tried. `why` not empty: it cannot be told."""

    why: str
    total: Decimal
    reaches: bool
    is_capped: bool


def outcome(
    edition: FrozenEdition,
    own: FrozenEdition,
    *,
    total: Decimal,
    points: Mapping[str, Decimal],
    none_too_low: bool,
) -> Outcome:
    """`own`: the edition it was scored with."""
    by_points = bool(points) and sum(points.values(), Decimal(0)) == total
    if not by_points:
        if own.limits != edition.limits:
            return Outcome(ONLY_A_TOTAL, total, False, False)
        if edition.least_each is not None and (own.least_each != edition.least_each):
            return Outcome(LEAST_UNKNOWN, total, False, False)
        reaches = bool(scoring.reaches(edition, total, none_too_low=none_too_low))
        return Outcome("", total, reaches, False)
    missing = [code for code, _ in edition.limits if code not in points]
    if missing:
        some = ", ".join(missing[:5]) + ("…" if len(missing) > 5 else "")
        return Outcome(f"hồ sơ chưa có điểm của dòng {some}", total, False, False)
    capped = {code: min(points[code], most) for code, most in edition.limits}
    is_capped = any(points[code] > most for code, most in edition.limits)
    found = scoring.score(edition, capped)
    return Outcome("", found.total, found.reaches, is_capped)


def batch(edition: CriteriaEdition, place: Place, year: int, after: str, most: int) -> Batch:
    """The next scored dossiers of the place, in the order of their keys."""
    tried = edition.frozen()
    found_here = Batch()
    own: dict[UUID, FrozenEdition] = {}
    rows = _scored(edition.title, place, year)
    if after:
        rows = rows.filter(pk__gt=UUID(after))
    for pk, edition_id, hamlet, commune, none_too_low, answers in rows.order_by("pk").values_list(
        "pk", "round__edition_id", "hamlet_total", "commune_total", "none_too_low", "answers"
    )[:most]:
        found_here.seen += 1
        found_here.cursor = str(pk)
        if edition_id not in own:
            own[edition_id] = CriteriaEdition.objects.prefetch_related("criteria").get(pk=edition_id).frozen()
        was = own[edition_id]
        total = commune if commune is not None else hamlet or Decimal(0)
        points = {**points_in(answers, "hamlet"), **points_in(answers, "commune")}
        found = outcome(tried, was, total=total, points=points, none_too_low=none_too_low is True)
        if found.why:
            found_here.not_tried[found.why] += 1
            found_here.facts.append(f"{pk}|{found.why}")
            continue
        found_here.tried += 1
        found_here.capped += found.is_capped
        counted = scoring.score(was, points) if points else None
        before = bool(total_passes(was, total, counted, none_too_low=none_too_low is True))
        found_here.facts.append(f"{pk}|{before}|{found.reaches}|{format_number(found.total)}")
        if before == found.reaches:
            continue
        found_here.gained += found.reaches
        found_here.lost += not found.reaches
        old, new = ("chưa đạt", "đạt") if found.reaches else ("đạt", "chưa đạt")
        found_here.changed.append(
            Change(
                str(pk),
                f"{old}, {format_number(total)} điểm",
                f"{new}, {format_number(found.total)} điểm",
                found.reaches,
            )
        )
    return found_here


def run(edition: CriteriaEdition, place: Place, year: int) -> Trial:
    return tried_now(DOSSIERS, edition, place, year)


def count(title: str, place: Place, year: int) -> int:
    return int(_scored(title, place, year).count())


def years_with_dossiers(title: str, place: Place) -> list[int]:
    found = Dossier.objects.filter(title=title, hamlet__path__overlap=[place.pk]).order_by()
    return sorted(found.values_list("year", flat=True).distinct(), reverse=True)


def _scored(title: str, place: Place, year: int) -> DossierQuerySet:
    return (
        Dossier.objects.of_people_kept()
        .filter(title=title, year=year, hamlet__path__overlap=[place.pk], hamlet_total__isnull=False)
        .exclude(state=DossierState.LISTED)
    )


def shown(changed: Sequence[Change]) -> list[Tried]:
    """With their names, ấp by ấp; one that is gone meanwhile is left out."""
    by_key = {UUID(one.key): one for one in changed}
    dossiers = (
        Dossier.objects.named()
        .select_related("hamlet__parent")
        .filter(pk__in=by_key)
        .order_by("hamlet__path", "sort_key", "id")
    )
    return [
        Tried(
            subject=dossier.subject_name,
            where=dossier.hamlet.title,
            url=reverse("dossier_detail", args=[dossier.pk]),
            before=by_key[dossier.pk].before,
            after=by_key[dossier.pk].after,
            reaches=by_key[dossier.pk].reaches,
        )
        for dossier in dossiers
    ]


def takes(edition: CriteriaEdition) -> bool:
    return is_season_title(edition.title) and edition.scoring == Scoring.POINTS and not edition.is_frame


DOSSIERS = TrialKind(takes, years_with_dossiers, count, batch, shown)
