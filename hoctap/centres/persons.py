"""Names in a centre's file: typed, and where the person lives in the commune also chosen from the register of households.

Who was chosen there gets his name handed out and erased with the rest of what is kept of him. A typed name alone is nobody's in particular.
"""

from collections.abc import Iterable
from typing import Any, Protocol
from uuid import UUID

from django import forms

from hoctap.core.actor import Actor
from hoctap.core.permissions import Permission
from hoctap.core.reading import saw
from hoctap.core.text import without_accents
from hoctap.people.models import HouseholdMember, Person
from hoctap.places.models import Place

FOUND_AT_MOST = 20


class Names(Protocol):
    person_id: UUID | None


def note_names(rows: Iterable[Any]) -> None:
    """For the record of who read what."""
    linked, others = [], 0
    for row in rows:
        if row.person_id:
            linked.append(row.person_id)
        else:
            others += 1
    saw(persons=linked, unnamed=others)


def people_named(words: str, place: Place, actor: Actor) -> list[HouseholdMember]:
    """Who lives in this commune now and is called so, where the actor may read the register. One query."""
    typed = without_accents(words)
    if not typed or not actor.may(Permission.HOUSEHOLD_READ, at=place):
        return []
    rows = HouseholdMember.objects.filter(
        left_year__isnull=True,
        person__search_key__contains=typed,
        person__merged_into__isnull=True,
        person__erased_on__isnull=True,
        household__hamlet__path__contains=[place.pk],
    )
    return list(
        rows.select_related("person", "household__hamlet").order_by("person__sort_key", "id")[:FOUND_AT_MOST]
    )


class PersonField(forms.ChoiceField):
    """One of those found by name, or nobody; the field is not there where nobody was looked for."""

    def __init__(self) -> None:
        super().__init__(label="Là người này trong sổ hộ", required=False, widget=forms.RadioSelect)


def offer_people(form: forms.Form, found: Iterable[HouseholdMember]) -> dict[str, Person]:
    """Fills the form's `person`, and gives the persons by what is posted."""
    rows = list(found)
    field = form.fields["person"]
    assert isinstance(field, forms.ChoiceField)
    if not rows:
        del form.fields["person"]
        return {}
    field.choices = [("", "Không có trong danh sách này")] + [
        (str(row.person_id), _told(row)) for row in rows
    ]
    return {str(row.person_id): row.person for row in rows}


def _told(row: HouseholdMember) -> str:
    born = [f"sinh năm {row.person.birth_year}"] if row.person.birth_year else []
    return ", ".join([row.person.full_name, *born, row.household.hamlet.title])
