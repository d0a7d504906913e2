"""The standing people of the tests.

Two communes of one district in 2024. In *Tân Kiều*: Lan of the association, Hùng who heads Ấp 1, Minh the chair. In *Hưng Thạnh*: Oanh of the
association, who must see nothing of Tân Kiều. Bích follows both from the district. The names are invented.
"""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from hoctap.accounts.models import Capacity, RoleAssignment, User
from hoctap.core.actor import Actor
from hoctap.core.permissions import Role
from hoctap.criteria.models import CriteriaEdition, Criterion, Title, Verification
from hoctap.people.models import Household, HouseholdMember, Person, Residence
from hoctap.places.models import Organisation, OrganisationKind, Place

PASSWORD = "hoc-tap-suot-doi"


@dataclass
class World:
    province: Place
    district: Place
    commune: Place
    other_commune: Place
    hamlet: Place
    hamlet_2: Place
    other_hamlet: Place
    committee: Organisation
    association: Organisation
    hamlet_board: Organisation
    lan: User
    hung: User
    minh: User
    oanh: User
    bich: User
    admin: User
    edition: CriteriaEdition

    def actor(self, user: User) -> Actor:
        return user.active_capacities().prefetch_related("roles").first().actor()  # type: ignore[union-attr]


def make_place(level: str, kind: str, name: str, parent: Place | None = None, code: str = "") -> Place:
    return Place.objects.create(level=level, kind=kind, name=name, parent=parent, code=code)


def make_user(
    name: str, login: str, organisation: Organisation, title: str, *roles: tuple[Role, Place]
) -> User:
    user = User(login=login, full_name=name, phone="")
    # A quick hash: scrypt in every test would only heat the room.
    user.password = _HASH
    user.save()
    capacity = Capacity.objects.create(
        user=user, organisation=organisation, title=title, starts_on=dt.date(2020, 1, 1)
    )
    for role, place in roles:
        RoleAssignment.objects.create(capacity=capacity, role=role.value, place=place)
    return user


def make_household(
    hamlet: Place, name: str, *, listed_year: int = 2024, birth_year: int | None = 1970
) -> Household:
    person = Person.objects.create(full_name=name, birth_year=birth_year)
    household = Household(hamlet=hamlet, head=person, listed_year=listed_year)
    household.set_keys(name)
    household.save()
    HouseholdMember.objects.create(household=household, person=person, is_head=True, joined_year=listed_year)
    Residence.objects.create(
        household=household, hamlet=hamlet, from_year=listed_year, sort_key=household.sort_key
    )
    return household


def make_edition(code: str = "thu-nghiem", threshold: int = 80) -> CriteriaEdition:
    """100 points in four criteria, 80 to pass; the second asks for evidence."""
    edition = CriteriaEdition.objects.create(
        code=code,
        title=Title.LEARNING_FAMILY,
        name="Bộ tiêu chí thử",
        instrument="Bộ tiêu chí dùng trong kiểm thử",
        verification=Verification.SAMPLE,
        verification_note="Chỉ dùng trong kiểm thử.",
        valid_from=dt.date(2020, 1, 1),
        threshold=Decimal(threshold),
    )
    for position, (criterion, points, needs) in enumerate(
        [("A1", 30, False), ("A2", 30, True), ("B1", 20, False), ("B2", 20, False)]
    ):
        Criterion.objects.create(
            edition=edition,
            position=position,
            code=criterion,
            group="Nhóm " + criterion[0],
            label=f"Tiêu chí thử {criterion}",
            clause=f"Mục {criterion}",
            max_points=Decimal(points),
            needs_evidence=needs,
            verification=Verification.SAMPLE,
        )
    edition.published_at = dt.datetime(2024, 1, 1, tzinfo=dt.UTC)
    edition.save()
    return edition


def make_world() -> World:
    province = make_place("province", "tỉnh", "Đồng Tháp", code="87")
    district = make_place("district", "huyện", "Tháp Mười", province, code="872")
    commune = make_place("commune", "xã", "Tân Kiều", district, code="30055")
    other_commune = make_place("commune", "xã", "Hưng Thạnh", district, code="30043")
    hamlet = make_place("hamlet", "ấp", "Ấp 1", commune)
    hamlet_2 = make_place("hamlet", "ấp", "Ấp 2", commune)
    other_hamlet = make_place("hamlet", "ấp", "Ấp 1", other_commune)
    committee = make_organisation(
        OrganisationKind.PEOPLES_COMMITTEE, "Ủy ban nhân dân xã Tân Kiều", "UBND", commune
    )
    association = make_organisation(
        OrganisationKind.ASSOCIATION, "Hội Khuyến học xã Tân Kiều", "HKH", commune
    )
    board = make_organisation(OrganisationKind.HAMLET_BOARD, "Ban nhân dân Ấp 1", "", hamlet)
    other = make_organisation(
        OrganisationKind.ASSOCIATION, "Hội Khuyến học xã Hưng Thạnh", "HKH", other_commune
    )
    district_org = make_organisation(
        OrganisationKind.ASSOCIATION, "Hội Khuyến học huyện Tháp Mười", "HKH", district
    )
    officer = Role.ASSOCIATION_OFFICER
    return World(
        province=province,
        district=district,
        commune=commune,
        other_commune=other_commune,
        hamlet=hamlet,
        hamlet_2=hamlet_2,
        other_hamlet=other_hamlet,
        committee=committee,
        association=association,
        hamlet_board=board,
        lan=make_user("Nguyễn Thị Lan", "lan", association, "Chủ tịch Hội Khuyến học", (officer, commune)),
        hung=make_user("Trần Văn Hùng", "hung", board, "Trưởng ấp", (Role.HAMLET_HEAD, hamlet)),
        minh=make_user("Lê Quang Minh", "minh", committee, "Chủ tịch UBND xã", (Role.CHAIR, commune)),
        oanh=make_user("Phạm Thị Oanh", "oanh", other, "Chủ tịch Hội Khuyến học", (officer, other_commune)),
        bich=make_user(
            "Đỗ Ngọc Bích", "bich", district_org, "Chủ tịch Hội Khuyến học huyện", (Role.SUPERVISOR, district)
        ),
        admin=make_user(
            "Võ Thành Quản", "quan", committee, "Công chức Văn hóa – Xã hội", (Role.COMMUNE_ADMIN, commune)
        ),
        edition=make_edition(),
    )


def make_organisation(kind: OrganisationKind, name: str, symbol: str, place: Place) -> Organisation:
    return Organisation.objects.create(kind=kind, name=name, symbol=symbol, place=place)


def _quick_hash() -> str:
    from django.contrib.auth.hashers import PBKDF2PasswordHasher

    return PBKDF2PasswordHasher().encode(PASSWORD, "salt-of-the-tests", iterations=1)


_HASH = _quick_hash()
