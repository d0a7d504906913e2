"""Writing the trail. A change is told of inside its own transaction; a look at personal data once per request."""

from collections.abc import Iterable
from typing import Any

from hoctap.audit.models import Event, Read
from hoctap.audit.written import note_row
from hoctap.core.actor import Actor
from hoctap.core.reading import Seen


def record(by: Actor, what: str, subject: Any, *, fields: Iterable[str] = (), count: int = 1) -> None:
    """One row. `subject` is a model row; its place, if it has one, is kept so that the place's officers can read the row."""
    path = getattr(subject, "place_path", [])
    note_row()
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


def record_read(by: Actor, page: str, seen: Seen) -> None:
    """One row for all that one request showed."""
    Read.objects.create(
        actor_id=str(by.user_id or ""),
        actor=by.described or "Người chưa đăng nhập",
        on_behalf_of=by.on_behalf_of,
        page=page[:80],
        persons=len(seen.persons) + seen.unnamed,
        subjects=sorted(seen.persons | seen.households),
    )
