"""The trail as the officers of a place read it."""

from dataclasses import dataclass

from django.db.models import QuerySet

from hoctap.audit.models import Event
from hoctap.audit.words import WORDS
from hoctap.core.actor import Actor
from hoctap.core.permissions import Permission


@dataclass(frozen=True)
class Entry:
    """One event in plain words. An event without words shows its code: nothing is hidden for want of a sentence."""

    event: Event
    sentence: str


def events_for(actor: Actor) -> QuerySet[Event]:
    """Events at the places where the actor may read the trail, and below them; the newest first."""
    if actor.system_job:
        return Event.objects.all()
    places = [str(place_id) for place_id in actor.places_with(Permission.AUDIT_READ)]
    return Event.objects.filter(place_path__has_any_keys=places)


def in_words(event: Event) -> Entry:
    sentence = WORDS.get(event.what, event.what)
    return Entry(event, f"{sentence} ({event.count})" if event.count > 1 else sentence)
