"""What the screens of surveys read from an address alike."""

from uuid import UUID

from django.http import Http404

from hoctap.centres.models import Centre
from hoctap.core.http import Request


def centre_of(request: Request, centres: list[Centre]) -> Centre | None:
    """`?centre=` among those; None where nothing is asked, not found where it is somebody else's."""
    asked = request.GET.get("centre", "")
    if not asked:
        return None
    found = next((one for one in centres if str(one.pk) == asked), None)
    if found is None:
        raise Http404
    return found


def pk_of(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
