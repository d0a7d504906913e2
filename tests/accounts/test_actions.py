"""Who may give which account, role or password to whom."""

import datetime as dt

import pytest

from hoctap.accounts import actions, rules
from hoctap.accounts.models import Capacity, RoleAssignment, User
from hoctap.accounts.sign_in import PhoneOrNameBackend
from hoctap.accounts.slips.making import IssuedSlip
from hoctap.audit.models import Event
from hoctap.core.permissions import Role
from hoctap.core.refusals import Forbidden, Refused
from tests.world import World, make_user


def new_head(world: World, **changes: object) -> IssuedSlip:
    values = {
        "full_name": "Trần Văn Bảy",
        "phone": "0987 654 321",
        "organisation": world.hamlet_board,
        "title": "Trưởng ấp",
        "role": Role.HAMLET_HEAD,
        "place": world.hamlet,
        "by": world.actor(world.admin),
    }
    return actions.create_account(**(values | changes))  # type: ignore[arg-type]


def test_a_new_hamlet_head_signs_in_by_phone_with_a_password_told_once(world: World):
    new = new_head(world, decision="12/QĐ-UBND", starts_on=dt.date(2024, 1, 5))
    user = PhoneOrNameBackend().authenticate(None, username="0987654321", password=new.one_time_password)
    assert user == new.user
    assert user is not None
    assert user.must_change_password
    capacity = user.capacities.get()
    assert (capacity.title, capacity.decision, capacity.starts_on) == (
        "Trưởng ấp",
        "12/QĐ-UBND",
        dt.date(2024, 1, 5),
    )
    event = Event.objects.get(what="accounts.account.created")
    assert str(world.commune.pk) in event.place_path


def test_a_taken_phone_or_name_is_refused_beside_its_field(world: World):
    new_head(world)
    with pytest.raises(Refused) as phone:
        new_head(world, full_name="Người Khác")
    assert [reason.field for reason in phone.value.reasons] == ["phone"]
    with pytest.raises(Refused) as login:
        new_head(world, phone="", login="LAN")
    assert [reason.field for reason in login.value.reasons] == ["login"]
    with pytest.raises(Refused, match="số điện thoại hoặc tên đăng nhập"):
        new_head(world, phone="", login="")
    with pytest.raises(Refused, match="10 chữ số"):
        new_head(world, phone="12345")


@pytest.mark.parametrize(
    ("role", "place"),
    [
        (Role.HAMLET_HEAD, "commune"),
        (Role.CHAIR, "hamlet"),
        (Role.ASSOCIATION_OFFICER, "hamlet"),
        (Role.COMMUNE_ADMIN, "hamlet"),
        (Role.SUPERVISOR, "commune"),
    ],
)
def test_a_role_is_given_only_at_the_level_it_is_meant_for(world: World, role: Role, place: str):
    with pytest.raises(Refused, match="chỉ giao") as refused:
        new_head(world, role=role, place=getattr(world, place))
    assert refused.value.reasons[0].field == "place"
    assert not User.objects.filter(full_name="Trần Văn Bảy").exists()


def test_nobody_gives_roles_or_positions_outside_his_own_places(world: World):
    with pytest.raises(Forbidden):
        new_head(world, place=world.other_hamlet)
    with pytest.raises(Forbidden):
        new_head(world, organisation=world.oanh.capacities.get().organisation)
    with pytest.raises(Forbidden):
        new_head(world, role=Role.SUPERVISOR, place=world.district)
    with pytest.raises(Forbidden):
        new_head(world, by=world.actor(world.lan))
    capacity = world.hung.capacities.get()
    with pytest.raises(Forbidden):
        actions.give_role(capacity, Role.HAMLET_HEAD, world.other_hamlet, by=world.actor(world.admin))
    with pytest.raises(Forbidden):
        actions.add_capacity(
            world.oanh,
            world.committee,
            title="Phó Chủ tịch",
            role=None,
            place=None,
            by=world.actor(world.admin),
        )


def test_a_person_who_also_works_elsewhere_is_out_of_reach(world: World):
    other = world.oanh.capacities.get().organisation
    Capacity.objects.create(
        user=world.hung, organisation=other, title="Ủy viên", starts_on=dt.date(2020, 1, 1)
    )
    by = world.actor(world.admin)
    for act in (actions.reset_password, actions.deactivate_account, actions.reactivate_account):
        with pytest.raises(Forbidden, match="ngoài nơi ông/bà quản lý"):
            act(world.hung, by=by)
    assert User.objects.get(pk=world.hung.pk).is_active


def test_a_role_given_above_lends_nobody_below_its_reach(world: World):
    capacity = world.hung.capacities.get()
    RoleAssignment.objects.create(capacity=capacity, role=Role.SUPERVISOR.value, place=world.district)
    with pytest.raises(Forbidden):
        actions.reset_password(world.hung, by=world.actor(world.admin))
    with pytest.raises(Forbidden):
        actions.end_capacity(capacity, by=world.actor(world.admin))


def test_a_position_that_ended_elsewhere_no_longer_holds_the_password_back(world: World):
    other = world.oanh.capacities.get().organisation
    Capacity.objects.create(
        user=world.hung,
        organisation=other,
        title="Ủy viên",
        starts_on=dt.date(2020, 1, 1),
        ends_on=dt.date(2021, 1, 1),
    )
    assert actions.reset_password(world.hung, by=world.actor(world.admin))


def test_the_last_who_gives_accounts_in_a_commune_stays(world: World):
    by = world.actor(world.admin)
    capacity = world.admin.capacities.get()
    for act in (
        lambda: actions.end_capacity(capacity, by=by),
        lambda: actions.take_back_role(capacity.roles.get(), by=by),
    ):
        with pytest.raises(Refused, match="người quản trị cuối cùng"):
            act()
    second = make_user(
        "Ngô Thị Hai", "hai", world.committee, "Công chức", (Role.COMMUNE_ADMIN, world.commune)
    )
    with pytest.raises(Refused, match="Không tự khóa"):
        actions.deactivate_account(world.admin, by=by)
    actions.deactivate_account(second, by=by)
    with pytest.raises(Refused, match="người quản trị cuối cùng"):
        actions.end_capacity(capacity, by=by)


def test_a_capacity_ends_today_and_its_rights_with_it(world: World):
    capacity = world.hung.capacities.get()
    actions.end_capacity(capacity, by=world.actor(world.admin))
    assert not world.hung.active_capacities().exists()
    with pytest.raises(Refused, match="đã kết thúc rồi"):
        actions.end_capacity(capacity, by=world.actor(world.admin))


def test_a_capacity_given_today_by_mistake_is_not_ended_but_its_role_taken_back(world: World):
    capacity = new_head(world).user.capacities.get()
    with pytest.raises(Refused, match="rút vai trò"):
        actions.end_capacity(capacity, by=world.actor(world.admin))
    actions.take_back_role(capacity.roles.get(), by=world.actor(world.admin))
    assert not capacity.roles.exists()


def test_giving_a_role_twice_gives_it_once(world: World):
    capacity = world.lan.capacities.get()
    by = world.actor(world.admin)
    actions.give_role(capacity, Role.COMMUNE_ADMIN, world.commune, by=by)
    actions.give_role(capacity, Role.COMMUNE_ADMIN, world.commune, by=by)
    assert capacity.roles.filter(role=Role.COMMUNE_ADMIN.value).count() == 1
    assert Event.objects.filter(what="accounts.role.given").count() == 1


def test_nobody_resets_his_own_password_or_notes_a_strangers(world: World):
    with pytest.raises(Refused, match="Đổi mật khẩu"):
        actions.reset_password(world.admin, by=world.actor(world.admin))
    with pytest.raises(Forbidden):
        actions.note_own_password(world.hung, by=world.actor(world.admin))


def test_a_one_time_password_can_be_read_from_paper():
    made = {rules.one_time_password() for _ in range(50)}
    assert len(made) == 50
    for password in made:
        assert len(password) == 11
        assert not set(password) & set("0o1li2z5suv")


def test_a_login_is_suggested_from_the_name():
    assert rules.suggested_login("Nguyễn Thị Đông") == "dongnt"
    assert rules.suggested_login(" ") == ""
