"""Rows that may be one person: noted, told apart, merged, taken apart again. Nothing is merged but by a person."""

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from hoctap.audit import actions as audit
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Refused
from hoctap.people import duplicate_queries, merging
from hoctap.people.models import CandidateState, DuplicateCandidate, Likeness, Person, PersonMerge
from hoctap.places.models import Level, Place

_BATCH = 2_000


@dataclass(frozen=True)
class _At:
    place_path: list[UUID]


@transaction.atomic
def record_duplicates(pairs: list[tuple[Person, Person, str]], *, by: Actor) -> int:
    """Note pairs that may be one person, each once, and return how many are new. A pair told apart stays so.

    One query finds where they live, one per 2,000 pairs writes. A pair whose first person lives nowhere is left out.
    """
    homes = duplicate_queries.homes_of([person.pk for pair in pairs for person in pair[:2]])
    for where in {tuple(homes[a.pk][2]) for a, _, _ in pairs if a.pk in homes}:
        by.must(Permission.HOUSEHOLD_EDIT, at=_At(list(where)))
    rows = []
    for one, other, why in pairs:
        if one.pk == other.pk or one.pk not in homes:
            continue
        hamlet, commune, path = homes[one.pk]
        same_hamlet = other.pk in homes and homes[other.pk][0] == hamlet
        found = duplicate_queries.judge(one, other, same_hamlet=same_hamlet)
        likeness = found.likeness if found else Likeness.WEAK
        rows.append(_row(commune or path[-1], one.pk, other.pk, likeness, why))
    return _store(rows)


@transaction.atomic
def find_duplicates(commune: Place, *, by: Actor) -> int:
    """Compare everybody who lives in a commune now and note the pairs that are new. The database does the comparing."""
    by.must(Permission.HOUSEHOLD_EDIT, at=commune)
    if commune.level != Level.COMMUNE:
        raise Refused("Người trùng được tìm cho cả xã.")
    found = 0
    rows: list[DuplicateCandidate] = []
    for pair in duplicate_queries.alike_in(commune):
        rows.append(_row(commune.pk, pair.a, pair.b, pair.judgement.likeness, pair.judgement.why))
        if len(rows) == _BATCH:
            found += _store(rows)
            rows = []
    found += _store(rows)
    audit.record(by, "people.duplicates.sought", commune, count=found)
    return found


def _row(commune: UUID, a: UUID, b: UUID, likeness: Likeness, why: str) -> DuplicateCandidate:
    first, second = sorted([a, b])
    return DuplicateCandidate(
        place_id=commune,
        person_a_id=first,
        person_b_id=second,
        likeness=likeness,
        why=why[:200],
        found_on=today(),
    )


def _store(rows: list[DuplicateCandidate]) -> int:
    if not rows:
        return 0
    DuplicateCandidate.objects.bulk_create(rows, batch_size=_BATCH, ignore_conflicts=True)
    return DuplicateCandidate.objects.filter(pk__in=[row.pk for row in rows]).count()


@transaction.atomic
def tell_apart(candidate: DuplicateCandidate, *, by: Actor) -> None:
    """Two persons who only look alike: never asked again."""
    by.must(Permission.HOUSEHOLD_EDIT, at=candidate)
    candidate = _open(candidate)
    _decide(candidate, CandidateState.DIFFERENT, by)
    audit.record(by, "people.duplicate.told_apart", candidate)


@transaction.atomic
def merge_persons(candidate: DuplicateCandidate, keep: Person, *, by: Actor) -> PersonMerge:
    """One person after all. The other row stays, points at the one kept, and everything that pointed at it moves."""
    by.must(Permission.HOUSEHOLD_EDIT, at=candidate)
    candidate = _open(candidate)
    locked = {
        one.pk: one
        for one in Person.objects.select_for_update(of=("self",))
        .filter(pk__in=[candidate.person_a_id, candidate.person_b_id])
        .order_by("pk")
    }
    if keep.pk not in locked:
        raise Refused("Hãy chọn một trong hai người để giữ lại.")
    kept = locked.pop(keep.pk)
    dropped = next(iter(locked.values()))
    for person in (kept, dropped):
        by.must(Permission.HOUSEHOLD_EDIT, at=person)
    if reasons := merging.merge_blockers(kept, dropped):
        raise Refused(reasons)
    moved = merging.move_all(kept, dropped, today().year)
    dropped.merged_into = kept
    dropped.save(update_fields=["merged_into"])
    merge = PersonMerge.objects.create(
        place=candidate.place,
        kept=kept,
        dropped=dropped,
        candidate=candidate,
        moved=moved,
        by=by.described,
    )
    _decide(candidate, CandidateState.MERGED, by)
    audit.record(by, "people.person.merged", kept, count=len(moved))
    return merge


@transaction.atomic
def undo_merge(merge: PersonMerge, *, by: Actor) -> None:
    """Two persons again, exactly as before. Refused where something was changed since and would be lost."""
    by.must(Permission.HOUSEHOLD_EDIT, at=merge)
    merge = PersonMerge.objects.select_for_update(of=("self",)).select_related("place").get(pk=merge.pk)
    if merge.undone_at:
        raise Refused("Lần gộp này đã hủy rồi.")
    people = Person.objects.select_for_update(of=("self",)).in_bulk([merge.kept_id, merge.dropped_id])
    kept, dropped = people[merge.kept_id], people[merge.dropped_id]
    if reasons := merging.undo_blockers(kept, dropped, merge.moved):
        raise Refused(reasons)
    dropped.merged_into = None
    dropped.save(update_fields=["merged_into"])
    merging.move_back(kept, dropped, merge.moved)
    merge.undone_at = timezone.now()
    merge.undone_by = by.described
    merge.save(update_fields=["undone_at", "undone_by"])
    if merge.candidate_id:
        DuplicateCandidate.objects.filter(pk=merge.candidate_id).update(
            state=CandidateState.OPEN, decided_by="", decided_at=None
        )
    audit.record(by, "people.person.merge_undone", kept, count=len(merge.moved))


def _open(candidate: DuplicateCandidate) -> DuplicateCandidate:
    candidate = (
        DuplicateCandidate.objects.select_for_update(of=("self",))
        .select_related("place")
        .get(pk=candidate.pk)
    )
    if candidate.state != CandidateState.OPEN:
        raise Refused(f"Cặp này đã xem: {candidate.get_state_display().lower()}.")
    return candidate


def _decide(candidate: DuplicateCandidate, state: CandidateState, by: Actor) -> None:
    candidate.state = state
    candidate.decided_by = by.described
    candidate.decided_at = timezone.now()
    candidate.save(update_fields=["state", "decided_by", "decided_at"])
