"""Trying an edition on the files of a past year: their figures and evidence as they stand, judged by other lines and other thresholds.

Reads only. A line that asks something else than the edition of the file did is not guessed at: it is counted with its reason.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse

from hoctap.assessments.judging import standing_points
from hoctap.assessments.models import Assessment, AssessmentEvidence, Figure, FileState
from hoctap.core.vietnamese import format_number
from hoctap.criteria import scoring, standards
from hoctap.criteria.models import CriteriaEdition, Scoring
from hoctap.criteria.registry import Batch, Change, TrialKind, Tried
from hoctap.criteria.scoring import FrozenEdition
from hoctap.criteria.standards import FrozenStandard, Given, Judgement, key_of
from hoctap.criteria.titles import RoadKind, Title
from hoctap.places.models import Place

OTHER_WAY = "hồ sơ đánh giá theo cách khác (chấm điểm và đạt / không đạt không so được)"


class Known(NamedTuple):
    """What is known of one file."""

    level: str
    kinds: Collection[str]
    variants: Collection[str]
    given: Mapping[str, Given]
    seen: Collection[str]


class Told(NamedTuple):
    """`why` not empty: it cannot be told."""

    why: str
    reaches: bool
    words: str
    is_capped: bool = False


def by_standard(tried: FrozenStandard, own: FrozenStandard, file: Known) -> Told:
    """`own`: the edition it was judged by."""
    if file.level not in tried.level_codes:
        return Told(f"bộ này không có mức độ {file.level or 'mà hồ sơ đề nghị'}", False, "")
    other = _asked_otherwise(tried, own)
    told = judged(tried, file, without=other)
    if told.missing:
        return Told(f"hồ sơ chưa có số liệu của dòng {_some(told.missing)}", False, "")
    return Told("", told.reaches, _words(tried, file, told))


def by_points(tried: FrozenEdition, file: Known) -> Told:
    written = {key: one.value for key, one in file.given.items() if one.value is not None}
    missing = [code for code, _ in tried.limits if code not in written]
    if missing:
        return Told(f"hồ sơ chưa có điểm của dòng {_some(missing)}", False, "")
    capped = {code: min(written[code], most) for code, most in tried.limits}
    told = scoring.score(tried, standing_points(tried, capped, file.seen))
    words = f"{'đạt' if told.reaches else 'chưa đạt'}, {format_number(told.total)} điểm"
    return Told("", told.reaches, words, any(written[code] > most for code, most in tried.limits))


def judged(standard: FrozenStandard, file: Known, *, without: Collection[str] = ()) -> Judgement:
    given = {key: one for key, one in file.given.items() if key not in without} if without else file.given
    return standards.judge(
        standard, file.level, given, with_evidence=file.seen, kinds=file.kinds, variants=file.variants
    )


def _asked_otherwise(tried: FrozenStandard, own: FrozenStandard) -> frozenset[str]:
    """Keys under which the file has a figure of something else: another kind of question, another measure."""
    before = {
        key_of(one.code, condition.code): (condition.ask, condition.measure)
        for one in own.indicators
        for condition in one.conditions
    }
    return frozenset(
        key
        for one in tried.indicators
        for condition in one.conditions
        if before.get(key := key_of(one.code, condition.code))
        not in (None, (condition.ask, condition.measure))
    )


def _some(codes: Sequence[str]) -> str:
    return ", ".join(codes[:5]) + ("…" if len(codes) > 5 else "")


def batch(edition: CriteriaEdition, place: Place, year: int, after: str, most: int) -> Batch:
    """The next files of the place, in the order of their keys. Four queries, and one for each edition they were judged by."""
    rows = _files(edition.title, place, year)
    if after:
        rows = rows.filter(pk__gt=UUID(after))
    files = list(
        rows.order_by("pk").values_list("pk", "edition_id", "level", "kinds", "variants", "frozen__reaches")[
            :most
        ]
    )
    keys = [row[0] for row in files]
    given, seen = _figures(keys), _evidence(keys)
    editions = {
        one.pk: one
        for one in CriteriaEdition.objects.filter(pk__in={row[1] for row in files}).prefetch_related(
            "criteria"
        )
    }
    of_standards = edition.scoring == Scoring.STANDARDS
    own = {
        pk: one.standard() if one.scoring == Scoring.STANDARDS else one.frozen()
        for pk, one in editions.items()
    }
    tried = edition.standard() if of_standards else edition.frozen()
    found = Batch(seen=len(files), cursor=str(keys[-1]) if keys else "")
    for pk, edition_id, level, kinds, variants, frozen in files:
        file = Known(level, kinds, variants, given.get(pk, {}), seen.get(pk, frozenset()))
        was = own[edition_id]
        if isinstance(tried, FrozenStandard) and isinstance(was, FrozenStandard):
            told, before = by_standard(tried, was, file), _before(was, file)
        elif isinstance(tried, FrozenEdition) and isinstance(was, FrozenEdition):
            told, before = by_points(tried, file), by_points(was, file)
        else:
            told = before = Told(OTHER_WAY, False, "")
        if told.why:
            found.not_tried[told.why] += 1
            found.facts.append(f"{pk}|{told.why}")
            continue
        reached = before.reaches if frozen is None else bool(frozen)
        found.tried += 1
        found.capped += told.is_capped
        found.facts.append(f"{pk}|{reached}|{told.words}")
        if reached == told.reaches:
            continue
        found.gained += told.reaches
        found.lost += not told.reaches
        found.changed.append(Change(str(pk), before.words or before.why, told.words, told.reaches))
    return found


def _before(own: FrozenStandard, file: Known) -> Told:
    told = judged(own, file)
    if told.missing:
        return Told("", False, f"chưa đủ số liệu: {_some(told.missing)}")
    return Told("", told.reaches, _words(own, file, told))


def _words(standard: FrozenStandard, file: Known, told: Judgement) -> str:
    label = standard.level(file.level).label.lower() if file.level in standard.level_codes else "mức đề nghị"
    return f"đạt {label}" if told.reaches else f"chưa đạt {label}: {_some(told.failed)}"


def _figures(keys: Sequence[UUID]) -> dict[UUID, dict[str, Given]]:
    found: dict[UUID, dict[str, Given]] = defaultdict(dict)
    rows = Figure.objects.filter(assessment__in=keys).order_by()
    for pk, key, is_met, *numbers in rows.values_list(
        "assessment_id", "key", "is_met", "value", "numerator", "denominator", "last"
    ):
        found[pk][key] = Given(is_met, *numbers)
    return found


def _evidence(keys: Sequence[UUID]) -> dict[UUID, set[str]]:
    found: dict[UUID, set[str]] = defaultdict(set)
    rows = AssessmentEvidence.objects.filter(
        assessment__in=keys, detached_at=None, evidence__withdrawn_at=None
    ).order_by()
    for pk, line in rows.values_list("assessment_id", "line").distinct():
        found[pk].add(line)
    return found


def years(title: str, place: Place) -> list[int]:
    found = Assessment.objects.filter(title=title, place__path__overlap=[place.pk]).order_by()
    return sorted(
        found.exclude(state=FileState.WITHDRAWN).values_list("year", flat=True).distinct(), reverse=True
    )


def count(title: str, place: Place, year: int) -> int:
    return _files(title, place, year).count()


def _files(title: str, place: Place, year: int) -> QuerySet[Assessment]:
    """Those of which something is known."""
    found = Assessment.objects.filter(title=title, year=year, place__path__overlap=[place.pk])
    return found.exclude(state=FileState.WITHDRAWN)


def shown(changed: Sequence[Change]) -> list[Tried]:
    by_key = {UUID(one.key): one for one in changed}
    files = (
        Assessment.objects.filter(pk__in=by_key)
        .select_related("place__parent", "unit", "clan")
        .order_by("place__path", "pk")
    )
    return [
        Tried(
            subject=one.subject_name,
            where=one.place.title,
            url=reverse("assessment_detail", args=[one.pk]),
            before=by_key[one.pk].before,
            after=by_key[one.pk].after,
            reaches=by_key[one.pk].reaches,
        )
        for one in files
    ]


def takes(edition: CriteriaEdition) -> bool:
    return Title(edition.title).facts.road is RoadKind.FILE and not edition.is_frame


FILES = TrialKind(takes, years, count, batch, shown)
