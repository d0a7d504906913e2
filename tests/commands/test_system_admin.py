"""`hoctap system_admin`: the first person who keeps the boundaries of a province, whom nobody else could make."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from hoctap.accounts.models import Capacity, User
from hoctap.accounts.sign_in import PhoneOrNameBackend
from hoctap.core.permissions import Permission
from hoctap.places.models import Organisation, OrganisationKind, Place

pytestmark = pytest.mark.django_db


@pytest.fixture
def commune() -> Place:
    call_command(
        "init", "--place", "30043", "--year", "2026", "--admin", "Nguyễn Thị Lan", "--json", stdout=StringIO()
    )
    return Place.objects.get(code="30043")


def make(*options: str) -> dict[str, str]:
    out = StringIO()
    call_command("system_admin", *options, "--json", stdout=out)
    return json.loads(out.getvalue())  # type: ignore[no-any-return]


def test_he_signs_in_with_what_was_printed_and_may_change_boundaries_of_his_province(commune: Place):
    said = make("--place", "82", "--name", "Tô Quốc Kiệt")
    user = User.objects.get(login=said["login"])
    signed_in = PhoneOrNameBackend().authenticate(
        None, username=said["login"], password=said["one_time_password"]
    )
    assert signed_in == user
    assert user.must_change_password
    actor = user.active_capacities().prefetch_related("roles").get().actor()
    assert actor.may(Permission.BOUNDARY_CHANGE, at=commune)
    assert actor.may(Permission.ACCOUNT_MANAGE, at=commune)
    office = Capacity.objects.get(user=user).organisation
    assert (office.kind, office.name, office.place_id) == (
        OrganisationKind.PEOPLES_COMMITTEE, "Ủy ban nhân dân tỉnh Đồng Tháp", commune.parent_id,
    )  # fmt: skip


def test_a_province_that_nobody_set_up_is_put_in_with_its_committee(commune: Place):
    assert not Place.objects.filter(code="91").exists()
    make("--place", "91", "--name", "Tô Quốc Kiệt")
    place = Place.objects.get(code="91")
    assert place.level == "province"
    assert Organisation.objects.get(place=place).kind == OrganisationKind.PEOPLES_COMMITTEE


def test_a_second_one_is_made_by_the_first_and_not_here(commune: Place):
    make("--place", "82", "--name", "Tô Quốc Kiệt")
    with pytest.raises(CommandError, match=r"đã có người quản trị hệ thống: Tô Quốc Kiệt.*trang Tài khoản"):
        make("--place", "82", "--name", "Lê Thị Hai")
    User.objects.filter(full_name="Tô Quốc Kiệt").update(is_active=False)
    assert make("--place", "82", "--name", "Lê Thị Hai")["admin"] == "Lê Thị Hai"


def test_a_commune_an_unknown_code_and_an_empty_name_are_refused_and_nothing_is_made(commune: Place):
    before = (User.objects.count(), Place.objects.count(), Organisation.objects.count())
    for code, name, words in (
        ("30043", "Tô Quốc Kiệt", "chỉ giao ở cấp tỉnh"),
        ("99", "Tô Quốc Kiệt", "mang mã 99"),
        ("82", " ", "Hãy ghi họ và tên"),
    ):
        with pytest.raises(CommandError, match=words):
            make("--place", code, "--name", name)
    assert (User.objects.count(), Place.objects.count(), Organisation.objects.count()) == before


def test_it_comes_after_init_because_init_wants_a_database_without_users():
    with pytest.raises(CommandError, match="hoctap init"):
        make("--place", "82", "--name", "Tô Quốc Kiệt")
    assert not Place.objects.exists()


def test_the_printed_words_name_login_and_password(commune: Place):
    out = StringIO()
    call_command("system_admin", "--place", "82", "--name", "Tô Quốc Kiệt", "--login", "kiet.dt", stdout=out)
    assert "Tên đăng nhập:     kiet.dt" in out.getvalue()
    assert "phải đổi khi đăng nhập lần đầu" in out.getvalue()
