"""Writing down a dated figure where no record gives one."""

from decimal import Decimal

from django.db import transaction

from hoctap.audit import actions as audit
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Reason, Refused
from hoctap.places.models import Place
from hoctap.plans.figures import rules
from hoctap.plans.figures.models import PlanFigure
from hoctap.plans.figures.rules import FigureDetails
from hoctap.plans.indicators import figure_providers, indicators
from hoctap.plans.rows import cleaned, names_of


@transaction.atomic
def record_figure(place: Place, code: str, details: FigureDetails, *, by: Actor) -> PlanFigure:
    """A correction is another one for the same day; the one recorded last counts, the others stay readable."""
    by.must(Permission.TASK_REPORT, at=place)
    details = cleaned(details)
    indicator = indicators.get(code)
    if indicator is None:
        raise Refused([Reason("Số liệu này không có trong danh mục.", field="measure")])
    provider = figure_providers.get(code)
    # Of a year or place whose records are not kept here the figure is still written down.
    if provider is not None and provider([place.pk], details.year).get(place.pk) is not None:
        raise Refused("Số liệu này hệ thống tự tính từ sổ sách, không ghi tay.")
    divides = bool(indicator.denominator_label)
    if reasons := rules.figure_blockers(details, divides=divides, on=today()):
        raise Refused(reasons)
    value = details.value or Decimal(0)
    if divides:
        assert details.numerator is not None
        assert details.denominator is not None
        value = (details.numerator * 100 / details.denominator).quantize(Decimal("0.01"))
    figure = PlanFigure.objects.create(
        measure=code,
        place=place,
        year=details.year,
        as_of=details.as_of,
        value=value,
        numerator=details.numerator if divides else None,
        denominator=details.denominator if divides else None,
        version=indicator.version,
        source=details.source[:300],
        paper=details.paper[:300],
        recorded_by=by.described[:300],
    )
    audit.record(by, "plans.figure.recorded", figure, fields=names_of(details))
    return figure
