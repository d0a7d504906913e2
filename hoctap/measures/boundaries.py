"""Counters in a change of boundaries: kept by triggers; when a change is undone, those of places that vanish go."""

from hoctap.measures.models import Summary
from hoctap.places.boundaries.registry import BoundaryCarrier, Carriage


def clean(carriage: Carriage) -> None:
    """A counter of nothing says nothing. One that is not zero stays, and with it the place: the undoing is refused."""
    touched = [*carriage.made, *carriage.hamlets, *carriage.hamlets.values()]
    Summary.objects.filter(place__in=touched, value=0).delete()
    Summary.objects.filter(place__children__in=list(carriage.hamlets), value=0).delete()


COUNTERS = BoundaryCarrier(clean=clean)
