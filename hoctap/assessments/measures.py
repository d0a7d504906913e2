"""What files of assessment give to measure: how many of all clans, hamlets, units and communes hold a title in a year.

A title that holds several years counts in each of them. The denominator of communities is the hamlets (communes) that stand at the end of
the year, of clans and units those on the register.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import BooleanField, ExpressionWrapper, Q
from django.urls import reverse

from hoctap.assessments.effect import in_effect
from hoctap.assessments.models import Assessment, FileState
from hoctap.measures.registry import Counted, Measure
from hoctap.people.models import Clan, WorkUnit
from hoctap.places.models import Level, Place
from hoctap.recognition.registry import FileSubject

type Wanted = Callable[[Assessment], bool]


def holding(title: str, communes: Sequence[UUID], year: int, day: dt.date | None) -> list[Assessment]:
    """Recognitions in effect at the end of the year, or on a past day of it. One query."""
    found = Assessment.objects.filter(in_effect([title], year, day), place__path__overlap=list(communes))
    return list(found.select_related("place"))


def file_subjects(
    titles: Sequence[str], communes: Sequence[UUID], year: int, day: dt.date | None
) -> list[FileSubject]:
    """Who holds one of the titles, and who keeps a file of the year: for measures about their people. One query."""
    rows = (
        Assessment.objects.filter(place__path__overlap=list(communes))
        .annotate(holds=ExpressionWrapper(in_effect(titles, year, day), output_field=BooleanField()))
        .filter(Q(holds=True) | (Q(title__in=titles, year=year) & ~Q(state=FileState.WITHDRAWN)))
        .order_by("pk")
        .values_list("title", "place__path", "place_id", "unit_id", "clan_id", "holds")
    )
    asked = set(communes)
    return [
        FileSubject(
            title,
            next(pk for pk in path if pk in asked),
            None if unit or clan else place,
            unit,
            clan,
            bool(holds),
        )
        for title, path, place, unit, clan, holds in rows
    ]


def _counted(
    communes: Sequence[UUID],
    held: Iterable[Assessment],
    whole: dict[UUID, int],
) -> dict[UUID, Counted]:
    """Per commune and hamlet: one subject once, however many of its files hold."""
    asked = set(communes)
    subjects: dict[UUID, set[object]] = defaultdict(set)
    late: dict[UUID, set[object]] = defaultdict(set)
    for one in held:
        subject = one.unit_id or one.clan_id or one.place_id
        for place in {pk for pk in one.place.path if pk in asked} | (
            {one.place_id} if one.place.level == Level.HAMLET else set()
        ):
            subjects[place].add(subject)
            if one.is_late:
                late[place].add(subject)
    return {
        place: Counted(len(subjects.get(place, ())), count, len(late.get(place, ())))
        for place, count in whole.items()
    }


def _standing(held: Sequence[Assessment], year: int) -> list[Assessment]:
    """Of subjects that are in the denominator: not of a unit, clan or hamlet that ended meanwhile, nor of a Tổ, which is part of a hamlet."""
    last = dt.date(year, 12, 31)
    gone: set[UUID] = set()
    for subjects, ids in (
        (WorkUnit.objects.standing_in(year), {one.unit_id for one in held if one.unit_id}),
        (Clan.objects.standing_in(year), {one.clan_id for one in held if one.clan_id}),
    ):
        if ids:
            gone |= ids - set(subjects.filter(pk__in=ids).values_list("pk", flat=True))

    def stands(one: Assessment) -> bool:
        if one.unit_id or one.clan_id:
            return not {one.unit_id, one.clan_id} & gone
        if one.place.level == Level.HAMLET:
            return one.place.valid_to is None or one.place.valid_to > last
        return one.place.level != Level.GROUP

    return [one for one in held if stands(one)]


def _communes_standing(communes: Sequence[UUID], year: int) -> dict[UUID, int]:
    return dict.fromkeys(communes, 1)


def _hamlets_of(communes: Sequence[UUID], year: int) -> dict[UUID, int]:
    rows = Place.objects.valid_in(year).filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=dt.date(year, 12, 31)),
        level=Level.HAMLET,
        parent__in=communes,
    )
    found: dict[UUID, int] = defaultdict(int)
    for hamlet, parent in rows.values_list("pk", "parent_id"):
        found[hamlet] = 1
        if parent is not None:
            found[parent] += 1
    return dict(found)


def _clans_of(communes: Sequence[UUID], year: int) -> dict[UUID, int]:
    return _by_commune(Clan.objects.standing_in(year).values_list("place__path", flat=True), communes)


def _units_of(communes: Sequence[UUID], year: int) -> dict[UUID, int]:
    """Centres are units that are ranked beside; they count as units too."""
    return _by_commune(WorkUnit.objects.standing_in(year).values_list("place__path", flat=True), communes)


def _by_commune(paths: Iterable[list[UUID]], communes: Sequence[UUID]) -> dict[UUID, int]:
    asked = set(communes)
    found: dict[UUID, int] = defaultdict(int)
    for path in paths:
        for pk in path:
            if pk in asked:
                found[pk] += 1
    return dict(found)


def _measure(
    code: str,
    title: str,
    label: str,
    unit: str,
    denominator_label: str,
    whole: Callable[[Sequence[UUID], int], dict[UUID, int]],
    *,
    wanted: Wanted = lambda one: True,
    incomplete: str = "",
) -> Measure:
    def computed(communes: Sequence[UUID], year: int, day: dt.date | None) -> dict[UUID, Counted]:
        held = _standing(holding(title, communes, year, day), year)
        return _counted(communes, filter(wanted, held), whole(communes, year))

    def has_data(commune_ids: list[UUID], year: int) -> set[UUID]:
        """Where the register has some to count: none recognised is then zero, not missing."""
        return {
            place for place, count in whole(commune_ids, year).items() if count and place in set(commune_ids)
        }

    return Measure(
        code=code,
        label=label,
        unit=unit,
        numerator_label=f"{unit} được công nhận",
        denominator_label=denominator_label,
        version=1,
        numerator="",
        denominator="",
        denominator_runs=False,
        late="",
        has_data=has_data,
        drill_url=lambda place, year, part: (
            f"{reverse('assessment_list')}?{urlencode({'title': title, 'year': year, 'place': place.pk})}"
        ),
        computed=computed,
        incomplete=incomplete,
        opens_then=False,
        counted_from=frozenset({title}),
    )


def _at_level(*levels: str) -> Wanted:
    return lambda one: (one.concluded_level or one.level) in levels


CLANS = _measure(
    "learning_clan.recognised",
    "learning_clan",
    "Dòng họ được công nhận Dòng họ học tập, trên số dòng họ trong sổ",
    "dòng họ",
    "dòng họ trong sổ",
    _clans_of,
)
COMMUNITIES = _measure(
    "learning_community.recognised",
    "learning_community",
    "Ấp, khóm được công nhận Cộng đồng học tập, trên số ấp, khóm",
    "ấp, khóm",
    "ấp, khóm",
    _hamlets_of,
)
UNITS = _measure(
    "learning_unit.recognised",
    "learning_unit",
    "Đơn vị thuộc xã được công nhận Đơn vị học tập, trên số đơn vị trong sổ",
    "đơn vị",
    "đơn vị trong sổ",
    _units_of,
    incomplete="chỉ tính đường QĐ 242/QĐ-KHVN; đơn vị theo TT 24/2023 tính riêng",
)
UNITS_24 = _measure(
    "learning_unit_district.recognised",
    "learning_unit_district",
    "Đơn vị được công nhận Đơn vị học tập cấp huyện, trên số đơn vị trong sổ",
    "đơn vị",
    "đơn vị trong sổ",
    _units_of,
    incomplete="chỉ tính đường TT 24/2023 (trước 26/01/2024: TT 22/2020); đơn vị theo QĐ 242 tính riêng",
)
UNITS_FAIR = _measure(
    "learning_unit_district.fair_or_better",
    "learning_unit_district",
    "Đơn vị cấp huyện đạt Đơn vị học tập từ loại khá trở lên, trên số đơn vị trong sổ",
    "đơn vị",
    "đơn vị trong sổ",
    _units_of,
    wanted=lambda one: one.grade in ("fair", "good"),
    incomplete="xếp loại chỉ có trong TT 22/2020; đơn vị đánh giá theo TT 24/2023 không xếp loại",
)
COMMUNES_1 = _measure(
    "learning_community_commune.level_1",
    "learning_community_commune",
    "Xã đạt Cộng đồng học tập cấp xã từ mức độ 1, trên số xã",
    "xã",
    "xã",
    _communes_standing,
    wanted=_at_level("1", "2"),
)
COMMUNES_2 = _measure(
    "learning_community_commune.level_2",
    "learning_community_commune",
    "Xã đạt Cộng đồng học tập cấp xã mức độ 2, trên số xã",
    "xã",
    "xã",
    _communes_standing,
    wanted=_at_level("2"),
)

MEASURES = (CLANS, COMMUNITIES, UNITS, UNITS_24, UNITS_FAIR, COMMUNES_1, COMMUNES_2)
