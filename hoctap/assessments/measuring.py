"""Figures of a file that records give: the numerator and the denominator of a measure at its place, or among the people of its unit."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from hoctap.assessments.models import Assessment
from hoctap.criteria.standards import Condition
from hoctap.measures.queries import figure
from hoctap.measures.registry import measures
from hoctap.people.models import UnitMembership, UnitStaffCount, WorkUnit
from hoctap.recognition.models import Dossier, DossierState

OF_UNIT = "learning_citizen.of_unit"


@dataclass(frozen=True)
class Measured:
    """`why`: why there is no figure, or what it leaves out."""

    numerator: int | None
    denominator: int | None
    url: str = ""
    why: str = ""

    @property
    def is_known(self) -> bool:
        return self.numerator is not None and bool(self.denominator)


def measured(assessment: Assessment, condition: Condition) -> Measured | None:
    """None where the line has no measure."""
    if not condition.measure:
        return None
    if condition.measure == OF_UNIT and assessment.unit is not None:
        return people_of_unit(assessment.unit, assessment.year)
    measure = measures.get(condition.measure)
    if measure is None:
        return Measured(None, None, why=f"Hệ thống chưa có cách tính “{condition.measure}”.")
    found = figure(measure, assessment.place, assessment.year)
    if found.is_missing or not found.denominator:
        return Measured(None, None, why=measure.why_missing or f"Chưa có số liệu năm {assessment.year}.")
    why = found.incomplete
    if found.is_partial:
        why = f"{found.communes_in}/{found.communes_all} xã có số liệu. {why}".strip()
    return Measured(
        found.numerator,
        found.denominator,
        measure.drill_url(assessment.place, assessment.year, "numerator"),
        why,
    )


def people_of_unit(unit: WorkUnit, year: int) -> Measured:
    """Those who work there at the end of the year and hold Công dân học tập of that year; the denominator never below the names listed."""
    members = UnitMembership.objects.filter(unit=unit).counted_in(year)
    persons = {
        merged or person for person, merged in members.values_list("person_id", "person__merged_into_id")
    }
    counted = UnitStaffCount.objects.filter(unit=unit, year=year).first()
    whole = max(len(persons), counted.count if counted else 0)
    if not whole:
        return Measured(
            None, None, why=f"Chưa ghi người của đơn vị năm {year}: nhập danh sách hoặc số người ở sổ đơn vị."
        )
    holders = set(
        Dossier.objects.filter(
            title="learning_citizen", year=year, state=DossierState.RECOGNISED, person__in=persons
        ).values_list("person_id", flat=True)
    ) | set(
        Dossier.objects.filter(
            title="learning_citizen",
            year=year,
            state=DossierState.RECOGNISED,
            person__merged_into__in=persons,
        ).values_list("person__merged_into_id", flat=True)
    )
    why = "" if len(persons) == whole else f"Mới có tên {len(persons)} trong {whole} người của đơn vị."
    return Measured(
        len(holders), whole, f"{reverse('unit_detail', args=[unit.pk])}?{urlencode({'year': year})}", why
    )
