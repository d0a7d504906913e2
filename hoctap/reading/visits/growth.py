"""Growth of a library's visits as a plan reckons it: (V_y / V_base)^(1/n) − 1, against the targets that hold there."""

from dataclasses import dataclass
from decimal import Decimal

from hoctap.core.vietnamese import format_number
from hoctap.libraries.models import Library
from hoctap.plans.figures.rules import average_growth
from hoctap.plans.models import Plan, Target
from hoctap.reading.counted import Subject
from hoctap.reading.visits.queries import years_of
from hoctap.reading.visits.rules import Band, YearOfVisits, band_of, why_no_growth


@dataclass(frozen=True)
class Growth:
    base: YearOfVisits | None
    of: YearOfVisits
    growth: Decimal | None
    words: str
    """The arithmetic, or why there is none."""
    stopped: str = ""


def growth_of(library: Library, base_year: int | None, year: int) -> Growth:
    """A library that ended is read at its last whole year. Two queries."""
    subject, asked, stopped = Subject((library,), is_own=True), year, ""
    if (year := subject.year_told(asked)) != asked:
        stopped = f"Dừng ở năm {year}, năm cuối còn đủ tháng. {subject.why_ended}."
    of = years_of([library], year)[library.pk]
    base = years_of([library], base_year)[library.pk] if base_year is not None else None
    if why := why_no_growth(base, of):
        return Growth(base, of, None, f"Chưa tính được mức tăng: {why}.", stopped)
    assert base is not None
    growth, words = average_growth(base.year, Decimal(base.total or 0), year, Decimal(of.total or 0))
    return Growth(base, of, growth, words, stopped)


@dataclass(frozen=True)
class Held:
    """One target beside the growth."""

    target: Target
    wanted: str
    band: Band


def targets_at(library: Library, told: Growth) -> list[Held]:
    """Targets on the growth of visits that bind the place of the library, first the earlier ones. Two queries."""
    rows = Target.objects.filter(
        plan__in=Plan.objects.binding(library.place), measure="library.visits_growth"
    )
    return [
        Held(one, _wanted(one), band_of(told.growth, one.value, one.value_max))
        for one in rows.select_related("plan").order_by("year", "position", "id")
    ]


def _wanted(target: Target) -> str:
    if target.value_max is not None:
        return f"từ {format_number(target.value)} đến {format_number(target.value_max)} % mỗi năm"
    return f"từ {format_number(target.value)} % mỗi năm"
