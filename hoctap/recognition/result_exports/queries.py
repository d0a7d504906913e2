"""Citizens scored here, and whether each was typed into the association's software; the workbook in the order of a template."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from hoctap.core.sheets import Value, table_workbook
from hoctap.core.vietnamese import format_date
from hoctap.criteria.scoring import FrozenEdition
from hoctap.places.models import Place
from hoctap.recognition.answers import counted_points, passes
from hoctap.recognition.models import Dossier, RecognitionRound, Way
from hoctap.recognition.result_exports.models import ExportTemplate, TypedThere
from hoctap.recognition.result_exports.rules import COLUMNS, USUAL
from hoctap.recognition.results.rules import passed_words

STATES = {
    "": "còn phải nhập",
    "typed": "đã nhập",
    "all": "tất cả",
}
ROWS_A_PAGE = 50


@dataclass(frozen=True)
class Wanted:
    """What is filtered for: one hamlet or all, and what was typed already."""

    hamlet: UUID | None = None
    state: str = ""


@dataclass(frozen=True)
class ExportRow:
    dossier: Dossier
    total: Decimal
    passed: bool | None
    mark: TypedThere | None

    @property
    def changed(self) -> bool:
        """What was typed there is not what counts now."""
        return self.mark is not None and self.mark.total != self.total


@dataclass(frozen=True)
class ExportPage:
    season: RecognitionRound
    wanted: Wanted
    page: Page[Any]
    rows: list[ExportRow]
    hamlets: list[Place]
    templates: list[ExportTemplate]

    @property
    def count(self) -> int:
        return self.page.paginator.count


def scored_here(season: RecognitionRound, wanted: Wanted) -> QuerySet[Dossier]:
    """Who has a total that was scored here, in the order of lists; `now_total` is what counts, `there_total` what was typed."""
    mark = TypedThere.objects.filter(dossier=OuterRef("pk"), undone_at__isnull=True)
    rows: Any = (
        season.dossiers.of_people_kept()
        .exclude(way=Way.ELSEWHERE)
        .filter(hamlet_total__isnull=False)
        .annotate(
            now_total=Coalesce("commune_total", "hamlet_total"),
            there_total=Subquery(mark.values("total")[:1]),
        )
        .order_by("hamlet__sort_key", "hamlet_id", "sort_key", "pk")
    )
    if wanted.hamlet is not None:
        rows = rows.filter(hamlet=wanted.hamlet)
    if wanted.state == "":
        rows = rows.filter(Q(there_total__isnull=True) | ~Q(there_total=F("now_total")))
    elif wanted.state == "typed":
        rows = rows.filter(there_total=F("now_total"))
    found: QuerySet[Dossier] = rows
    return found


def export_page(season: RecognitionRound, wanted: Wanted, page: str | None = None) -> ExportPage:
    """A fixed number of queries."""
    paged = Paginator(scored_here(season, wanted), ROWS_A_PAGE).get_page(page)
    dossiers = list(_with_names(paged.object_list))
    return ExportPage(
        season=season,
        wanted=wanted,
        page=paged,
        rows=_rows(dossiers, season.edition.frozen()),
        hamlets=list(season.place.children.filter(dossiers__round=season).distinct().order_by("sort_key")),
        templates=templates_of(season.place),
    )


def templates_of(place: Place) -> list[ExportTemplate]:
    """Those of the commune and of the units above it."""
    return list(ExportTemplate.objects.filter(place__in=place.path))


def _with_names(rows: Any) -> Any:
    return rows.select_related("person", "household__head", "hamlet")


def _rows(dossiers: Sequence[Dossier], edition: FrozenEdition) -> list[ExportRow]:
    marks = {
        mark.dossier_id: mark
        for mark in TypedThere.objects.filter(
            dossier__in=[one.pk for one in dossiers], undone_at__isnull=True
        )
    }
    return [
        ExportRow(one, one.counted_total or Decimal(0), passes(edition, one), marks.get(one.pk))
        for one in dossiers
    ]


def export_workbook(season: RecognitionRound, wanted: Wanted, columns: Iterable[str] = USUAL) -> bytes:
    """All that are filtered for, one a row. Texts that a program could run are made harmless."""
    edition = season.edition.frozen()
    forms = {form["code"]: form["label"] for form in season.edition.forms}
    codes = [criterion.code for criterion in edition.criteria]
    columns = list(columns)
    headers: list[str] = []
    for key in columns:
        headers += [f"Chỉ số {code}" for code in codes] if key == "points" else [COLUMNS[key]]
    lines: list[list[Value]] = []
    for number, dossier in enumerate(_with_names(scored_here(season, wanted)), start=1):
        line: list[Value] = []
        points = counted_points(dossier)
        for key in columns:
            if key == "points":
                line += [_number(points.get(code)) for code in codes]
            else:
                line.append(_value(key, number, dossier, edition, forms))
        lines.append(line)
    widths = [28 if header in (COLUMNS["name"], COLUMNS["head"]) else 14 for header in headers]
    return table_workbook("Công dân học tập", headers, lines, widths)


def _value(key: str, number: int, dossier: Dossier, edition: FrozenEdition, forms: dict[str, str]) -> Value:
    person = dossier.subject
    passed = passes(edition, dossier) if key == "passed" else None
    values: dict[str, Value] = {
        "number": number,
        "name": person.full_name,
        "birth_year": person.birth_year,
        "sex": person.get_sex_display() if person.sex else "",
        "hamlet": dossier.hamlet.full_name,
        "group": dossier.household.group_name,
        "head": dossier.household.head.full_name,
        "form": forms.get(dossier.form, ""),
        "registered_on": format_date(dossier.registered_on) if dossier.registered_on else "",
        "self_total": _number(dossier.self_total),
        "total": _number(dossier.counted_total),
        "passed": "" if passed is None else passed_words(passed).capitalize(),
        "state": dossier.get_state_display(),
    }
    return values[key]


def _number(points: Decimal | None) -> float | None:
    return None if points is None else float(points)
