"""Titles that a place, or one above it, added of its own."""

from django.db.models import QuerySet

from hoctap.criteria.models import LearningTitle
from hoctap.criteria.titles import shipped_titles
from hoctap.places.models import Place


def titles_of(place: Place) -> QuerySet[LearningTitle]:
    return LearningTitle.objects.filter(place__in=place.path).select_related("place").order_by("name")


def names_taken(place: Place) -> set[str]:
    """A name means one title from the province down to the hamlet."""
    near = LearningTitle.objects.filter(place__in=place.path) | LearningTitle.objects.filter(
        place__path__contains=[place.pk]
    )
    return {facts.name for facts in shipped_titles().values()} | set(near.values_list("name", flat=True))
