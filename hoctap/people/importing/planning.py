"""What a list would do to the register as it is now: the rows put together, hamlets named, households compared."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from django.db import connection
from django.db.models import Max

from hoctap.core.vietnamese import format_date
from hoctap.people.importing.answers import ABSENT, ENDS, Answer
from hoctap.people.importing.assembling import assemble
from hoctap.people.importing.comparing import (
    Change,
    ChangeKind,
    Comparison,
    KnownHousehold,
    KnownPerson,
    compare,
    renamed_hamlets,
)
from hoctap.people.importing.listed import HamletBook, Listed
from hoctap.people.importing.old_commune import hamlet_book
from hoctap.people.importing.past_hamlets import hamlets_of_list, has_ended
from hoctap.people.models import ImportRun
from hoctap.people.reading.model import Reading, RowReading
from hoctap.places.models import Place
from hoctap.places.queries import hamlets_of
from hoctap.places.rules import hamlet_key

type Tell = Callable[[str, int, int], None]
"""(phase, done, total): called now and then; may raise to stop the work."""


def say_nothing(phase: str, done: int, total: int) -> None:
    """Nobody watches."""


@dataclass(frozen=True)
class Choices:
    """What a person decided. `kinds`: changes that are applied; `answers`: key of a single change → what he said of it, stronger than its
    kind; `hamlets`: a hamlet name as the list writes it → id of the hamlet that it means.
    """

    leave_faulty: bool = False
    kinds: frozenset[str] = frozenset()
    answers: Mapping[str, str] = field(default_factory=dict)
    create_hamlets: bool = False
    hamlets: Mapping[str, str] = field(default_factory=dict)


def choices_of(run: ImportRun) -> Choices:
    said = run.choices
    return Choices(
        leave_faulty=bool(said.get("leave_faulty")),
        kinds=frozenset(said.get("kinds", ())),
        answers=dict(run.answers.values_list("key", "answer")),
        create_hamlets=bool(said.get("create_hamlets")),
        hamlets=dict(said.get("hamlets", {})),
    )


@dataclass
class Plan:
    listed: Listed
    comparison: Comparison
    book: HamletBook
    reading: Reading
    new_hamlets: list[str] = field(default_factory=list)

    @property
    def faulty_count(self) -> int:
        return len(self.listed.faulty_rows)

    def proposed_moves(self) -> list[Change]:
        return [one for one in self.comparison.changes if one.kind is ChangeKind.MOVED_PERSON]

    def moves(self, choices: Choices) -> list[Change]:
        """People who are one and the same, as somebody said."""
        return [one for one in self.proposed_moves() if choices.answers.get(one.key) == Answer.YES]

    def unanswered(self, choices: Choices) -> set[tuple[str, int]]:
        """(sheet, row) of people of whom nobody said yet whether they moved or are somebody else: they wait."""
        return {
            one.at
            for one in self.proposed_moves()
            if choices.answers.get(one.key) not in (Answer.YES, Answer.NO)
        }

    def remembered(self) -> dict[str, str]:
        """Key → the answer that somebody gave to an earlier list."""
        return {one.key: Answer.STAYS.value for one in self.comparison.changes if one.remembered}

    def chosen(self, choices: Choices) -> list[Change]:
        """Changes that are written, without those that answers to others make void."""
        waiting = self.unanswered(choices)
        moving = self.moves(choices)
        arrived = waiting | {one.at for one in moving}
        gone = {one.known.person_id for one in moving if one.known}
        return [
            change
            for change in self.comparison.changes
            if is_chosen(change.kind, change.key, choices)
            and not (change.kind in _ARRIVALS and change.at in arrived)
            and not (change.kind is ChangeKind.NEW_HEAD and change.known is None and change.at in waiting)
            and not (change.kind is ChangeKind.LEFT and change.known and change.known.person_id in gone)
            and not (
                change.kind is ChangeKind.MISSING
                and change.household
                and change.household.people
                and all(one.person_id in gone for one in change.household.people)
            )
        ]


_ARRIVALS = (ChangeKind.BORN, ChangeKind.JOINED)


def is_chosen(kind: ChangeKind, key: str, choices: Choices) -> bool:
    answer = choices.answers.get(key, "")
    if kind is ChangeKind.MOVED_PERSON:
        return answer == Answer.YES
    if answer:
        return answer in ENDS if kind in ABSENT else answer != Answer.NO and kind in choices.kinds
    return kind in choices.kinds and kind.by_kind


def plan_list(
    place: Place,
    year: int,
    old: Place | None,
    reading: Reading,
    rows: Callable[[], Iterable[RowReading]],
    choices: Choices,
    tell: Tell = say_nothing,
) -> Plan:
    """`rows` gives the rows anew each time it is called: a renamed hamlet is only known after all were seen."""
    total = sum(sheet.data_rows for sheet in reading.used)
    book = hamlet_book(place, old, year, may_create=choices.create_hamlets, answers=choices.hamlets)
    tell("checking", 0, total)
    listed = assemble(reading, _told(rows(), tell, total), book, year)
    tell("comparing", 0, 1)
    register = known_households(place, year)
    renames = [] if old else _renames(place, listed, register)
    applied = [one for one in renames if is_chosen(one.kind, one.key, choices)]
    if applied:
        also = {one.becomes: one.hamlet_id for one in applied}
        book = HamletBook(book.known, answers={**choices.hamlets, **also})
        listed = assemble(reading, rows(), book, year)
    comparison = compare(listed, register, year, _last_year(place, year))
    _leave_moves_of_the_past(place, year, comparison)
    comparison.changes[:0] = renames
    unknown = sorted(listed.unknown_hamlets)
    return Plan(
        listed, comparison, book, reading,
        new_hamlets=[typed for typed in unknown if not book.alike(typed)] if book.asks_to_create else [],
    )  # fmt: skip


def _leave_moves_of_the_past(place: Place, year: int, comparison: Comparison) -> None:
    """A household is not moved into or out of a hamlet that has ended since: where it lives now was settled when that ended. It is told."""
    ended = {str(one.pk): one for one in hamlets_of_list(place, year) if has_ended(one, place)}
    for change in comparison.changes if ended else ():
        if change.kind not in (ChangeKind.MOVED, ChangeKind.PAST_MOVE):
            continue
        into = ended.get(change.listed.hamlet_id if change.listed else "")
        out_of = ended.get(change.household.hamlet_id if change.household else "")
        if hamlet := into or out_of:
            change.kind = ChangeKind.PAST_MOVE
            change.why = (
                f"{hamlet.title} đã kết thúc ngày {format_date(hamlet.valid_to)}; nơi ở hiện nay của hộ đã được xếp khi đó. "
                "Nếu năm ấy hộ ở ấp khác thật, mở hộ và ghi chuyển ấp."
            )


def _told(rows: Iterable[RowReading], tell: Tell, total: int) -> Iterable[RowReading]:
    for count, row in enumerate(rows, start=1):
        if count % 5_000 == 0:
            tell("checking", count, total)
        yield row


def _renames(place: Place, listed: Listed, register: list[KnownHousehold]) -> list[Change]:
    standing = hamlets_of(place) if listed.unknown_hamlets else []
    names = {str(one.pk): one.full_name for one in standing}
    return [
        Change(ChangeKind.RENAMED, f"renamed:{hamlet_id}:{hamlet_key(typed)}"[:120], names[hamlet_id], names[hamlet_id], typed,
               hamlet_id=hamlet_id)
        for typed, hamlet_id in renamed_hamlets(listed, register).items()
        if hamlet_id in names
    ]  # fmt: skip


def _last_year(place: Place, year: int) -> int:
    """The year of the list before this one; the year before when there was none."""
    last = ImportRun.objects.filter(place=place, state=ImportRun.State.APPLIED, year__lt=year).aggregate(
        last=Max("year")
    )
    return last["last"] or year - 1


def known_households(commune: Place, year: int) -> list[KnownHousehold]:
    """The households of a commune that had not left by that year, with the people in them now; one query."""
    found: dict[UUID, KnownHousehold] = {}
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT h.id, r.hamlet_id, p.kind, p.name, h.number, h.group_name, h.address, h.members_count, r.from_year,
                   m.id, m.is_head, q.id, q.full_name, q.sort_key, q.search_key, q.birth_year, q.sex, q.phone,
                   m.joined_year, h.left_year IS NOT NULL,
                   EXISTS (SELECT FROM people_residence AS l WHERE l.household_id = h.id AND l.from_year > %(year)s),
                   all_stay.year, one_stays.year
            FROM people_residence AS r
            JOIN places_place AS p ON p.id = r.hamlet_id
            JOIN people_household AS h ON h.id = r.household_id
            LEFT JOIN people_householdmember AS m ON m.household_id = h.id AND m.left_year IS NULL
            LEFT JOIN people_person AS q ON q.id = m.person_id
            LEFT JOIN people_stillhere AS all_stay
              ON all_stay.household_id = h.id AND all_stay.member_id IS NULL AND all_stay.year <= %(year)s
            LEFT JOIN people_stillhere AS one_stays ON one_stays.member_id = m.id AND one_stays.year <= %(year)s
            WHERE p.parent_id = %(commune)s AND (r.to_year IS NULL OR r.to_year > %(year)s)
              AND NOT EXISTS (
                SELECT FROM people_residence AS e
                WHERE e.household_id = r.household_id AND e.from_year < r.from_year
                  AND (e.to_year IS NULL OR e.to_year > %(year)s)
              )
            ORDER BY h.id, m.is_head DESC, m.id
            """,
            {"commune": commune.pk, "year": year},
        )
        for row in cursor.fetchall():
            household = found.get(row[0])
            if household is None:
                hamlet = Place(kind=row[2], name=row[3]).full_name
                household = found[row[0]] = KnownHousehold(
                    row[0], str(row[1]), hamlet, row[4], row[5], row[6], row[7], row[8],
                    has_left=row[19], moved_since=row[20], still_here=row[21],
                )  # fmt: skip
            if row[9] is not None:
                household.people.append(
                    KnownPerson(
                        row[9],
                        row[11],
                        row[12],
                        row[13],
                        row[14],
                        row[15],
                        row[16],
                        row[17],
                        row[10],
                        row[18],
                        row[22],
                    )
                )
    return list(found.values())
