"""Writing the trail. Called inside the transaction of the change it tells of."""

from collections.abc import Iterable
from typing import Any

from hoctap.audit.models import Event
from hoctap.core.actor import Actor


def record(by: Actor, what: str, subject: Any, *, fields: Iterable[str] = (), count: int = 1) -> None:
    """One row. `subject` is a model row; its place, if it has one, is kept so that the place's officers can read the row."""
    path = getattr(subject, "place_path", [])
    Event.objects.create(
        actor_id=str(by.user_id or ""),
        actor=by.described,
        on_behalf_of=by.on_behalf_of,
        what=what,
        subject_kind=subject._meta.label_lower,
        subject_id=str(subject.pk),
        place_path=[str(place_id) for place_id in path],
        fields=sorted(fields),
        count=count,
    )
