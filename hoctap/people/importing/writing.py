"""A plan is written into the register, in the transaction of the action that made it. New rows go in by COPY, one table after the other,
so that triggers count each table once.
"""

import os
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from uuid import UUID

from django.db import connection
from django.db.models import Count, Model, Q
from django.utils import timezone

from hoctap.core.actor import Actor
from hoctap.core.refusals import Reason, Refused
from hoctap.people.importing.answers import ABSENT, Answer, answer_blockers
from hoctap.people.importing.comparing import Change, ChangeKind, KnownHousehold
from hoctap.people.importing.listed import ListedHousehold, ListedPerson, Pair
from hoctap.people.importing.old_commune import settle_hamlets
from hoctap.people.importing.past_hamlets import Stay, stays_from
from hoctap.people.importing.planning import Choices, Plan, Tell, say_nothing
from hoctap.people.member_rules import count_after
from hoctap.people.models import (
    Household,
    HouseholdLeftKind,
    HouseholdMember,
    ImportRun,
    LeftKind,
    Person,
    Relation,
    Residence,
    StillHere,
)
from hoctap.people.registry import after_persons_added
from hoctap.people.storing import tell_of_new_households
from hoctap.places.actions import rename_hamlet
from hoctap.places.models import Place
from hoctap.places.rules import hamlet_kind

_PIECE = 2_000
_HEX = "0123456789abcdef"

_PERSON = ("id", "full_name", "birth_year", "sex", "phone", "sort_key", "search_key")
_HOUSEHOLD = ("id", "hamlet_id", "head_id", "number", "group_name", "address", "members_count", "listed_year", "sort_key", "search_key",
              "created_at")  # fmt: skip
_MEMBER = ("id", "household_id", "person_id", "is_head", "relation", "joined_year")
_RESIDENCE = ("id", "household_id", "hamlet_id", "from_year", "to_year", "sort_key")


_LEFT_KINDS = {Answer.NONE: LeftKind.NONE, Answer.MOVED_AWAY: LeftKind.MOVED_AWAY, Answer.DIED: LeftKind.DIED}
_HOUSEHOLD_KINDS = {
    Answer.NONE: HouseholdLeftKind.NONE,
    Answer.MOVED_AWAY: HouseholdLeftKind.MOVED_AWAY,
    Answer.DIED: HouseholdLeftKind.DIED,
}


@dataclass(frozen=True)
class Written:
    households: int
    persons: int
    changes: int
    by_end: dict[str, int] = field(default_factory=dict)
    """`WRITTEN_LABELS` key → how many; no key for none."""


WRITTEN_LABELS = {
    "missing_household.moved_away": "Hộ đã ghi chuyển đi",
    "missing_household.died": "Hộ đã ghi không còn ai",
    "missing_household.stays": "Hộ đã xác nhận vẫn còn ở",
    "missing_household.": "Hộ đã ghi rời đi, chưa rõ vì sao",
    "left.moved_away": "Người đã ghi chuyển đi",
    "left.died": "Người đã ghi mất",
    "left.stays": "Người đã xác nhận vẫn còn ở",
    "left.": "Người đã ghi rời hộ, chưa rõ vì sao",
    "moved_person.yes": "Người đã chuyển hộ",
}


def write_plan(
    run: ImportRun, plan: Plan, choices: Choices, *, by: Actor, tell: Tell = say_nothing
) -> Written:
    """Enter the new households and apply the chosen changes. The commune must be locked."""
    writer = _Writer(run, plan, choices, by, tell)
    return writer.write()


def new_ids() -> Iterator[str]:
    """UUIDv7 as text, in the order in which they are asked for; one look at the clock and at the pool of chance for many."""
    while True:
        stamp = f"{time.time_ns() // 1_000_000:012x}"
        begin = f"{stamp[:8]}-{stamp[8:]}-7"
        chance = os.urandom(_PIECE * 10).hex()
        for place in range(0, len(chance), 20):
            piece = chance[place : place + 20]
            variant = _HEX[8 | (int(piece[3], 16) & 3)]
            yield f"{begin}{piece[:3]}-{variant}{piece[4:7]}-{piece[7:19]}"


class _Writer:
    def __init__(self, run: ImportRun, plan: Plan, choices: Choices, by: Actor, tell: Tell):
        self.run, self.plan, self.by, self.tell = run, plan, by, tell
        self.choices = choices
        self.year = run.year
        self.next_id = new_ids().__next__
        self.changes = plan.chosen(choices)
        # Who got which id, for the pairs of likely doubles.
        self.ids: dict[tuple[str, int], str] = {}
        self.stays: dict[str, list[Stay]] = {}
        self.waiting = plan.unanswered(choices)
        self.moved = {one.at: one for one in plan.moves(choices)}
        self.homes = {id(listed): known for listed, known in plan.comparison.matches}
        # Households whose number of people the list itself says.
        self.counted = {
            one.household.id for one in self.changes if one.household and "members_count" in one.fields
        }

    def write(self) -> Written:
        plan = self.plan
        for change in self.changes:
            if change.kind is ChangeKind.RENAMED:
                rename_hamlet(
                    Place.objects.get(pk=change.hamlet_id),
                    change.becomes,
                    hamlet_kind(change.becomes),
                    by=self.by,
                )
        # Who heads it is asked first: until then the household waits with him.
        new = [one for one in plan.comparison.new if (one.head.sheet, one.head.row) not in self.waiting]
        wanted = {one.hamlet_id for one in new}
        wanted |= {change.listed.hamlet_id for change in self.changes if change.listed}
        settled = settle_hamlets(
            self.run.place, self.run.from_place, self.year, wanted, plan.book.created, self.by
        )
        self.hamlets = settled.hamlets
        if missing := wanted - self.hamlets.keys():
            raise Refused(f"{len(missing)} ấp của danh sách không còn trong xã. Hãy nhập lại tệp.")
        self._close_moved()
        households = self._new_households(new)
        applied = self._apply()
        self._settle_left_behind()
        self._remember()
        self._tell_pairs()
        if households:
            self.tell("joining", 0, 1)
            tell_of_new_households(households, self.by)
        return Written(len(households), len(self.ids), applied, self._by_end())

    # ------------------------------------------------------------ new households

    def _new_households(self, new: Sequence[ListedHousehold]) -> list[Household]:
        if not new:
            return []
        next_id, year = self.next_id, self.year
        now = timezone.now()
        people, homes, members, residences = [], [], [], []
        made = []
        for listed in new:
            home_id, stays = next_id(), self._stays(listed.hamlet_id)
            hamlet = stays[-1].hamlet
            head = listed.people[0]
            for person in listed.people:
                at = person.sheet, person.row
                if at in self.waiting:
                    continue
                if (known := self._moved_here(at)) is not None:
                    person_id = str(known)
                else:
                    person_id = self.ids[at] = next_id()
                    people.append(_person_row(person_id, person))
                if person is head:
                    head_id = person_id
                members.append((next_id(), home_id, person_id, person is head, person.relation, year))
            homes.append((home_id, hamlet.pk, head_id, listed.number, listed.group, listed.address, listed.members_count, year,
                          head.order_key, head.search_key, now))  # fmt: skip
            residences += [
                (next_id(), home_id, stay.hamlet.pk, stay.from_year, stay.to_year, head.order_key)
                for stay in stays
            ]
            made.append(
                Household(
                    id=UUID(home_id),
                    hamlet=hamlet,
                    head_id=UUID(head_id),
                    number=listed.number,
                    group_name=listed.group,
                    address=listed.address,
                    members_count=listed.members_count,
                    listed_year=year,
                    sort_key=head.order_key,
                    search_key=head.search_key,
                    created_at=now,
                )
            )
            made[-1]._state.adding = False
        total = len(people) + len(homes) + len(members) + len(residences)
        done = 0
        for model, columns, rows in (
            (Person, _PERSON, people),
            (Household, _HOUSEHOLD, homes),
            (HouseholdMember, _MEMBER, members),
            (Residence, _RESIDENCE, residences),
        ):
            self.tell("writing", done, total)
            copy_rows(model, columns, rows, partial(self._so_far, done, total))
            done += len(rows)
        return made

    def _stays(self, hamlet_id: str) -> list[Stay]:
        """Of a past year's list also the hamlets that the households went on in since."""
        if hamlet_id not in self.stays:
            hamlet = self.hamlets[hamlet_id]
            stays = stays_from(hamlet, self.year, self.run.place)
            if stays is None:
                raise Refused(f"{hamlet.title} không còn trong xã. Hãy nhập lại tệp.")
            self.stays[hamlet_id] = stays
        return self.stays[hamlet_id]

    def _so_far(self, before: int, total: int, count: int) -> None:
        self.tell("writing", before + count, total)

    # ------------------------------------------------------------ changes

    def _apply(self) -> int:
        work: dict[ChangeKind, Callable[[Change], None]] = {
            ChangeKind.MOVED: self._moved,
            ChangeKind.NEW_HEAD: self._new_head,
            ChangeKind.BORN: self._arrived,
            ChangeKind.JOINED: self._arrived,
            ChangeKind.MOVED_PERSON: self._moved_person,
            ChangeKind.DETAILS: self._details,
            ChangeKind.LEFT: self._left,
            ChangeKind.MISSING: self._missing,
        }
        for count, change in enumerate(self.changes):
            if count % 500 == 0:
                self.tell("changing", count, len(self.changes))
            if change.kind in work:
                work[change.kind](change)
        return len(self.changes)

    def _moved(self, change: Change) -> None:
        assert change.listed
        assert change.household
        hamlet = self.hamlets[change.listed.hamlet_id]
        household = Household.objects.get(pk=change.household.id)
        Residence.objects.filter(household=household, to_year__isnull=True).update(to_year=self.year)
        Residence.objects.create(
            household=household, hamlet=hamlet, from_year=self.year, sort_key=household.sort_key
        )
        household.hamlet = hamlet
        household.save(update_fields=["hamlet"])

    def _new_head(self, change: Change) -> None:
        assert change.listed
        assert change.household
        household = Household.objects.get(pk=change.household.id)
        head = change.listed.head
        # The relations were to the old head: what they are to the new one, the list says or nobody does.
        household.members.filter(is_head=True, left_year__isnull=True).update(
            is_head=False, relation=Relation.UNKNOWN
        )
        if change.known is not None:
            household.members.filter(pk=change.known.member_id).update(is_head=True, relation=Relation.HEAD)
            household.head_id = change.known.person_id
        else:
            household.head_id = self._add_member(change.household, head, is_head=True)
        household.sort_key, household.search_key = head.order_key, head.search_key
        household.save(update_fields=["head", "sort_key", "search_key"])
        household.residences.update(sort_key=household.sort_key)

    def _arrived(self, change: Change) -> None:
        assert change.person
        assert change.household
        self._add_member(change.household, change.person, is_head=False)

    def _add_member(self, household: KnownHousehold, person: ListedPerson, *, is_head: bool) -> UUID:
        known = self._moved_here((person.sheet, person.row))
        if known is not None:
            added = Person.objects.get(pk=known)
        else:
            added = Person(
                full_name=person.name, birth_year=person.birth_year, sex=person.sex, phone=person.phone
            )
            added.save()
            self.ids[person.sheet, person.row] = str(added.pk)
        relation = Relation.HEAD if is_head else person.relation
        HouseholdMember.objects.create(
            household_id=household.id, person=added, is_head=is_head, relation=relation, joined_year=self.year
        )
        return added.pk

    # ------------------------------------------------------------ people who moved between households

    def _moved_here(self, at: tuple[str, int]) -> UUID | None:
        """The person of the register whom somebody said this row to be."""
        change = self.moved.get(at)
        return change.known.person_id if change is not None and change.known else None

    def _close_moved(self) -> None:
        """Memberships end before others begin: nobody lives in two households."""
        members = [one.known.member_id for one in self.moved.values() if one.known]
        open_ones = HouseholdMember.objects.filter(pk__in=members, left_year__isnull=True)
        open_ones.update(left_year=self.year, left_kind=LeftKind.OTHER_HOUSEHOLD, left_why="")

    def _moved_person(self, change: Change) -> None:
        """Into a household of the register; who comes into a new one or heads one is there already."""
        assert change.known
        assert change.listed
        assert change.person
        if change.person_fields and ChangeKind.DETAILS in self.choices.kinds:
            Person.objects.filter(pk=change.known.person_id).update(**change.person_fields)
        into = self.homes.get(id(change.listed))
        if (
            into is not None
            and not HouseholdMember.objects.filter(
                person=change.known.person_id, left_year__isnull=True
            ).exists()
        ):
            self._add_member(into, change.person, is_head=False)

    def _settle_left_behind(self) -> None:
        """Households out of which people moved: emptied ones end, the others must have a head."""
        if not self.moved:
            return
        into = {one.household.id: one for one in self.moved.values() if one.household}
        rows = Household.objects.filter(pk__in=into, left_year__isnull=True).annotate(
            living=Count("members", filter=Q(members__left_year__isnull=True)),
            heads=Count("members", filter=Q(members__left_year__isnull=True, members__is_head=True)),
        )
        for household in rows.select_related("head"):
            if household.living and not household.heads:
                words = (
                    f"Hộ {household.head.full_name}: chủ hộ chuyển sang hộ khác, người ở lại chưa có chủ hộ. "
                    "Hãy ghi cả “Hộ đổi chủ hộ”, hoặc trả lời “Chưa rõ” cho người này."
                )
                raise Refused([Reason(words, field="changes")])
            if not household.living:
                person = into[household.pk].known
                assert person
                home = HouseholdMember.objects.filter(person=person.person_id, left_year__isnull=True).first()
                household.left_year = self.year
                household.left_kind = HouseholdLeftKind.JOINED
                household.left_why = self._why()
                household.joined_into_id = home.household_id if home else None
                household.save(update_fields=["left_year", "left_kind", "left_why", "joined_into"])
                household.residences.filter(to_year__isnull=True).update(to_year=self.year)
            elif household.pk not in self.counted:
                after = max(household.living, 1)
                before = after + sum(
                    one.household is not None and one.household.id == household.pk
                    for one in self.moved.values()
                )
                count = count_after(household.members_count, before, after)
                Household.objects.filter(pk=household.pk).update(members_count=count)

    def _details(self, change: Change) -> None:
        if change.fields and change.household:
            Household.objects.filter(pk=change.household.id).update(**change.fields)
        if change.person_fields and change.known:
            Person.objects.filter(pk=change.known.person_id).update(**change.person_fields)

    def _left(self, change: Change) -> None:
        assert change.known
        member = HouseholdMember.objects.filter(pk=change.known.member_id, left_year__isnull=True)
        ended = member.filter(is_head=False).update(
            left_year=self.year, left_kind=_LEFT_KINDS[self._answer(change)], left_why=self._why()
        )
        if not ended and member.exists():
            words = f"{change.name} là chủ hộ trong sổ. Hãy ghi cả “Hộ đổi chủ hộ”, hoặc trả lời “Chưa rõ” cho người này."
            raise Refused([Reason(words, field="changes")])

    def _missing(self, change: Change) -> None:
        assert change.household
        answer = self._answer(change)
        Household.objects.filter(pk=change.household.id).update(
            left_year=self.year, left_kind=_HOUSEHOLD_KINDS[answer], left_why=self._why()
        )
        kind = _LEFT_KINDS[answer] or LeftKind.HOUSEHOLD_LEFT
        HouseholdMember.objects.filter(household_id=change.household.id, left_year__isnull=True).update(
            left_year=self.year, left_kind=kind, left_why=self._why()
        )
        Residence.objects.filter(household_id=change.household.id, to_year__isnull=True).update(
            to_year=self.year
        )

    def _remember(self) -> None:
        """Who is still here though not named, as somebody said. Who is named, or of whom somebody said otherwise, is asked about anew."""
        found = self.plan.comparison
        homes = [known.id for _, known in found.matches if known.still_here]
        members = [
            one.member_id
            for _, known in found.matches
            for one in known.people
            if one.still_here and one.member_id in found.confirmed
        ]
        stays = {one.key for one in self._staying()}
        for change in found.changes:
            if change.remembered and change.key not in stays and change.household:
                if change.known:
                    members.append(change.known.member_id)
                else:
                    homes.append(change.household.id)
        if homes or members:
            of_homes = Q(household__in=homes, member__isnull=True)
            StillHere.objects.filter(of_homes | Q(member__in=members)).delete()
        # What was said before keeps its year.
        StillHere.objects.bulk_create(
            [
                StillHere(
                    household_id=one.household.id,
                    member_id=one.known.member_id if one.known else None,
                    year=self.year,
                    recorded_by=self.by.described,
                )
                for one in self._staying()
                if one.household
            ],
            ignore_conflicts=True,
        )

    def _staying(self) -> list[Change]:
        return [
            one
            for one in self.plan.comparison.changes
            if one.kind in ABSENT and self.choices.answers.get(one.key) == Answer.STAYS
        ]

    def _by_end(self) -> dict[str, int]:
        told = [*self.changes, *self._staying()]
        said = Counter(f"{one.kind}.{self.choices.answers.get(one.key, '')}" for one in told)
        return {key: said[key] for key in WRITTEN_LABELS if said[key]}

    def _answer(self, change: Change) -> Answer:
        answer = self.choices.answers.get(change.key, "")
        if reasons := answer_blockers(change.kind, change.name, answer, may_die=change.may_die):
            raise Refused([Reason(words, field="changes") for words in reasons])
        return Answer(answer)

    def _why(self) -> str:
        return f"không có trong danh sách năm {self.year}"

    # ------------------------------------------------------------ likely doubles

    def _tell_pairs(self) -> None:
        if not (told := all_pairs(self.plan)):
            return
        registered = Person.objects.in_bulk([pair.registered for pair in told if pair.registered])
        pairs = []
        for pair in told:
            second = self._entered(pair.second)
            first = registered.get(UUID(pair.registered)) if pair.registered else self._entered(pair.first)
            if first is not None and second is not None:
                pairs.append((first, second, pair.why))
        if pairs:
            for hear in after_persons_added:
                hear(pairs, self.by)

    def _entered(self, person: ListedPerson | None) -> Person | None:
        if person is None or (person.sheet, person.row) not in self.ids:
            return None
        entered = Person(
            id=UUID(self.ids[person.sheet, person.row]), full_name=person.name, birth_year=person.birth_year, sex=person.sex,
            phone=person.phone, sort_key=person.order_key, search_key=person.search_key,
        )  # fmt: skip
        entered._state.adding = False
        return entered


def all_pairs(plan: Plan) -> list[Pair]:
    return plan.listed.pairs + plan.comparison.pairs


def _person_row(person_id: str, person: ListedPerson) -> tuple[object, ...]:
    return (
        person_id,
        person.name,
        person.birth_year,
        person.sex,
        person.phone,
        person.order_key,
        person.search_key,
    )


def copy_rows(
    model: type[Model],
    columns: Sequence[str],
    rows: Sequence[tuple[object, ...]],
    tell: Callable[[int], None] | None = None,
) -> None:
    """COPY rows into a table of ours, in the transaction that is open; columns that are not given get their model's default.

    Texts hold no zero byte: the reader takes them out.
    """
    fields = {field.attname: field for field in model._meta.concrete_fields}
    rest = [field for name, field in fields.items() if name not in columns]
    names = ", ".join(str(field.column) for field in [*(fields[name] for name in columns), *rest])
    tail = tuple(field.get_default() for field in rest)
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY {model._meta.db_table} ({names}) FROM STDIN") as copy,
    ):
        write = copy.write_row
        for count, row in enumerate(rows):
            write(row + tail)
            if tell is not None and count % _PIECE == 0:
                tell(count)
