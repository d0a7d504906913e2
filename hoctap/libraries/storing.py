"""Locks that the parts of this app share."""

from hoctap.libraries.models import Library


def locked_library(library: Library) -> Library:
    """For a change of what it holds or lends, in the caller's transaction."""
    rows = Library.objects.select_for_update(of=("self",), no_key=True).select_related("place")
    return rows.get(pk=library.pk)
