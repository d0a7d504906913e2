"""Photos of one commune that look like a new one. One statement, read from an index: 20,000 photos take a few milliseconds."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from hoctap.evidence.models import HOUSEHOLD, PERSON, Evidence, Subject
from hoctap.evidence.rules import NEAR
from hoctap.people.models import HouseholdMember, Person

MOST = 20
"""Of the nearest; a form that all households filled in is no hint."""

_NEAR = """
SELECT id, distance FROM (
    SELECT id, bit_count((likeness # %s)::bit(64)) AS distance
    FROM evidence_evidence
    WHERE commune_id = %s AND likeness IS NOT NULL AND withdrawn_at IS NULL AND erased_on IS NULL
      AND NOT (subject_kind || ':' || subject_id = ANY(%s)) AND id <> %s
) AS others
WHERE distance <= %s
ORDER BY distance, id
LIMIT %s
"""


@dataclass(frozen=True)
class Near:
    id: UUID
    distance: int


def photos_like(evidence: Evidence) -> list[Near]:
    """Of other households and persons; those of one family may look alike."""
    if evidence.likeness is None or evidence.commune_id is None:
        return []
    own = [f"{subject.kind}:{subject.id}" for subject in family_of(evidence.subject)]
    with connection.cursor() as cursor:
        cursor.execute(_NEAR, [evidence.likeness, evidence.commune_id, own, evidence.pk, NEAR, MOST])
        return [Near(pk, distance) for pk, distance in cursor.fetchall()]


def family_of(subject: Subject) -> Sequence[Subject]:
    """The subject, and who lives in the household or which household the person lives in; a person with the doubles of him that were
    merged. Two queries.
    """
    here = HouseholdMember.objects.filter(left_year=None)
    found = [subject]
    if subject.kind == HOUSEHOLD:
        members = here.filter(household=subject.id).values_list("person_id", flat=True)
        found += [Subject(PERSON, pk) for pk in members]
    if subject.kind == PERSON:
        homes = here.filter(person=subject.id).values_list("household_id", flat=True)
        found += [Subject(HOUSEHOLD, pk) for pk in homes]
    persons = [one.id for one in found if one.kind == PERSON]
    doubles = Person.objects.filter(merged_into__in=persons).order_by("pk").values_list("pk", flat=True)
    return [*found, *(Subject(PERSON, pk) for pk in doubles)]
