"""That printed copies of a material were given away, as evidence of a centre: by what was recorded, not by a photo of it."""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import Q, QuerySet
from django.urls import reverse

from hoctap.audit.registry import is_uuid
from hoctap.centres.models import Centre
from hoctap.core.actor import Actor
from hoctap.core.text import lower_first
from hoctap.core.vietnamese import format_date, format_number
from hoctap.evidence.models import Subject
from hoctap.evidence.registry import RecordKind, RecordOffer
from hoctap.materials.models import Handout

CODE = "handout"
MOST_OFFERED = 200
_CENTRE = Centre._meta.label_lower


def _offers(subjects: Sequence[Subject], by: Actor) -> list[RecordOffer]:
    """Those at a class of the centre, or at no class but where the centre is. Two queries."""
    centres = [one.id for one in subjects if one.kind == _CENTRE]
    if not centres:
        return []
    around = list(Centre.objects.filter(pk__in=centres).values_list("organisation__place", flat=True))
    wanted = Q(activity__centre__in=centres) | Q(activity=None, place__path__overlap=around)
    rows = _standing(by).filter(wanted).select_related("material__current")
    return [
        RecordOffer(
            id=str(row.pk),
            title=f"Phát {format_number(row.copies)} bản “{row.material}” cho {lower_first(row.get_recipients_display())}",
            when=f"ngày {format_date(row.on)}",
            url=_url(row),
        )
        for row in rows.order_by("-on", "-id")[:MOST_OFFERED]
    ]


def _urls(ids: Sequence[str], by: Actor) -> dict[str, str]:
    rows = Handout.objects.visible_to(by).filter(pk__in=[UUID(one) for one in ids if is_uuid(one)])
    return {str(row.pk): _url(row) for row in rows}


def _hold(ids: Sequence[str]) -> None:
    """None of these is struck out while evidence is made of it. In key order."""
    rows = Handout.objects.filter(pk__in=[UUID(one) for one in ids if is_uuid(one)])
    list(rows.select_for_update(of=("self",)).order_by("pk").values_list("pk"))


def _standing(by: Actor) -> "QuerySet[Handout]":
    return Handout.objects.visible_to(by).standing()


def _url(row: Handout) -> str:
    return reverse("handout_list", query={"material": row.material_id, "year": row.on.year})


HANDOUTS = RecordKind("Tài liệu đã phát", _offers, _urls, hold=_hold)
