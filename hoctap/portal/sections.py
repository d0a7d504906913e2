"""What stands on a commune's door from other parts of the house."""

from django.urls import reverse
from django.utils.translation import gettext as _

from hoctap.materials.queries import newest_lines
from hoctap.places.models import Place
from hoctap.portal.registry import DoorLine, DoorSection

NEWEST = 5


def newest_materials(place: Place) -> DoorSection | None:
    """One query. Of the whole installation: what one commune wrote about its crops is read by the next."""
    found = newest_lines(NEWEST)
    if not found:
        return None
    lines = tuple(
        DoorLine(one.title, reverse("openmaterial_detail", args=[one.id]), one.topic) for one in found
    )
    return DoorSection(
        _("Học liệu mới"), lines, url=reverse("openmaterial_list"), url_label=_("Mọi học liệu")
    )
