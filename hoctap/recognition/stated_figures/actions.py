"""A figure written down for a measure without records, and taken back with a reason."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from hoctap.audit import actions as audit
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Reason, Refused
from hoctap.core.text import clean
from hoctap.evidence import actions as evidence_actions
from hoctap.places.models import Level, Place
from hoctap.recognition.stated_figures import rules
from hoctap.recognition.stated_figures.models import StatedFigure
from hoctap.recognition.stated_figures.queries import has_records, offered


@dataclass(frozen=True)
class StatedTyped:
    measure: str
    year: int
    numerator: int | None
    denominator: int | None
    as_of: dt.date | None
    source: str


@transaction.atomic
def state_figure(
    place: Place, typed: StatedTyped, *, evidence_text: str = "", content: bytes | None = None, by: Actor
) -> StatedFigure:
    """With the paper it was read from, as a file or in words."""
    by.must(Permission.DOSSIER_REVIEW, at=place)
    place = Place.objects.select_for_update(of=("self",), no_key=True).get(pk=place.pk)
    if place.level != Level.COMMUNE:
        raise Refused("Số ghi tay là của cả xã, không của ấp hay của cấp trên.")
    measure = next((one for one in offered() if one.code == typed.measure), None)
    source = clean(typed.source)[:300]
    reasons = rules.stating_reasons(
        label=measure.label if measure else "",
        is_offered=measure is not None,
        has_records=measure is not None and has_records(measure, place, typed.year),
        stands_already=StatedFigure.objects.standing()
        .filter(measure=typed.measure, place=place, year=typed.year)
        .exists(),
        year=typed.year,
        numerator=typed.numerator,
        denominator=typed.denominator,
        as_of=typed.as_of,
        source=source,
        today=today(),
    )
    if not content and not clean(evidence_text):
        reasons.append(Reason("Đính kèm ảnh, bản quét văn bản, hoặc ghi minh chứng bằng lời.", "file"))
    if reasons or typed.numerator is None or typed.denominator is None or typed.as_of is None:
        raise Refused(reasons)
    evidence = evidence_actions.add_evidence(
        kind="file" if content else "note",
        place=place,
        subject_kind="places.place",
        subject_id=str(place.pk),
        text=evidence_text,
        content=content,
        by=by,
    )
    figure = StatedFigure.objects.create(
        measure=typed.measure,
        place=place,
        year=typed.year,
        numerator=typed.numerator,
        denominator=typed.denominator,
        as_of=typed.as_of,
        source=source,
        evidence=evidence,
        recorded_by=by.described,
    )
    audit.record(by, "recognition.stated_figure.recorded", figure)
    return figure


@transaction.atomic
def withdraw_stated(figure: StatedFigure, *, why: str, by: Actor) -> StatedFigure:
    by.must(Permission.DOSSIER_REVIEW, at=figure.place)
    figure = StatedFigure.objects.select_for_update(of=("self",)).select_related("place").get(pk=figure.pk)
    if figure.withdrawn_at is not None:
        raise Refused(f"Số “{figure}” đã bỏ rồi.")
    if not clean(why):
        raise Refused([Reason("Ghi lý do bỏ.", "why")])
    figure.withdrawn_at, figure.withdrawn_by = timezone.now(), by.described
    figure.withdrawn_why = clean(why)[:300]
    figure.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_why"])
    audit.record(by, "recognition.stated_figure.withdrawn", figure)
    return figure
