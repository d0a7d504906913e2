"""Locks that the parts of this app share."""

from hoctap.core.refusals import Refused
from hoctap.libraries.models import Library


def locked_library(library: Library) -> Library:
    """For a change of what it holds or lends, in the caller's transaction."""
    rows = Library.objects.select_for_update(of=("self",), no_key=True).select_related("place")
    return rows.get(pk=library.pk)


def standing_library(library: Library) -> Library:
    """As `locked_library`; one that ended is changed no more."""
    row = locked_library(library)
    if row.valid_to is not None:
        raise Refused(f"{row.name} đã thôi hoạt động, không ghi thêm được nữa. Hãy ghi ở nơi đang hoạt động.")
    return row
