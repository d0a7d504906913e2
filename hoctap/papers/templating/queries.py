"""Which template a body's papers are printed with on a day, and which it ever had."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q

from hoctap.core import files
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.papers.templating.models import OfficeTemplate
from hoctap.papers.templating.rules import KIND_LABELS
from hoctap.places.models import Organisation


def template_for(issuer: Organisation, kind: str, on: dt.date) -> OfficeTemplate | None:
    """The latest that holds on that day; None for the shipped one."""
    held = OfficeTemplate.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=on), organisation=issuer, kind=kind, valid_from__lte=on
    )
    return held.order_by("-version").first()


@dataclass(frozen=True)
class TemplateRow:
    template: OfficeTemplate
    label: str
    is_used: bool
    """Today."""


def template_rows(actor: Actor) -> list[TemplateRow]:
    day = today()
    found = OfficeTemplate.objects.visible_to(actor).select_related("organisation", "uploaded_by")
    rows, seen = [], set()
    for template in found.order_by("organisation__name", "organisation", "kind", "-version"):
        key = (template.organisation_id, template.kind)
        holds = template.valid_from <= day and (template.valid_to is None or template.valid_to > day)
        rows.append(TemplateRow(template, KIND_LABELS[template.kind], holds and key not in seen))
        if holds:
            seen.add(key)
    return rows


def used_on(template: OfficeTemplate) -> int:
    """Papers that were made with it."""
    return template.versions.values("paper").distinct().count()


def docx_of(template: OfficeTemplate) -> bytes:
    return files.read(template.sha256)
