"""Rounds and dossiers made directly, for tests that only read figures."""

import datetime as dt
from decimal import Decimal

from hoctap.assessments.models import Assessment
from hoctap.criteria.models import CriteriaEdition, Title
from hoctap.people.models import Clan, Household, HouseholdMember, Person, Work, WorkStatus, WorkUnit
from hoctap.places.models import Place
from hoctap.plans import actions as plan_actions
from hoctap.plans.rules import PlanDetails, TargetDetails
from hoctap.recognition.models import Dossier, DossierState, RecognitionRound
from tests.world import World, make_household

PLAN = PlanDetails(
    "415/KH-UBND",
    dt.date(2024, 1, 31),
    "Ủy ban nhân dân huyện",
    "Kế hoạch xây dựng xã hội học tập",
    2024,
    2024,
)
TARGET = TargetDetails(
    "85 % gia đình được công nhận Gia đình học tập",
    Decimal(85),
    2024,
    measure="learning_family.recognised",
    before_on=dt.date(2024, 11, 15),
)


def make_plan(world: World) -> None:
    """The district's plan of 2024 with its target for families."""
    plan = plan_actions.record_plan(world.district, PLAN, by=world.actor(world.bich))
    plan_actions.add_target(plan, TARGET, by=world.actor(world.bich))


def make_two_seasons(world: World) -> World:
    """Tân Kiều in 2023 and 2024 under the district's plan; Hưng Thạnh has no round."""
    before = make_round(world.commune, world.edition, 2023)
    fill_hamlet(before, world.hamlet, households=2, registered=2, recognised=1)
    now = make_round(world.commune, world.edition)
    fill_hamlet(now, world.hamlet, households=4, registered=4, recognised=3, late=1)
    fill_hamlet(now, world.hamlet_2, households=4, registered=2, recognised=1)
    make_plan(world)
    return world


def make_season(world: World) -> World:
    """Tân Kiều in 2024: one hamlet, three of four families recognised, one of them late."""
    fill_hamlet(make_round(world.commune, world.edition), world.hamlet, 4, 4, 3, late=1)
    make_plan(world)
    return world


def make_round(commune: Place, edition: CriteriaEdition, year: int = 2024) -> RecognitionRound:
    return RecognitionRound.objects.create(
        title=Title.LEARNING_FAMILY,
        year=year,
        place=commune,
        edition=edition,
        before_on=dt.date(year, 11, 15),
        opened_by="Kiểm thử",
    )


def make_dossier(
    round_: RecognitionRound, household: Household, state: str = "listed", *, late: bool = False
) -> Dossier:
    decided = state in (DossierState.RECOGNISED, DossierState.REVOKED)
    year = round_.year
    return Dossier.objects.create(
        round=round_,
        household=household,
        hamlet=household.hamlet,
        title=round_.title,
        year=year,
        state=state,
        registered_on=None if state == DossierState.LISTED else dt.date(year, 2, 1),
        hamlet_total=Decimal(90) if decided else None,
        decided_on=dt.date(year, 11, 20 if late else 10) if decided else None,
        frozen_score={"total": "90"} if decided else None,
        is_late=late,
        sort_key=household.sort_key,
    )


def fill_hamlet(
    round_: RecognitionRound, hamlet: Place, households: int, registered: int, recognised: int, late: int = 0
) -> list[Dossier]:
    """So many households, of whom some registered, some were recognised, and some of these late."""
    dossiers = []
    for number in range(households):
        household = make_household(hamlet, f"Nguyễn Văn {number:03d}", listed_year=min(round_.year, 2024))
        state = "recognised" if number < recognised else "registered" if number < registered else "listed"
        dossiers.append(make_dossier(round_, household, state, late=number < late))
    return dossiers


def make_file(
    title: str,
    place: Place,
    edition: CriteriaEdition,
    year: int = 2024,
    *,
    unit: WorkUnit | None = None,
    clan: Clan | None = None,
    state: str = "recognised",
    valid_until: dt.date | None = None,
) -> Assessment:
    """A file as its authority left it."""
    decided = state in ("recognised", "refused", "revoked")
    return Assessment.objects.create(
        title=title,
        year=year,
        edition=edition,
        place=place,
        unit=unit,
        clan=clan,
        state=state,
        decides="Chủ tịch Ủy ban nhân dân",
        decided_on=dt.date(year, 11, 12) if decided else None,
        decision_number=f"{year % 100}/QĐ-UBND" if decided else "",
        frozen={} if decided else None,
        valid_until=valid_until,
        opened_by="Kiểm thử",
    )


def make_citizen_round(
    commune: Place, edition: CriteriaEdition, year: int = 2024, age: int = 18
) -> RecognitionRound:
    return RecognitionRound.objects.create(
        title=Title.LEARNING_CITIZEN,
        year=year,
        place=commune,
        edition=edition,
        before_on=dt.date(year, 11, 15),
        age_from=age,
        opened_by="Kiểm thử",
    )


def add_member(
    household: Household, name: str, birth_year: int | None = 1980, *, works: str = "", joined: int = 2020
) -> Person:
    person = Person.objects.create(full_name=name, birth_year=birth_year)
    HouseholdMember.objects.create(household=household, person=person, joined_year=joined)
    if works:
        give_work(person, works)
    return person


def give_work(person: Person, works: str = Work.WORKER, since: int = 2020, until: int | None = None) -> None:
    WorkStatus.objects.create(person=person, status=works, from_year=since, to_year=until, source="trưởng ấp")


def make_citizen(
    round_: RecognitionRound,
    household: Household,
    person: Person,
    state: str = "recognised",
    *,
    late: bool = False,
) -> Dossier:
    decided = state == DossierState.RECOGNISED
    return Dossier.objects.create(
        round=round_,
        household=household,
        person=person,
        hamlet=household.hamlet,
        title=round_.title,
        year=round_.year,
        state=state,
        registered_on=None if state == DossierState.LISTED else dt.date(round_.year, 2, 1),
        hamlet_total=Decimal(90) if decided else None,
        decided_on=dt.date(round_.year, 11, 10) if decided else None,
        frozen_score={"total": "90"} if decided else None,
        is_late=late,
        sort_key=person.sort_key,
    )
