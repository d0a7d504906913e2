"""What a place shows to everybody: the year's titles and targets by place below, without what counts fewer than five.

A page is never worked out when somebody looks: an officer tells a year, what may be shown is settled then (`suppression`) against all that
was told before of the place, of those below and above it, and is kept as it was told.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q

from hoctap.core.dates import today
from hoctap.core.vietnamese import format_date, format_number, format_percent
from hoctap.criteria.models import Title
from hoctap.places.models import Level, Place
from hoctap.reports.models import PublicFigures, PublicPlace
from hoctap.reports.queries import season_table, with_titles, years_of
from hoctap.reports.season import SeasonRow, SeasonTable, words_of
from hoctap.reports.tables.suppression import (
    LEAST,
    Above,
    Outcome,
    PublicRow,
    Telling,
    Vector,
    added,
    less,
    outcome_of,
)

HIDDEN, MISSING = "hidden", "missing"


@dataclass(frozen=True)
class _Block:
    """A title's counts, each a part of the next."""

    title: Title
    labels: tuple[str, ...]

    @property
    def printed(self) -> set[str]:
        """Codes of the measures whose numerator and denominator are both among the counts."""
        words = words_of(self.title)
        return {words.of_registered.code} | ({words.of_whole.code} if len(self.labels) == 3 else set())

    def vector(self, row: SeasonRow) -> Vector | None:
        counts = [row.recognised, row.registered]
        if len(self.labels) == 3:
            counts.append(row.households)
        known = [count for count in counts if count is not None]
        return tuple(known) if len(known) == len(counts) else None


def _blocks(place: Place, year: int) -> list[_Block]:
    """Families with all households; titles of persons with those who registered. Titles of households that a place added share their
    whole with the families and are left out: shown beside each other they would give each other's hidden counts away.
    """
    found = []
    for title in with_titles(place, year):
        if title == Title.LEARNING_FAMILY:
            found.append(_Block(title, ("Công nhận", "Đăng ký", "Tổng số hộ")))
        elif title.is_of_persons:
            found.append(_Block(title, ("Công nhận", "Đăng ký")))
    return found


def content_of(place: Place, year: int) -> dict[str, Any]:
    """What would be told of the year now, hidden rows left out of it altogether."""
    tellings = list(
        PublicFigures.objects.filter(Q(place__path__overlap=[place.pk]) | Q(place__in=place.path), year=year)
        .select_related("place")
        .order_by("pk")
    )
    blocks = []
    targets: list[dict[str, str]] = []
    for block in _blocks(place, year):
        table = season_table(place, year, block.title)
        told = _Told(place, block.title, tellings)
        made = _content(block, table, told)
        blocks.append(made)
        if not made["why"]:
            targets += [
                {
                    "label": table.title_label,
                    "wanted": result.wanted,
                    "result": format_percent(result.result),
                    "verdict": result.verdict,
                }
                for result in table.measured_targets
                # Only shares whose two counts stand on the page: another would tell of counts that do not.
                if result.is_percent and result.result is not None and result.target.measure in block.printed
            ]
    return {
        "place": place.title,
        "level": place.level,
        "child_label": {Level.PROVINCE: "Địa bàn", Level.DISTRICT: "Xã, thị trấn"}.get(
            Level(place.level), "Ấp, khóm"
        ),
        "blocks": blocks,
        "targets": targets,
    }


def _content(block: _Block, table: SeasonTable, told: "_Told") -> dict[str, Any]:
    known = {str(row.place.pk): block.vector(row) for row in table.rows if not row.is_missing}
    rows = [
        PublicRow(key, vector, told.of(key), told.below(key))
        for key, vector in known.items()
        if vector is not None
    ]
    total = block.vector(table.total)
    if total is None or not rows:
        outcome = Outcome(frozenset(), "chưa có số liệu")
    else:
        # What the rows do not hold (a hamlet that ended, a record of the commune) lies in their sum's difference to the total.
        own = told.of(str(table.place.pk))
        outcome = outcome_of(
            total, rows, earlier=told.earlier, told_total=own, above=told.above(total, table.place)
        )
    lines = []
    for row in table.rows:
        key = str(row.place.pk)
        vector = known.get(key)
        why = MISSING if vector is None else HIDDEN if key in outcome.hidden else ""
        part = f"{row.communes_in}/{row.communes_all} xã" if row.is_partial and not why else ""
        lines.append(
            {
                "place": key,
                "name": row.name,
                "values": None if why or outcome.why else list(vector or ()),
                "why": why,
                "part": part,
            }
        )
    return {
        "code": str(block.title),
        "title": table.title_label,
        "labels": list(block.labels),
        "why": outcome.why,
        "total": None if outcome.why or total is None else list(total),
        "rows": [] if outcome.why else lines,
        "missing": [] if outcome.why else list(table.missing),
        "sample": table.sample_mark,
    }


class _Told:
    """What is known of a block's places from every page of the year so far."""

    def __init__(self, place: Place, title: Title, tellings: Sequence[PublicFigures]) -> None:
        self._place = place
        self._vectors: dict[str, list[Vector]] = {}
        self._pages: list[tuple[PublicFigures, dict[str, Any]]] = []
        for telling in tellings:
            for block in telling.content["blocks"]:
                if block["code"] == str(title) and block["total"] is not None:
                    self._pages.append((telling, block))
                    self._keep(str(telling.place_id), block["total"])
                    for row in block["rows"]:
                        if row["values"]:
                            self._keep(row["place"], row["values"])
        places = Place.objects.filter(pk__in=[UUID(key) for key in self._vectors])
        self._paths = {str(pk): path for pk, path in places.values_list("pk", "path")}

    def _keep(self, key: str, values: Sequence[int]) -> None:
        vector = tuple(values)
        kept = self._vectors.setdefault(key, [])
        if vector not in kept:
            kept.append(vector)

    def of(self, key: str) -> tuple[Vector, ...]:
        return tuple(self._vectors.get(key, ()))

    def below(self, key: str) -> Vector | None:
        """The sum of the widest places below it that were told, while it was not told itself."""
        if key in self._vectors:
            return None
        inside = self._widest([UUID(key)])
        return (
            added([self._vectors[one][-1] for one in inside], len(self._vectors[inside[0]][-1]))
            if inside
            else None
        )

    def _widest(self, above: Sequence[UUID]) -> list[str]:
        """Told places below these that lie in no other told place below them."""
        inside = {key: path for key, path in self._paths.items() if any(pk in path[:-1] for pk in above)}
        told = {UUID(key) for key in inside}
        return [key for key, path in inside.items() if not told & set(path[:-1])]

    @property
    def earlier(self) -> list[Telling]:
        return [
            Telling(
                tuple(block["total"]),
                {row["place"]: tuple(row["values"]) for row in block["rows"] if row["values"]},
                frozenset(row["place"] for row in block["rows"] if row["why"] == HIDDEN),
            )
            for telling, block in self._pages
            if telling.place_id == self._place.pk
        ]

    def above(self, total: Vector, place: Place) -> list[Above]:
        """Of each page above that hid what this place lies in: the sum that is still unknown there."""
        found = []
        for telling, block in self._pages:
            hidden = [UUID(row["place"]) for row in block["rows"] if row["why"] == HIDDEN]
            if telling.place_id == place.pk or not set(hidden) & set(place.path):
                continue
            shown = [tuple(row["values"]) for row in block["rows"] if row["values"]]
            known = [self._vectors[str(pk)][-1] for pk in hidden if str(pk) in self._vectors]
            unknown = [pk for pk in hidden if str(pk) not in self._vectors]
            known += [
                self._vectors[key][-1]
                for key in self._widest(unknown)
                if place.pk not in self._paths[key][:-1] and key != str(place.pk)
            ]
            rest = less(tuple(block["total"]), *shown, *known)
            others = [pk for pk in unknown if pk != place.pk]
            found.append(Above(rest, bool(others), telling.content["place"]))
        return found


# ------------------------------------------------------------------------------------------ what everybody sees


@dataclass(frozen=True)
class PublicPage:
    place: Place
    figures: PublicFigures | None
    years: list[int]

    @property
    def content(self) -> dict[str, Any]:
        return self.figures.content if self.figures else {}

    @property
    def blocks(self) -> list[dict[str, Any]]:
        return [shown_block(block) for block in self.content.get("blocks", [])]

    @property
    def finding(self) -> str:
        if self.figures is None:
            return "Chưa công khai số liệu năm nào."
        day = format_date(self.figures.as_of)
        return f"Số liệu tổng hợp năm {self.figures.year}, tính đến ngày {day}."


def shown_block(block: dict[str, Any]) -> dict[str, Any]:
    """With its texts as the page prints them."""
    labels = list(block["labels"])
    shares = [f"% trên {label[:1].lower()}{label[1:]}" for label in labels[1:]]

    def texts(values: Sequence[int] | None) -> list[str]:
        if values is None:
            return []
        counts = [format_number(value) for value in reversed(values)]
        first = values[0]
        return counts + [
            format_percent(first * 100 / value) if value else "—" for value in reversed(values[1:])
        ]

    heads = [*reversed(labels), *reversed(shares)]
    rows = [
        {**row, "cells": list(zip(heads, texts(row["values"]), strict=False)), "width": len(heads)}
        for row in block["rows"]
    ]
    hidden = sum(1 for row in block["rows"] if row["why"] == HIDDEN)
    return {
        **block,
        "heads": heads,
        "rows": rows,
        "total_cells": list(zip(heads, texts(block["total"]), strict=False)),
        "hidden": hidden,
        "least": LEAST,
    }


def public_places() -> list[Place]:
    """Those that show their figures now. One query."""
    standing = PublicPlace.objects.filter(off_at__isnull=True).select_related("place")
    return sorted((one.place for one in standing), key=lambda place: (len(place.path), place.sort_key))


def public_page(pk: UUID, year: int | None) -> PublicPage | None:
    """Three queries. None where the place shows nothing, or not that year."""
    standing = PublicPlace.objects.filter(place=pk, off_at__isnull=True).select_related("place").first()
    if standing is None:
        return None
    told = PublicFigures.objects.filter(place=pk).order_by("-year", "-pk")
    latest: dict[int, UUID] = {}
    for of_year, one in told.values_list("year", "pk"):
        latest.setdefault(of_year, one)
    if year is not None and year not in latest:
        return None
    chosen = latest.get(year) if year is not None else next(iter(latest.values()), None)
    figures = PublicFigures.objects.get(pk=chosen) if chosen else None
    return PublicPage(standing.place, figures, list(latest))


# ------------------------------------------------------------------------------------------ what the officer sees


@dataclass(frozen=True)
class PublicSetting:
    place: Place
    year: int
    years: list[int]
    standing: PublicPlace | None
    history: list[PublicPlace]
    preview: list[dict[str, Any]]
    tellings: list[PublicFigures]

    @property
    def finding(self) -> str:
        if self.standing is None:
            return "Đang không công khai. Ai không đăng nhập thì không thấy số liệu nào của địa bàn."
        return f"Đang công khai từ {format_date(self.standing.on_at)}, do {self.standing.on_by} bật."

    @property
    def can_tell(self) -> bool:
        return any(not block["why"] for block in self.preview)


def setting_of(place: Place, year: int) -> PublicSetting:
    history = list(PublicPlace.objects.filter(place=place)[:20])
    preview = [shown_block(block) for block in content_of(place, year)["blocks"]]
    return PublicSetting(
        place=place,
        year=year,
        years=[one for one in sorted({year, *years_of(place)}, reverse=True) if one <= today().year],
        standing=next((one for one in history if one.off_at is None), None),
        history=history,
        preview=preview,
        tellings=list(PublicFigures.objects.filter(place=place).defer("content")[:20]),
    )
