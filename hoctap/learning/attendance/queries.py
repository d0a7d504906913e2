"""Reads of a session's people, shaped for its screens."""

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Max, Q, QuerySet, Sum
from django.urls import reverse

from hoctap.core.actor import Actor
from hoctap.core.dates import ONE_DAY, today
from hoctap.core.permissions import Permission
from hoctap.core.reading import saw
from hoctap.core.refusals import Reason
from hoctap.core.text import person_sort_key
from hoctap.learning.attendance import contents, rules
from hoctap.learning.attendance.contents import ListedPerson, TypedMinutes
from hoctap.learning.attendance.counting import AgeRow, Came, came, came_by_session
from hoctap.learning.attendance.models import LearnerCard, SessionPaper, SignedList
from hoctap.learning.attendance.tokens import kept_hash
from hoctap.learning.models import (
    ActivityState,
    AgeBand,
    Attendance,
    AttendanceRole,
    CountedBy,
    Session,
)
from hoctap.learning.rows import session_facts
from hoctap.papers.content import PaperContent, ProceedingsContent
from hoctap.papers.models import Paper
from hoctap.people.models import HouseholdMember, Person, Sex
from hoctap.places.models import Level, Organisation, Place

FOUND_AT_MOST = 20
RECENT = dt.timedelta(days=60)


def sessions_for(actor: Actor, permission: Permission = Permission.ATTENDANCE_TAKE) -> QuerySet[Session]:
    """Whose people the actor may take."""
    rows = Session.objects.select_related("activity__place", "activity__commune", "activity__centre")
    if actor.system_job:
        return rows
    return rows.filter(activity__place__path__overlap=actor.places_with(permission))


# ── the list of sessions ─────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class SessionRow:
    session: Session
    words: str
    """'34 người, điểm danh' or 'chưa ghi'."""
    is_waiting: bool
    """Its day is past or today, and nobody has counted it."""


def session_rows(sessions: Sequence[Session]) -> list[SessionRow]:
    """Two queries."""
    named = came_by_session([one.pk for one in sessions if one.counted_by == CountedBy.NAMES])
    heads = Session.objects.filter(pk__in=[one.pk for one in sessions if one.counted_by == CountedBy.HEADS])
    counted = dict(heads.order_by().annotate(n=Sum("headcounts__people")).values_list("pk", "n"))
    rows = []
    for one in sessions:
        waiting = (
            not one.counted_by
            and ActivityState.CANCELLED not in (one.state, one.activity.state)
            and one.on <= today()
        )
        if one.counted_by == CountedBy.NAMES:
            words = f"{named.get(one.pk, Came()).times} người, theo tên"
        elif one.counted_by == CountedBy.HEADS:
            words = f"{counted.get(one.pk) or 0} người, đếm số"
        elif ActivityState.CANCELLED in (one.state, one.activity.state):
            words = "đã hủy"
        else:
            words = "chưa ghi" if waiting else "chưa tới"
        rows.append(SessionRow(one, words, waiting))
    return rows


def recent_sessions(
    actor: Actor, *, centre: UUID | None = None, waiting_only: bool = False
) -> QuerySet[Session]:
    """Of the last two months and the next week, the latest first."""
    rows = sessions_for(actor).filter(on__gte=today() - RECENT, on__lte=today() + 7 * ONE_DAY)
    if centre is not None:
        rows = rows.filter(activity__centre=centre)
    if waiting_only:
        rows = rows.filter(counted_by=CountedBy.NOTHING, on__lte=today()).exclude(
            Q(state=ActivityState.CANCELLED) | Q(activity__state=ActivityState.CANCELLED)
        )
    return rows.order_by("-on", "activity__title", "number", "id")


# ── one session ──────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class SignedCopy:
    """What came back signed of a printed list, filed with its paper: names are ticked beside it as beside a photo."""

    paper_id: UUID
    is_image: bool


@dataclass(frozen=True)
class SessionPage:
    session: Session
    named: Came
    heads: int | None
    ages: list[AgeRow]
    rows: list[Attendance]
    """Who stands on the list, for those who may read names."""
    removed: list[Attendance]
    photos: list[SignedList]
    papers: list[SessionPaper]
    may_take: bool
    may_print: bool
    blockers: list[Reason]
    """Why nobody can be put on the list now."""

    @property
    def signed_copies(self) -> list[SignedCopy]:
        """Of the printed lists, as far as the actor reads papers there; the oldest first, as the photos."""
        lists = [one.paper for one in self.papers if one.paper.kind == contents.LIST]
        return [
            SignedCopy(one.pk, one.signed_media_type.startswith("image/"))
            for one in reversed(lists)
            if one.signed_sha256
        ]

    @property
    def total(self) -> int | None:
        if self.session.counted_by == CountedBy.NAMES:
            return self.named.times
        return self.heads


def people_at(session: Session) -> int | None:
    """How many came, by names or by heads; None while nothing was taken. Nobody's name is read."""
    if session.counted_by == CountedBy.NAMES:
        return came(session.attendances.standing()).times
    return session.headcounts.aggregate(n=Sum("people"))["n"]


def session_page(session: Session, *, by: Actor) -> SessionPage:
    may_take = by.may(Permission.ATTENDANCE_TAKE, at=session)
    every = list(
        Attendance.objects.visible_to(by)
        .filter(session=session)
        .select_related("hamlet", "person")
        .order_by("id")
    )
    standing = in_order(row for row in every if row.removed_at is None and not _is_double(row))
    named = came(session.attendances.standing())
    heads = session.headcounts.aggregate(n=Sum("people"))["n"]
    return SessionPage(
        session=session,
        named=named,
        heads=heads,
        ages=ages_of(session),
        rows=standing,
        removed=[row for row in every if row.removed_at is not None],
        photos=list(SignedList.objects.visible_to(by).standing().filter(session=session)),
        papers=list(
            SessionPaper.objects.visible_to(by).filter(session=session).select_related("paper__issuer")
        ),
        may_take=may_take,
        may_print=may_take and by.may(Permission.PAPER_FILE, at=session),
        blockers=rules.taking_blockers(
            session_facts(session),
            heads_counted=(heads or 0) if session.counted_by == CountedBy.HEADS else None,
            today=today(),
        )
        if may_take
        else [],
    )


def in_order(rows: Iterable[Attendance]) -> list[Attendance]:
    """As lists of people are read: by given name, those who helped last."""
    return sorted(
        rows, key=lambda row: (row.role != AttendanceRole.LEARNER, person_sort_key(row.full_name), row.pk)
    )


def _is_double(row: Attendance) -> bool:
    return row.person is not None and row.person.merged_into_id is not None


_BANDS = ((16, AgeBand.CHILD), (36, AgeBand.YOUTH), (60, AgeBand.ADULT))


def band_of(birth_year: int | None, year: int) -> AgeBand:
    """By full years in the year of the session; one day is not asked for."""
    if birth_year is None:
        return AgeBand.UNKNOWN
    age = year - birth_year
    return next((band for below, band in _BANDS if age < below), AgeBand.ELDER)


def ages_of(session: Session) -> list[AgeRow]:
    """By age and sex, from the names or from the heads, whichever the session is counted by. Empty where nothing is told."""
    counted: Counter[tuple[str, str]] = Counter()
    if session.counted_by == CountedBy.HEADS:
        for sex, band, people in session.headcounts.values_list("sex", "age_band", "people"):
            counted[band, sex] += people
    else:
        learners = session.attendances.standing().filter(role=AttendanceRole.LEARNER)
        for birth_year, sex in learners.values_list("birth_year", "sex"):
            counted[band_of(birth_year, session.on.year), sex] += 1
    order = [AgeBand.CHILD, AgeBand.YOUTH, AgeBand.ADULT, AgeBand.ELDER, AgeBand.UNKNOWN]
    rows = [
        AgeRow(str(band.label), counted[band, Sex.MALE], counted[band, Sex.FEMALE], counted[band, ""])
        for band in order
    ]
    return [row for row in rows if row.total]


# ── the roll ─────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class RollRow:
    person_id: UUID
    name: str
    note: str
    """Year of birth, and what else tells people of one name apart."""
    is_there: bool = False


@dataclass(frozen=True)
class Roll:
    regulars: list[RollRow]
    """Who came to an earlier session of the activity."""
    people: list[RollRow]
    """The others of the hamlet, in the order of the register."""
    hamlet: Place | None
    hamlets: list[Place]
    there: int
    """How many stand on the list already, typed names among them."""


def hamlets_of(session: Session, by: Actor) -> list[Place]:
    """Those of the commune whose register the actor may read; the one that the session is held for first. One query."""
    place = session.activity.place
    if (
        place.level == Level.HAMLET
        and place.valid_to is None
        and not by.may(Permission.HOUSEHOLD_READ, at=session.activity.commune)
    ):
        return [place]
    rows = Place.objects.visible_to(by, Permission.HOUSEHOLD_READ).filter(
        parent=session.activity.commune, level=Level.HAMLET, valid_to__isnull=True
    )
    return sorted(rows, key=lambda one: (one.pk != place.pk, one.sort_key))


def roll_of(session: Session, *, hamlet: UUID | None = None, by: Actor) -> Roll:
    """A fixed number of queries, however many live there."""
    hamlets = hamlets_of(session, by)
    chosen = next((one for one in hamlets if one.pk == hamlet), hamlets[0] if hamlets else None)
    standing = list(session.attendances.standing().values_list("person_id", "pk"))
    there = {person for person, _ in standing if person}
    before = set(
        Attendance.objects.standing()
        .filter(session__activity=session.activity_id, person__isnull=False)
        .exclude(session=session)
        .values_list("person_id", flat=True)
    )
    lives = HouseholdMember.objects.visible_to(by).living_here()
    regulars = _roll_rows(lives.filter(person__in=before | there), there)
    shown = {row.person_id for row in regulars}
    people = _roll_rows(lives.filter(hamlet=chosen), there) if chosen else []
    return Roll(
        regulars=regulars,
        people=[row for row in people if row.person_id not in shown],
        hamlet=chosen,
        hamlets=hamlets,
        there=len(standing),
    )


def _roll_rows(members: QuerySet[HouseholdMember], there: Collection[UUID]) -> list[RollRow]:
    rows = list(
        members.filter(person__merged_into__isnull=True, person__erased_on__isnull=True)
        .order_by("sort_key", "id")
        .values_list(
            "person_id",
            "person__full_name",
            "person__birth_year",
            "household__group_name",
            "household__head__full_name",
            "is_head",
        )
    )
    saw(persons=[row[0] for row in rows])
    return [
        RollRow(
            person_id,
            name,
            " · ".join(
                part for part in (str(born) if born else "", group, "" if is_head else f"hộ {head}") if part
            ),
            person_id in there,
        )
        for person_id, name, born, group, head, is_head in rows
    ]


def people_like(session: Session, face: rules.Face, *, by: Actor) -> list[HouseholdMember]:
    """Of the commune's register, with this name but for accents and no other year of birth: perhaps it is one of them. One query."""
    rows = (
        HouseholdMember.objects.visible_to(by)
        .living_here()
        .filter(
            hamlet__parent=session.activity.commune,
            person__search_key=face.name_key,
            person__merged_into__isnull=True,
            person__erased_on__isnull=True,
        )
    )
    if face.birth_year is not None:
        rows = rows.filter(Q(person__birth_year=face.birth_year) | Q(person__birth_year__isnull=True))
    return list(rows.select_related("person", "hamlet", "household__head").order_by("id")[:FOUND_AT_MOST])


def people_named(session: Session, words: str, *, by: Actor) -> list[HouseholdMember]:
    """Of the commune's register by a part of the name without accents, to say who a typed name is. One query."""
    key = rules.name_key(words.replace("\0", ""))
    if not key:
        return []
    rows = (
        HouseholdMember.objects.visible_to(by)
        .living_here()
        .filter(
            hamlet__parent=session.activity.commune,
            person__search_key__contains=key,
            person__merged_into__isnull=True,
            person__erased_on__isnull=True,
        )
    )
    related = rows.select_related("person", "hamlet", "household__head")
    return list(related.order_by("person__sort_key", "id")[:FOUND_AT_MOST])


# ── cards ────────────────────────────────────────────────────────────────────────────────────────


def card_of(token: str, by: Actor) -> LearnerCard | None:
    """In use, and of a person whom the actor sees in the register."""
    rows = LearnerCard.objects.visible_to(by).filter(token_hash=kept_hash(token), revoked_at__isnull=True)
    return rows.select_related("person").first()


def open_sessions_for(person: Person, actor: Actor) -> list[tuple[Session, bool]]:
    """Of today and yesterday, that the actor takes, and whether the person stands on the list. Those of today first."""
    rows = list(
        sessions_for(actor)
        .filter(on__gte=today() - ONE_DAY, on__lte=today())
        .exclude(Q(state=ActivityState.CANCELLED) | Q(activity__state=ActivityState.CANCELLED))
        .exclude(counted_by=CountedBy.HEADS)
        .order_by("-on", "starts_at", "number", "id")[:FOUND_AT_MOST]
    )
    there = set(
        Attendance.objects.standing()
        .filter(session__in=[one.pk for one in rows], person=person)
        .values_list("session_id", flat=True)
    )
    return [(one, one.pk in there) for one in rows]


@dataclass(frozen=True)
class CardRow:
    person_id: UUID
    name: str
    note: str
    card_id: UUID | None


def card_rows(hamlet: Place, by: Actor) -> list[CardRow]:
    """Two queries."""
    rows = _roll_rows(HouseholdMember.objects.visible_to(by).living_here().filter(hamlet=hamlet), ())
    cards = dict(
        LearnerCard.objects.filter(
            person__in=[row.person_id for row in rows], revoked_at__isnull=True
        ).values_list("person_id", "pk")
    )
    return [CardRow(row.person_id, row.name, row.note, cards.get(row.person_id)) for row in rows]


# ── what a person was at ─────────────────────────────────────────────────────────────────────────


def attended_by(person: Person, by: Actor) -> list[Attendance]:
    """As far as the actor sees the person in the register; the latest first. One query."""
    rows = Attendance.objects.standing().filter(person=person)
    return list(rows.select_related("session__activity__commune").order_by("-session__on", "-id"))


def last_day_attended(person: Person) -> dt.date | None:
    return Attendance.objects.standing().filter(person=person).aggregate(on=Max("session__on"))["on"]


# ── papers ───────────────────────────────────────────────────────────────────────────────────────


def people_to_sign(
    session: Session, *, hamlet: UUID | None, by: Actor
) -> tuple[list[ListedPerson], list[UUID]]:
    """Whose names are printed, in the order of the list, and who of them is of the register."""
    standing = in_order(session.attendances.standing().select_related("hamlet"))
    if standing:
        listed = [
            ListedPerson(
                row.full_name, row.birth_year, row.from_where or (row.hamlet.title if row.hamlet else "")
            )
            for row in standing
        ]
        return listed, [row.person_id for row in standing if row.person_id]
    roll = roll_of(session, hamlet=hamlet, by=by)
    chosen = [row.person_id for row in roll.regulars]
    if hamlet is not None and roll.hamlet is not None and roll.hamlet.pk == hamlet:
        chosen += [row.person_id for row in roll.people]
    lives = {
        row.person_id: row
        for row in HouseholdMember.objects.visible_to(by)
        .living_here()
        .filter(person__in=chosen)
        .select_related("person", "hamlet", "household")
    }
    found = [lives[pk] for pk in chosen if pk in lives]
    return [
        ListedPerson(
            row.person.full_name,
            row.person.birth_year,
            ", ".join(part for part in (row.household.group_name, row.hamlet.title) if part),
        )
        for row in found
    ], [row.person_id for row in found]


def minutes_now(session: Session, issuer: Organisation, typed: TypedMinutes) -> ProceedingsContent:
    return contents.minutes(
        session,
        issuer,
        typed,
        named=came(session.attendances.standing()),
        heads=session.headcounts.aggregate(n=Sum("people"))["n"],
        ages=ages_of(session),
    )


def minutes_laid_out_again(paper: Paper, printed: PaperContent) -> PaperContent | None:
    """For the sheet that comes back signed: what the records say now, with what a person wrote then."""
    row = (
        SessionPaper.objects.filter(paper=paper)
        .select_related("session__activity__place", "paper__issuer")
        .first()
    )
    if row is None or not isinstance(printed, ProceedingsContent):
        return None
    return minutes_now(row.session, row.paper.issuer, TypedMinutes(**row.typed))


def typed_before(session: Session) -> dict[str, str]:
    """What was written in minutes of this session that are open, to go on with."""
    row = session.papers.filter(paper__kind=contents.MINUTES).first()
    return dict(row.typed) if row else {}


def note_paper(paper: Paper) -> None:
    """Whose names stand in a list that is handed out."""
    row = SessionPaper.objects.filter(paper=paper).first()
    if row is not None:
        saw(persons=[UUID(pk) for pk in row.persons])


def about_url(paper: Paper) -> str:
    row = SessionPaper.objects.filter(paper=paper).first()
    return reverse("session_detail", args=[row.session_id]) if row else ""
