"""Giving accounts, capacities and roles, and taking them back.

Who may: somebody with `account.manage` at the organisation *and* at the place of the role. A person who also
works where the actor has no such right is out of the actor's reach: resetting his password would lend his rights
elsewhere.
"""

import datetime as dt

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from hoctap.accounts import rules
from hoctap.accounts.models import Capacity, RoleAssignment, User
from hoctap.accounts.phone import normal_phone
from hoctap.accounts.queries import held_capacities, within_reach
from hoctap.accounts.slips import making
from hoctap.accounts.slips.making import IssuedSlip
from hoctap.audit import actions as audit
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.permissions import Permission, Role
from hoctap.core.refusals import Forbidden, Reason, Refused
from hoctap.core.text import clean
from hoctap.places.models import Organisation, Place


@transaction.atomic
def create_account(
    *,
    full_name: str,
    organisation: Organisation,
    title: str,
    role: Role | None,
    place: Place | None,
    by: Actor,
    login: str = "",
    phone: str = "",
    starts_on: dt.date | None = None,
    decision: str = "",
) -> IssuedSlip:
    """A person with one capacity, one role and a slip: a password that is shown once and replaced at the first
    sign-in.
    """
    _must_give(organisation, place, by)
    full_name = clean(full_name)
    kept_phone = normal_phone(phone)
    login = login.strip().lower() or kept_phone
    reasons = [] if full_name else [Reason("Hãy ghi họ và tên.", field="full_name")]
    if phone.strip() and not kept_phone:
        reasons.append(Reason("Số điện thoại gồm 10 chữ số, bắt đầu bằng 0.", field="phone"))
    else:
        reasons += rules.login_blockers(login, kept_phone, _taken(login, kept_phone))
    reasons += _capacity_blockers(title, role, place)
    if reasons:
        raise Refused(reasons)
    user = User(login=login, phone=kept_phone, full_name=full_name, must_change_password=True)
    user.set_unusable_password()
    user.save()
    slip = making.issue(user)
    capacity = _add_capacity(user, organisation, title, starts_on, decision)
    if role is not None and place is not None:
        RoleAssignment.objects.create(capacity=capacity, role=role.value, place=place)
    audit.record(by, "accounts.account.created", capacity)
    return slip


def _taken(login: str, phone: str) -> set[str]:
    wanted = {login, phone} - {""}
    rows = User.objects.filter(Q(login__in=wanted) | Q(phone__in=wanted)).values_list("login", "phone")
    return {value for row in rows for value in row}


@transaction.atomic
def add_capacity(
    user: User,
    organisation: Organisation,
    *,
    title: str,
    role: Role | None,
    place: Place | None,
    by: Actor,
    starts_on: dt.date | None = None,
    decision: str = "",
) -> Capacity:
    """Another position of somebody whom the actor already knows."""
    _must_give(organisation, place, by)
    if not User.objects.visible_to(by).filter(pk=user.pk).exists():
        raise Forbidden("Người này không thuộc nơi ông/bà quản lý.")
    if reasons := _capacity_blockers(title, role, place):
        raise Refused(reasons)
    capacity = _add_capacity(user, organisation, title, starts_on, decision)
    if role is not None and place is not None:
        RoleAssignment.objects.create(capacity=capacity, role=role.value, place=place)
    audit.record(by, "accounts.capacity.added", capacity)
    return capacity


def _must_give(organisation: Organisation, place: Place | None, by: Actor) -> None:
    by.must(Permission.ACCOUNT_MANAGE, at=organisation)
    if place is not None:
        by.must(Permission.ACCOUNT_MANAGE, at=place)


def _capacity_blockers(title: str, role: Role | None, place: Place | None) -> list[Reason]:
    reasons = (
        []
        if clean(title)
        else [Reason("Hãy ghi chức vụ như trên văn bản, ví dụ Chủ tịch Hội Khuyến học.", field="title")]
    )
    if role is not None and place is None:
        reasons.append(Reason("Hãy chọn nơi được giao vai trò.", field="place"))
    elif role is not None and place is not None:
        reasons += rules.role_blockers(role, place.level, place.full_name)
    return reasons


def _add_capacity(
    user: User, organisation: Organisation, title: str, starts_on: dt.date | None, decision: str
) -> Capacity:
    return Capacity.objects.create(
        user=user,
        organisation=organisation,
        title=clean(title),
        starts_on=starts_on or today(),
        decision=clean(decision),
    )


@transaction.atomic
def give_role(capacity: Capacity, role: Role, place: Place, *, by: Actor) -> RoleAssignment:
    """Safe to run again: a role is given once."""
    _must_give(capacity.organisation, place, by)
    if reasons := rules.role_blockers(role, place.level, place.full_name):
        raise Refused(reasons)
    assignment, created = RoleAssignment.objects.get_or_create(
        capacity=capacity, role=role.value, place=place
    )
    if created:
        audit.record(by, "accounts.role.given", assignment)
    return assignment


@transaction.atomic
def take_back_role(assignment: RoleAssignment, *, by: Actor) -> None:
    _must_give(assignment.capacity.organisation, assignment.place, by)
    _keep_an_admin([assignment])
    audit.record(by, "accounts.role.taken_back", assignment)
    assignment.delete()


@transaction.atomic
def end_capacity(capacity: Capacity, ends_on: dt.date | None = None, *, by: Actor) -> None:
    """`ends_on` is the first day without it; today when not given."""
    capacity = (
        Capacity.objects.select_for_update(of=("self",))
        .select_related("organisation__place")
        .get(pk=capacity.pk)
    )
    _must_reach([capacity], by)
    day = ends_on or today()
    if capacity.ends_on is not None and capacity.ends_on <= day:
        raise Refused("Tư cách này đã kết thúc rồi.")
    if day <= capacity.starts_on:
        raise Refused(
            [
                Reason(
                    "Ngày kết thúc phải sau ngày bắt đầu. Nếu giao nhầm, hãy rút vai trò thay vì kết thúc.",
                    field="ends_on",
                )
            ]
        )
    _keep_an_admin(list(capacity.roles.select_related("place")))
    capacity.ends_on = day
    capacity.save(update_fields=["ends_on"])
    audit.record(by, "accounts.capacity.ended", capacity, fields=["ends_on"])


@transaction.atomic
def reset_password(user: User, *, by: Actor) -> IssuedSlip:
    """A new slip, printed on the spot; the old one is dead. It ends every session of that person."""
    user = User.objects.select_for_update().get(pk=user.pk)
    capacities = _must_reach_all(user, by)
    if user.pk == by.user_id:
        raise Refused("Ông/bà tự đổi mật khẩu của mình ở trang Đổi mật khẩu.")
    if not user.is_active:
        raise Refused("Tài khoản này đang khóa. Hãy mở lại tài khoản trước khi cấp phiếu.")
    slip = making.issue(user)
    audit.record(by, "accounts.password.reset", capacities[0] if capacities else user)
    return slip


@transaction.atomic
def deactivate_account(user: User, *, by: Actor) -> None:
    """The person cannot sign in any more; what he did stays under his name."""
    user = User.objects.select_for_update().get(pk=user.pk)
    capacities = _must_reach_all(user, by)
    if user.pk == by.user_id:
        raise Refused("Không tự khóa tài khoản của mình được. Hãy nhờ người quản trị khác.")
    if not user.is_active:
        raise Refused("Tài khoản này đã khóa rồi.")
    _keep_an_admin(list(RoleAssignment.objects.filter(capacity__in=capacities).select_related("place")))
    user.is_active = False
    user.save(update_fields=["is_active"])
    audit.record(
        by, "accounts.account.deactivated", capacities[0] if capacities else user, fields=["is_active"]
    )


@transaction.atomic
def reactivate_account(user: User, *, by: Actor) -> None:
    user = User.objects.select_for_update().get(pk=user.pk)
    capacities = _must_reach_all(user, by)
    user.is_active = True
    user.save(update_fields=["is_active"])
    audit.record(
        by, "accounts.account.reactivated", capacities[0] if capacities else user, fields=["is_active"]
    )


@transaction.atomic
def note_own_password(user: User, *, by: Actor) -> None:
    """The person has just replaced his password himself."""
    if by.user_id != user.pk:
        raise Forbidden("Chỉ tự đổi được mật khẩu của mình.")
    user.must_change_password = False
    user.save(update_fields=["must_change_password"])
    making.spend_open_slips(user, timezone.now())
    audit.record(by, "accounts.password.changed", user, fields=["password"])


def _must_reach_all(user: User, by: Actor) -> list[Capacity]:
    """Every position that the person still holds (or, when none is left, held) lies within the actor's
    reach.
    """
    held = held_capacities(user)
    _must_reach(held, by)
    return held


def _must_reach(capacities: list[Capacity], by: Actor) -> None:
    if not within_reach(capacities, by):
        raise Forbidden(
            "Người này còn giữ tư cách ngoài nơi ông/bà quản lý; "
            "việc này do người quản trị ở đó hoặc cấp trên làm."
        )


def _keep_an_admin(leaving: list[RoleAssignment]) -> None:
    """A place that has somebody who gives accounts keeps one. The place's row is locked, so that two
    cannot leave at once.
    """
    for assignment in leaving:
        if assignment.role != Role.COMMUNE_ADMIN:
            continue
        place = Place.objects.select_for_update(of=("self",)).get(pk=assignment.place_id)
        day = today()
        others = (
            RoleAssignment.objects.filter(
                Q(capacity__ends_on__isnull=True) | Q(capacity__ends_on__gt=day),
                role=Role.COMMUNE_ADMIN.value,
                place=place,
                capacity__user__is_active=True,
                capacity__starts_on__lte=day,
            )
            .exclude(pk__in=[one.pk for one in leaving])
            .count()
        )
        if reasons := rules.last_admin_blockers(place.full_name, others):
            raise Refused(reasons)
