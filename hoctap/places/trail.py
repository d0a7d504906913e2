"""How places, organisations and changes of boundaries are called in the trail. Places and organisations are public."""

from django.urls import reverse

from hoctap.audit.registry import rows_named
from hoctap.core.permissions import Permission
from hoctap.places.models import BoundaryChange, Organisation, Place

PLACE = rows_named("Địa bàn", lambda _: Place.objects.all(), lambda row: row.full_name)
ORGANISATION = rows_named("Cơ quan, tổ chức", lambda _: Organisation.objects.all(), lambda row: row.name)
BOUNDARY = rows_named(
    "Sắp xếp đơn vị hành chính",
    lambda actor: (
        BoundaryChange.objects.all()
        if actor.may_anywhere(Permission.BOUNDARY_CHANGE)
        else BoundaryChange.objects.none()
    ),
    lambda row: f"từ ngày {row.on:%d/%m/%Y}",
    lambda row: reverse("boundary_detail", args=[row.pk]),
)
