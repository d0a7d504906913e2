"""Evidence shaped for its screens: of a household or person over the years, and pairs of photos that look alike."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Q, QuerySet
from django.urls import reverse

from hoctap.audit.registry import subject_kinds
from hoctap.core.actor import Actor
from hoctap.core.permissions import Permission
from hoctap.evidence import rules
from hoctap.evidence.models import HOUSEHOLD, PERSON, Evidence, EvidenceKind, PairAnswer, PhotoPair, Subject
from hoctap.evidence.registry import RecordKind, RecordOffer, Use, evidence_uses, record_kinds
from hoctap.people.models import Household, Person
from hoctap.people.registry import Link


@dataclass(frozen=True)
class Alike:
    """Another photo that this one looks like, not yet looked at by anybody."""

    pair_id: UUID
    name: str


@dataclass
class Shown:
    """A piece of evidence with what this actor may do with it."""

    evidence: Evidence
    may_open: bool
    may_verify: bool
    may_unverify: bool
    may_withdraw: bool
    record_url: str = ""
    alike: list[Alike] = field(default_factory=list)
    uses: list[Use] = field(default_factory=list)


def shown(rows: Sequence[Evidence], *, by: Actor) -> dict[UUID, Shown]:
    """By id. The rows come with `place`. A fixed number of queries, and none more where nothing is asked for."""
    read = set(by.places_with(Permission.EVIDENCE_READ))
    found: dict[UUID, Shown] = {}
    for row in rows:
        may_add = row.withdrawn_at is None and by.may(Permission.EVIDENCE_ADD, at=row)
        blockers = rules.verification_blockers(
            kind=row.kind,
            has_file=bool(row.sha256),
            is_withdrawn=row.withdrawn_at is not None,
            is_erased=row.erased_on is not None,
            verified_by=row.verified_by_label,
            added_by_same=by.user_id is None or row.added_by_id in (None, by.user_id),
        )
        found[row.pk] = Shown(
            row,
            may_open=bool(by.system_job) or bool(read & set(row.place.path)),
            may_verify=may_add and not blockers,
            may_unverify=may_add and row.verified_at is not None and row.verified_by_id == by.user_id,
            may_withdraw=may_add,
        )
    _link_records(found, by)
    _hint(found, by)
    return found


def _link_records(found: dict[UUID, Shown], by: Actor) -> None:
    ids: dict[str, list[str]] = defaultdict(list)
    for one in found.values():
        if one.evidence.kind == EvidenceKind.RECORD:
            ids[one.evidence.record_kind].append(one.evidence.record_id)
    for code, wanted in ids.items():
        kind = record_kinds.get(code)
        urls = kind.urls(wanted, by) if kind else {}
        for one in found.values():
            if one.evidence.record_kind == code:
                one.record_url = urls.get(one.evidence.record_id, "")


def _hint(found: dict[UUID, Shown], by: Actor) -> None:
    photos = [pk for pk, one in found.items() if one.evidence.likeness is not None and one.may_withdraw]
    if not photos:
        return
    open_pairs = list(
        PhotoPair.objects.visible_to(by)
        .standing()
        .filter(Q(earlier__in=photos) | Q(later__in=photos), answer=PairAnswer.OPEN)
        .select_related("earlier", "later")
        .order_by("id")
    )
    names = names_of([one.subject for pair in open_pairs for one in (pair.earlier, pair.later)], by)
    for pair in open_pairs:
        for mine, other in ((pair.earlier, pair.later), (pair.later, pair.earlier)):
            if mine.pk in found and other.subject in names:
                found[mine.pk].alike.append(Alike(pair.pk, names[other.subject]))


def names_of(subjects: Iterable[Subject], by: Actor) -> dict[Subject, str]:
    """Those that the actor may see, as the trail calls them: “hộ Nguyễn Văn A”. One query a kind."""
    asked: dict[str, set[UUID]] = defaultdict(set)
    for subject in subjects:
        asked[subject.kind].add(subject.id)
    names = {}
    for kind, ids in asked.items():
        known = subject_kinds.get(kind)
        for pk, named in (known.find(sorted(str(one) for one in ids), by) if known else {}).items():
            names[Subject(kind, UUID(pk))] = named.name
    return names


@dataclass(frozen=True)
class SubjectPage:
    """All evidence of a household or person, newest first."""

    years: list[tuple[int, list[Shown]]]
    withdrawn: list[Shown]
    count: int


def subject_page(subject: Subject, *, by: Actor) -> SubjectPage:
    rows = list(Evidence.objects.visible_to(by).about(*same_person(subject)).select_related("place"))
    found = shown(rows, by=by)
    for uses in evidence_uses:
        for pk, used in uses(list(found), by).items():
            found[pk].uses += used
    years: dict[int, list[Shown]] = defaultdict(list)
    for one in found.values():
        if one.evidence.withdrawn_at is None:
            years[one.evidence.added_at.year].append(one)
    return SubjectPage(
        years=sorted(years.items(), reverse=True),
        withdrawn=[one for one in found.values() if one.evidence.withdrawn_at is not None],
        count=sum(len(items) for items in years.values()),
    )


def same_person(subject: Subject) -> list[Subject]:
    """A person, and the doubles of him that were merged. A household is only itself."""
    if subject.kind != PERSON:
        return [subject]
    doubles = Person.objects.filter(merged_into=subject.id).values_list("pk", flat=True)
    return [subject, *(Subject(PERSON, pk) for pk in doubles)]


def evidence_to_use(subjects: Sequence[Subject], *, by: Actor) -> list[Evidence]:
    """What a dossier about these may use again: standing, and open to this actor."""
    rows = Evidence.objects.visible_to(by).standing().about(*subjects).filter(erased_on=None)
    return list(rows.select_related("place"))


def records_to_use(
    subjects: Sequence[Subject], *, by: Actor
) -> list[tuple[str, RecordKind, list[RecordOffer]]]:
    offered = [(code, kind, kind.offers(subjects, by)) for code, kind in record_kinds.items()]
    return [(code, kind, offers) for code, kind, offers in offered if offers]


def pairs_to_answer(by: Actor) -> list[tuple[PhotoPair, str, str]]:
    """Pairs that nobody has looked at, of which this actor may see both, with the names of the two."""
    if not by.may_anywhere(Permission.EVIDENCE_ADD):
        return []
    pairs = list(open_pairs(by)[:200])
    names = names_of([one.subject for pair in pairs for one in (pair.earlier, pair.later)], by)
    return [
        (pair, names.get(pair.earlier.subject, ""), names.get(pair.later.subject, ""))
        for pair in pairs
        if pair.earlier.subject in names and pair.later.subject in names
    ]


def open_pairs(by: Actor) -> QuerySet[PhotoPair]:
    return (
        PhotoPair.objects.visible_to(by)
        .standing()
        .filter(answer=PairAnswer.OPEN)
        .select_related("earlier__place", "later__place")
        .order_by("distance", "id")
    )


def evidence_of_household(household: Household, by: Actor) -> list[Link]:
    return _link(Subject(HOUSEHOLD, household.pk), by)


def evidence_of_person(person: Person, by: Actor) -> list[Link]:
    return _link(Subject(PERSON, person.pk), by)


def _link(subject: Subject, by: Actor) -> list[Link]:
    if not by.may_anywhere(Permission.EVIDENCE_READ):
        return []
    count = Evidence.objects.visible_to(by).standing().about(subject).count()
    word = "household" if subject.kind == HOUSEHOLD else "person"
    return [Link("Minh chứng", reverse("evidence_list", args=[word, subject.id]), note=f"{count} minh chứng")]
