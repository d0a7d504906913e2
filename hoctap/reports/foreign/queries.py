"""What would be written into a form for a period, cell by cell, and where each figure opens."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from urllib.parse import urlencode
from uuid import UUID

from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.permissions import Permission
from hoctap.core.vietnamese import format_date, format_number
from hoctap.measures.queries import counting_day, read_scope
from hoctap.places.models import Level, Place, PlaceName
from hoctap.plans.models import Plan, Target, TargetShare
from hoctap.reports.foreign.models import ForeignForm
from hoctap.reports.foreign.rules import (
    Rule,
    Sheet,
    When,
    Who,
    address,
    letter_of,
    name_key,
    nearest,
    open_cells,
)
from hoctap.reports.marks import mark_at, titles_of_codes
from hoctap.reports.quantities.earlier import Earlier, read_many_before
from hoctap.reports.quantities.periods import Period
from hoctap.reports.quantities.queries import Value, read_many
from hoctap.reports.quantities.registry import Quantity, quantities


@dataclass(frozen=True)
class FilledCell:
    sheet: str
    cell: str
    label: str
    place: Place
    when: str
    """'kỳ này', 'cùng kỳ năm trước', …"""
    number: Decimal | None
    """As it is written; None leaves the cell empty."""
    shown: str
    url: str
    why: str = ""
    """Why it stays empty, or what the figure leaves out."""
    is_typed: bool = False
    field: str = ""
    """Of an estimate: the name under which it is typed."""


@dataclass(frozen=True)
class Unmatched:
    sheet: str
    row: int
    name: str
    why: str


@dataclass(frozen=True)
class Filled:
    period: Period
    cells: tuple[FilledCell, ...]
    unmatched: tuple[Unmatched, ...]
    sample_mark: str = ""

    @property
    def empty(self) -> list[FilledCell]:
        return [cell for cell in self.cells if cell.number is None]

    @property
    def partial(self) -> list[FilledCell]:
        return [cell for cell in self.cells if cell.number is not None and cell.why]

    @property
    def writes(self) -> dict[str, dict[str, str]]:
        found: dict[str, dict[str, str]] = defaultdict(dict)
        for cell in self.cells:
            if cell.number is not None:
                found[cell.sheet][cell.cell] = format(cell.number, "f")
        return dict(found)


class _Names:
    """Places that a form's rows may name: below the place of the form, on the counting day of the year."""

    def __init__(self, place: Place, year: int):
        scope = read_scope(place, year)
        self.standing: dict[UUID, Place] = {one.pk: one for one in (*scope.children, *scope.communes)}
        self.standing.pop(place.pk, None)
        day = counting_day(place, year)
        below = Place.objects.within([place.pk]).filter(
            level__in=[Level.HAMLET] if place.level == Level.COMMUNE else [Level.DISTRICT, Level.COMMUNE]
        )
        self.gone = [one for one in below if one.pk not in self.standing or not _stands(one, day)]
        self.standing = {pk: one for pk, one in self.standing.items() if _stands(one, day)}
        self.by_key: dict[str, set[UUID]] = defaultdict(set)
        for one in self.standing.values():
            self._called(one, one.name, one.kind)
        for name in PlaceName.objects.filter(place__in=list(self.standing)):
            self._called(self.standing[name.place_id], name.name, name.kind)

    def _called(self, place: Place, name: str, kind: str) -> None:
        for words in (name, f"{kind} {name}"):
            self.by_key[name_key(words)].add(place.pk)

    def find(self, text: str) -> tuple[Place | None, str]:
        """The place, or why there is none: nearest names, or when it did not stand."""
        key = name_key(text)
        found = self.by_key.get(key, set())
        if len(found) == 1:
            return self.standing[next(iter(found))], ""
        if found:
            both = ", ".join(sorted(self.standing[pk].title for pk in found))
            return None, f"có {len(found)} nơi cùng tên: {both}. Ghi rõ xã, phường, thị trấn trong biểu."
        for one in self.gone:
            if key in (name_key(one.name), name_key(one.full_name)):
                if one.valid_to:
                    return (
                        None,
                        f"{one.title} kết thúc từ ngày {format_date(one.valid_to)}, không có trong kỳ này.",
                    )
                return None, f"{one.title} có từ ngày {format_date(one.valid_from)}, chưa có trong kỳ này."
        near = nearest(text, [one.title for one in self.standing.values()])
        return (
            None,
            f"không có nơi nào tên như vậy. Gần giống: {', '.join(near)}."
            if near
            else "không phải tên địa bàn.",
        )


def _stands(place: Place, day: dt.date) -> bool:
    return place.valid_from <= day and (place.valid_to is None or day < place.valid_to)


@dataclass(frozen=True)
class _Wanted:
    rule: Rule
    cell: str
    place: Place
    is_percent: bool


def fill(
    form: ForeignForm,
    period: Period,
    *,
    typed: Mapping[str, Decimal] | None = None,
    as_of: dt.date | None = None,
) -> Filled:
    """Every mapped cell. The queries grow with the kinds of places named, not with the cells."""
    layout = form.read_layout
    names = _Names(form.place, period.year)
    wanted: list[_Wanted] = []
    unmatched: dict[tuple[str, int], Unmatched] = {}
    for rule in form.read_rules:
        sheet = layout.sheet(rule.sheet)
        if sheet is None:
            continue
        for row, at in open_cells(sheet, rule):
            place = form.place
            if rule.who == Who.ROW:
                text = sheet.text_at(row, rule.name_column)
                if not text:
                    continue
                found, why = names.find(text)
                if found is None:
                    unmatched[rule.sheet, row] = Unmatched(rule.sheet, row, text, why)
                    continue
                place = found
            cell = sheet.cells.get((row, rule.column))
            wanted.append(_Wanted(rule, at, place, bool(cell and cell.is_percent)))
    values = _Values(form.place, period, wanted, as_of)
    return Filled(
        period,
        tuple(_filled(one, values, typed or {}) for one in wanted),
        tuple(unmatched[key] for key in sorted(unmatched)),
        _mark_of(form.place, period, wanted),
    )


def _mark_of(place: Place, period: Period, wanted: Sequence[_Wanted]) -> str:
    """Of what comes from records; a target and an estimate come of no edition."""
    at = {When.NOW: period.year, When.BEFORE: period.before().year}
    told = [one.rule for one in wanted if When(one.rule.when) in at]
    codes = {code for rule in told for code in (rule.code, rule.over) if code}
    return mark_at(place, {at[When(rule.when)] for rule in told}, titles_of_codes(codes))


class _Values:
    """What the cells need, read at once: this period, the one before, targets."""

    def __init__(self, place: Place, period: Period, wanted: Sequence[_Wanted], as_of: dt.date | None):
        self.period, self.before = period, period.before()
        self._read = _read(wanted, period, as_of)
        self._earlier = _read_before(wanted, period)
        planned = [one for one in wanted if one.rule.when == When.PLANNED]
        self._planned = _planned(place, period.year, planned) if planned else {}

    def value(self, one: _Wanted, code: str) -> Value:
        if one.rule.when == When.BEFORE:
            return self._earlier[one.place.pk].total[code]
        return self._read[one.place.pk][code]

    def note(self, one: _Wanted) -> str:
        """What the earlier year was put together of."""
        return self._earlier[one.place.pk].note if one.rule.when == When.BEFORE else ""

    def planned(self, one: _Wanted) -> Decimal | None:
        return self._planned.get((one.place.pk, planned_measure(one.rule)))


def _read(
    wanted: Iterable[_Wanted], period: Period, as_of: dt.date | None
) -> dict[UUID, Mapping[str, Value]]:
    places, codes = _asked(wanted, When.NOW)
    return read_many(places, period, codes, as_of=as_of) if places else {}


def _read_before(wanted: Iterable[_Wanted], period: Period) -> dict[UUID, Earlier]:
    places, codes = _asked(wanted, When.BEFORE)
    return read_many_before(places, period, codes) if places else {}


def _asked(wanted: Iterable[_Wanted], when: When) -> tuple[list[Place], list[str]]:
    mine = [one for one in wanted if one.rule.when == when]
    codes = sorted({code for one in mine for code in (one.rule.code, one.rule.over) if code})
    return list({one.place.pk: one.place for one in mine}.values()), codes


def planned_measure(rule: Rule) -> str:
    """The measure whose target is meant by a quantity: 'learning_family.recognised' also of new, kept and of the share."""
    if rule.code.startswith("measure:"):
        return rule.code.split(":")[1]
    title, _, part = rule.code.partition(".")
    return f"{title}.recognised" if part.startswith("recognised") else rule.code


def _planned(place: Place, year: int, wanted: Sequence[_Wanted]) -> dict[tuple[UUID, str], Decimal]:
    """Handed down to the very place, else set for the place itself; of a percentage also for those below. Two queries."""
    measures = {planned_measure(one.rule) for one in wanted}
    targets = list(
        Target.objects.filter(plan__in=Plan.objects.binding(place), year=year, measure__in=measures)
        .select_related("plan__place")
        .order_by("plan__dated_on", "plan_id", "-position", "-id")
    )
    targets.sort(key=lambda target: len(target.plan.place.path))
    found: dict[tuple[UUID, str], Decimal] = {}
    places = {one.place.pk: one.place for one in wanted}
    for target in targets:  # the nearest plan is told last, and holds
        for pk in places:
            if target.unit == "%" or target.plan.place_id == pk:
                found[pk, target.measure] = target.value
    shares = TargetShare.objects.filter(target__in=targets, place__in=places).order_by("id")
    for pk, measure, value in shares.values_list("place_id", "target__measure", "value"):
        found[pk, measure] = value
    return found


def _filled(one: _Wanted, values: _Values, typed: Mapping[str, Decimal]) -> FilledCell:
    rule = one.rule
    quantity, over = quantities.get(rule.code), quantities.get(rule.over) if rule.over else None
    label = label_of(rule)
    number: Decimal | None
    why, url = "", ""
    field = ""
    if quantity is None or (rule.over and over is None):
        number, why = None, "số liệu này không còn trong hệ thống: gán lại."
    elif rule.when == When.ESTIMATE:
        field = f"{rule.sheet}!{one.cell}"
        number = typed.get(field)
        why = "" if number is not None else "chưa ghi số ước."
    elif rule.when == When.PLANNED:
        number = values.planned(one)
        why = "" if number is not None else "chưa giao chỉ tiêu."
    else:
        number, why = _from_records(one, values, quantity, over)
        url = _url(one, values, quantity)
    shown = format_number(number) if number is not None else ""
    if number is not None and rule.over:
        number = number.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
        shown = f"{format_number(number)} %"
        if one.is_percent:
            number /= 100
    elif number is not None and one.is_percent and rule.when == When.PLANNED:
        number /= 100
    return FilledCell(
        sheet=rule.sheet,
        cell=one.cell,
        label=label,
        place=one.place,
        when=When(rule.when).label,
        number=number,
        shown=shown,
        url=url,
        why=why,
        is_typed=rule.when == When.ESTIMATE,
        field=field,
    )


def _from_records(
    one: _Wanted, values: _Values, quantity: Quantity, over: Quantity | None
) -> tuple[Decimal | None, str]:
    value = values.value(one, one.rule.code)
    missing = value.missing_communes
    if value.number is None:
        return (
            None,
            "ghi theo sổ, chưa có hồ sơ trong hệ thống." if quantity.is_written else "chưa có số liệu.",
        )
    number = Decimal(value.number)
    if over is not None:
        whole = values.value(one, one.rule.over)
        if not whole.number:
            return None, "không có gì để chia." if whole.number == 0 else "chưa có số liệu của mẫu số."
        if whole.missing_communes != missing:
            return None, "tử số và mẫu số không cùng các xã có số liệu."
        number = number * 100 / Decimal(whole.number)
    left_out = f"chưa có của {', '.join(missing)}." if missing else ""
    return number, " ".join(words for words in (left_out, values.note(one)) if words)


def _url(one: _Wanted, values: _Values, quantity: Quantity) -> str:
    period = values.period if one.rule.when == When.NOW else values.before
    return quantity.drill_url(one.place, period) if quantity.drill_url else ""


def label_of(rule: Rule) -> str:
    quantity, over = quantities.get(rule.code), quantities.get(rule.over) if rule.over else None
    words = quantity.label if quantity else rule.code
    return f"{words} / {over.label if over else rule.over} (%)" if rule.over else words


# ------------------------------------------------------------------------------------------------ screens


@dataclass(frozen=True)
class Shown:
    """A cell of the grid on screen."""

    address: str
    kind: str
    text: str
    rows: int
    columns: int
    rule: str
    """Words of the figure that is mapped to it."""
    url: str

    @property
    def is_open(self) -> bool:
        return self.kind in ("blank", "number")


@dataclass(frozen=True)
class Grid:
    name: str
    letters: tuple[str, ...]
    rows: tuple[tuple[int, tuple[Shown, ...]], ...]
    is_hidden: bool = False


def grid_of(form: ForeignForm, sheet: Sheet) -> Grid:
    """Merged cells as one; what is inside them is no cell of its own."""
    mapped = {
        (row, rule.column): label_of(rule)
        for rule in form.read_rules
        if rule.sheet == sheet.name
        for row, _ in open_cells(sheet, rule)
    }
    first = {(area.top, area.left): area for area in sheet.merged}
    inside = {
        (row, column)
        for area in sheet.merged
        for row in range(area.top, area.bottom + 1)
        for column in range(area.left, area.right + 1)
    } - set(first)
    last_row = max([sheet.last_row, *(area.bottom for area in sheet.merged)])
    last_column = max([sheet.last_column, *(area.right for area in sheet.merged)])
    rows = []
    for row in range(1, last_row + 1):
        shown = []
        for column in range(1, last_column + 1):
            if (row, column) in inside:
                continue
            area, cell = first.get((row, column)), sheet.cells.get((row, column))
            at = address(row, column)
            shown.append(
                Shown(
                    address=at,
                    kind=cell.kind if cell else "none",
                    text=cell.text if cell else "",
                    rows=area.bottom - area.top + 1 if area else 1,
                    columns=area.right - area.left + 1 if area else 1,
                    rule=mapped.get((row, column), ""),
                    url=f"?{urlencode({'sheet': sheet.name, 'cells': at})}#map",
                )
            )
        rows.append((row, tuple(shown)))
    letters = tuple(letter_of(column) for column in range(1, last_column + 1))
    return Grid(sheet.name, letters, tuple(rows), is_hidden=sheet.hidden)


def places_of(actor: Actor) -> list[Place]:
    """Where the actor may bring forms: communes and above, widest first."""
    places = Place.objects.filter(pk__in=actor.places_given(Permission.REPORT_PREPARE)).exclude(
        level__in=[Level.HAMLET, Level.GROUP]
    )
    return sorted(places, key=lambda place: (len(place.path), place.sort_key))


def default_year() -> int:
    return today().year
