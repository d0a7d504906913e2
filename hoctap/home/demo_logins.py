"""Who may sign in to the demonstration, and the actors in whose name it is written: invented people with real positions."""

import datetime as dt
from dataclasses import dataclass

from hoctap.accounts import actions as accounts
from hoctap.accounts.models import Capacity, RoleAssignment
from hoctap.core.actor import Actor, Grant
from hoctap.core.permissions import Role
from hoctap.places.models import Organisation, OrganisationKind, Place

PASSWORD = "hoc-tap-suot-doi"


@dataclass(frozen=True)
class Login:
    world: str
    login: str
    name: str
    role: str


def logins() -> list[Login]:
    """The demo's logins, read back from the database."""
    found = RoleAssignment.objects.filter(capacity__user__login__startswith="demo-").select_related(
        "capacity__user", "place"
    )
    return [
        Login(
            world="2024" if row.capacity.user.login.endswith("-2024") else "2026",
            login=row.capacity.user.login,
            name=row.capacity.user.full_name,
            role=f"{row.role_label}, {row.place.title}",
        )
        for row in found.order_by("capacity__user__login")
    ]


def make(district: Place, old: list[Place], new: list[Place], *, twin_code: str, by: Actor) -> None:
    busy_2026, other_2026 = new[0], new[1]
    twin_2024 = next(place for place in old if place.code == twin_code)
    other_2024 = next(place for place in old if place != twin_2024)
    association = district.organisations.get(kind=OrganisationKind.ASSOCIATION)
    give(
        "demo-huyen-2024",
        "Đặng Thị Thu Hà",
        association,
        "Chủ tịch Hội Khuyến học huyện",
        Role.SUPERVISOR,
        district,
        by,
    )
    for commune, suffix in ((twin_2024, "2024"), (busy_2026, "2026")):
        _commune_logins(commune, suffix, by)
    for commune, name, suffix in (
        (other_2024, "Phan Thị Kim Ngân", "2024"),
        (other_2026, "Hồ Thị Mỹ Phượng", "2026"),
    ):
        body = commune.organisations.get(kind=OrganisationKind.ASSOCIATION)
        give(
            f"demo-xakhac-{suffix}",
            name,
            body,
            "Chủ tịch Hội Khuyến học xã",
            Role.ASSOCIATION_OFFICER,
            commune,
            by,
        )
    province = busy_2026.parent
    assert province is not None
    body = organisation(province, "Hội Khuyến học tỉnh Đồng Tháp", OrganisationKind.ASSOCIATION, "HKH")
    give(
        "demo-tinh-2026",
        "Lý Thành Nghĩa",
        body,
        "Chủ tịch Hội Khuyến học tỉnh",
        Role.SUPERVISOR,
        province,
        by,
    )
    for login, place in (("demo-huyen-2024", district), ("demo-tinh-2026", province)):
        capacity = Capacity.objects.get(user__login=login)
        RoleAssignment.objects.create(capacity=capacity, role=Role.REPORT_GATHERER.value, place=place)
    office = organisation(
        province, f"Ủy ban nhân dân {province.full_name}", OrganisationKind.PEOPLES_COMMITTEE, "UBND"
    )
    give("demo-hethong-2026", "Tô Quốc Kiệt", office, "Quản trị hệ thống", Role.SYSTEM_ADMIN, province, by)


def _commune_logins(commune: Place, suffix: str, by: Actor) -> None:
    association = commune.organisations.get(kind=OrganisationKind.ASSOCIATION)
    committee = commune.organisations.get(kind=OrganisationKind.PEOPLES_COMMITTEE)
    hamlet = commune.children.order_by("sort_key").first()
    assert hamlet is not None
    board = hamlet.organisations.get(kind=OrganisationKind.HAMLET_BOARD)
    give(
        f"demo-hoi-{suffix}",
        "Trương Ngọc Liên",
        association,
        "Chủ tịch Hội Khuyến học xã",
        Role.ASSOCIATION_OFFICER,
        commune,
        by,
    )
    give(f"demo-ap-{suffix}", "Võ Hữu Lộc", board, "Trưởng ấp", Role.HAMLET_HEAD, hamlet, by)
    give(f"demo-chutich-{suffix}", "Bùi Minh Quang", committee, "Chủ tịch UBND xã", Role.CHAIR, commune, by)
    give(
        f"demo-quantri-{suffix}",
        "Ngô Thị Bích Vân",
        committee,
        "Công chức Văn hóa – Xã hội",
        Role.COMMUNE_ADMIN,
        commune,
        by,
    )


def give(
    login: str, name: str, organisation: Organisation, title: str, role: Role, place: Place, by: Actor
) -> None:
    account = accounts.create_account(
        full_name=name, login=login, organisation=organisation, title=title, role=role, place=place, by=by
    )
    user = account.user
    user.set_password(PASSWORD)
    user.must_change_password = False
    user.save()
    Capacity.objects.filter(user=user).update(starts_on=dt.date(2024, 1, 1))


def organisation(place: Place, name: str, kind: OrganisationKind, symbol: str) -> Organisation:
    found, _ = Organisation.objects.get_or_create(
        place=place, name=name, defaults={"kind": kind, "symbol": symbol}
    )
    return found


def actor_at(place: Place, name: str, title: str, role: Role) -> Actor:
    return Actor(
        name=name,
        capacity=f"{title}, {place.full_name}",
        grants=(Grant(place.pk, role.permissions, role.here),),
    )
