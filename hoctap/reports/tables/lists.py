"""The list of dossiers behind a figure with every point that counts: a row at a time, however many there are.

Which dossiers is asked once, in their order; their rows are read some hundred at a time, so nothing is held and no snapshot stays open.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from hoctap.core.actor import Actor
from hoctap.core.reading import saw
from hoctap.core.sheet_stream import LongSheet, SheetColumn, Value
from hoctap.criteria.models import CriteriaEdition, Criterion, Title
from hoctap.measures.queries import read_scope
from hoctap.places.models import Level, Place
from hoctap.recognition.answers import points_in
from hoctap.recognition.models import Dossier, DossierState
from hoctap.recognition.queries.behind import dossiers_behind, part_label
from hoctap.reports.marks import sample_mark

CHUNK = 500
"""A row parsed is some 30 kB: fewer at once keep the memory flat."""
_STATES = dict(DossierState.choices)


@dataclass(frozen=True)
class DossierList:
    place: Place
    year: int
    title: Title
    part: str

    @property
    def words(self) -> str:
        return f"{part_label(self.title, self.part)} – {self.title.label}, {self.place.full_name}, năm {self.year}"


def ids_of(wanted: DossierList, by: Actor) -> list[UUID]:
    """By commune, hamlet and name. One query."""
    found = dossiers_behind(wanted.place, wanted.year, wanted.part, title=wanted.title, by=by)
    order = (
        "hamlet__parent__sort_key",
        "hamlet__parent_id",
        "hamlet__sort_key",
        "hamlet_id",
        "sort_key",
        "pk",
    )
    return list(found.order_by(*order).values_list("pk", flat=True))


NOTED_ONE_BY_ONE = 5000
"""In a longer list the trail keeps how many were read, not each."""


def note_read(ids: Sequence[UUID]) -> None:
    """Who stands in the list was read. One query."""
    if len(ids) > NOTED_ONE_BY_ONE:
        saw(unnamed=len(ids))
        return
    for person, head, household in Dossier.objects.filter(pk__in=ids).values_list(
        "person_id", "household__head_id", "household_id"
    ):
        saw(persons={one for one in (person, head) if one}, households=[household])


def dossier_sheet(wanted: DossierList, ids: Sequence[UUID], *, chunk: int = CHUNK) -> LongSheet:
    codes = _codes(wanted)
    scope = read_scope(wanted.place, wanted.year, with_children=False)
    return LongSheet(
        name="Danh sách",
        title=wanted.words.upper(),
        columns=[*_COLUMNS, *(SheetColumn(f"Chỉ số {code}", "points", 9) for code in codes)],
        rows=_rows(wanted, ids, codes, chunk),
        dash=False,
        mark=sample_mark([one.pk for one in scope.communes], wanted.year, [wanted.title]),
    )


_COLUMNS = (
    SheetColumn("Họ và tên", "text", 28),
    SheetColumn("TT", "count", 7),
    SheetColumn("Năm sinh", "text", 9),
    SheetColumn("Chủ hộ", "text", 28),
    SheetColumn("Tổ", "text", 10),
    SheetColumn("Ấp, khóm", "text", 16),
    SheetColumn("Xã, phường", "text", 22),
    SheetColumn("Bước", "text", 18),
    SheetColumn("Ngày đăng ký", "day", 12),
    SheetColumn("Tự chấm", "points", 9),
    SheetColumn("Tổ, ấp chấm", "points", 9),
    SheetColumn("Xã thẩm định", "points", 9),
    SheetColumn("Điểm tính", "points", 9),
    SheetColumn("Ngày công nhận", "day", 12),
    SheetColumn("Trễ hạn", "text", 9),
)


def _codes(wanted: DossierList) -> list[str]:
    """Every code of an edition that a round of these places was held by, in the order of the editions."""
    editions = CriteriaEdition.objects.filter(
        rounds__title=wanted.title,
        rounds__year=wanted.year,
        rounds__place__path__overlap=[_commune_of(wanted.place)],
    )
    found = Criterion.objects.filter(edition__in=editions.values("pk")).order_by("edition_id", "position")
    return list(dict.fromkeys(found.values_list("code", flat=True)))


def _commune_of(place: Place) -> UUID:
    """Rounds are of communes: below one they are found by it."""
    return place.path[-2] if place.level in (Level.HAMLET, Level.GROUP) else place.pk


_READ = (
    "pk",
    "person__full_name",
    "person__birth_year",
    "household__head__full_name",
    "household__head__birth_year",
    "household__group_name",
    "hamlet_id",
    "state",
    "registered_on",
    "self_total",
    "hamlet_total",
    "commune_total",
    "decided_on",
    "is_late",
    "answers",
)


def _rows(
    wanted: DossierList, ids: Sequence[UUID], codes: Sequence[str], chunk: int
) -> Iterator[Sequence[Value]]:
    names: dict[UUID, tuple[str, str]] = {}
    number = 0
    for start in range(0, len(ids), chunk):
        part = list(ids[start : start + chunk])
        rows = {row[0]: row for row in Dossier.objects.filter(pk__in=part).order_by().values_list(*_READ)}
        new = {row[6] for row in rows.values()} - set(names)
        if new:
            for hamlet in Place.objects.filter(pk__in=new).select_related("parent"):
                names[hamlet.pk] = (hamlet.title, hamlet.parent.title if hamlet.parent else "")
        for pk in part:
            if pk in rows:  # taken off the list meanwhile
                number += 1
                yield _line(number, rows[pk], codes, names)


def _line(
    number: int, row: tuple[Any, ...], codes: Sequence[str], names: dict[UUID, tuple[str, str]]
) -> list[Value]:
    (
        _, person, born, head, head_born, group, hamlet_id, state, registered_on, own, hamlet, commune,
        decided_on, is_late, answers,
    ) = row  # fmt: skip
    points = {**points_in(answers, "hamlet"), **points_in(answers, "commune")}
    hamlet_name, commune_name = names[hamlet_id]
    year = born if person else head_born
    line: list[Value] = [
        person or head, number, str(year) if year else "", head, group, hamlet_name, commune_name, _STATES[state],
        registered_on, own, hamlet, commune, hamlet if commune is None else commune, decided_on,
        "trễ hạn" if is_late else "",
    ]  # fmt: skip
    return line + [points.get(code) for code in codes]
